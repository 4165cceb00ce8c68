import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** The examples import the package by its name. In tests that is its source. */
export const alias = [
  { find: /^sim800-protocol$/, replacement: `${import.meta.dirname}/src/index.ts` },
  { find: /^sim800-protocol\/(\w+)$/, replacement: `${import.meta.dirname}/src/$1.ts` },
];

// These need what was built, or programs of the machine: npm run test:browser, test:package, test:clients, test:c:targets.
const ELSEWHERE = [
  'test/browser/**',
  'test/package/**',
  'test/clients/**',
  'test/integrations/**',
  'test/drivers/**',
  'test/c/boards/**',
];
/** They put the second engine in the place of the first, for all that is imported after them. */
const SECOND_ENGINE = ['test/compact/spec.test.ts', 'test/compact/properties.test.ts'];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ELSEWHERE, ...SECOND_ENGINE],
          // The generated files are large: a worker that keeps them for its next file saves a quarter of the suite's time.
          isolate: false,
          globalSetup: 'test/javascript.ts',
        },
      },
      {
        extends: true,
        // The same properties, of an engine of a third of the speed.
        test: { name: 'second engine', include: SECOND_ENGINE, env: { PROPERTY_PART: '0.25' } },
      },
    ],
    // One fewer by default: of two cores one would be idle.
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Expected and received are whole sessions; a diff cut in the middle would hide what changed.
    diff: { truncateThreshold: 0 },
  },
});
