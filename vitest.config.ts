import { configDefaults, defineConfig } from 'vitest/config';

/** The examples import the package by its name. In tests that is its source. */
export const alias = [
  { find: /^sim800-protocol$/, replacement: `${import.meta.dirname}/src/index.ts` },
  { find: /^sim800-protocol\/(\w+)$/, replacement: `${import.meta.dirname}/src/$1.ts` },
];

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['test/**/*.test.ts'],
    // These need what was built, or programs of the machine: npm run test:browser, test:package, test:clients.
    exclude: [...configDefaults.exclude, 'test/browser/**', 'test/package/**', 'test/clients/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Expected and received are whole sessions; a diff cut in the middle would hide what changed.
    diff: { truncateThreshold: 0 },
  },
});
