import { defineConfig } from 'vitest/config';
import { alias } from './vitest.config.js';

/** For tests of what was built, and for those that need a program of the machine: without it they fail. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ['serial', 'browser', 'package', 'clients', 'drivers', 'integrations', 'c/boards'].map(
      (folder) => `test/${folder}/**/*.test.ts`,
    ),
    globalSetup: 'test/javascript.ts',
    env: { TOOLS_REQUIRED: '1' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two processors: one for the test, one for the browser or the compiler it starts.
    fileParallelism: false,
  },
});
