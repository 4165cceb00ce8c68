import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // Expected and received are whole sessions; a diff cut in the middle would hide what changed.
    diff: { truncateThreshold: 0 },
  },
});
