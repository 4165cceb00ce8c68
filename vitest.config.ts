import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * A machine that has not run the suite yet, as in CI, does not know how long each file takes: these take longest, and the one
 * that is begun last would keep one processor waiting for the other. The two of C are apart: the second uses what the first made.
 */
const LONGEST = [
  'test/capture/bounds.test.ts',
  'test/c/engine.test.ts',
  'test/fuzz/targets.test.ts',
  'test/cli/grammar.test.ts',
  'test/compiler/check-edits.test.ts',
  'test/c/dialogue.test.ts',
  'test/module/chaos.test.ts',
  'test/compiler/one-source.test.ts',
  'test/capture/captures.test.ts',
  'test/capture/log.test.ts',
  'test/capture/containers.test.ts',
  'test/properties/promises.test.ts',
  'test/properties/echo.test.ts',
  'test/docs/pages.test.ts',
  'test/capture/bytes.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONGEST.indexOf(relative(import.meta.dirname, moduleId).replaceAll('\\', '/'));
      return index < 0 ? LONGEST.length : index;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

for (const name of LONGEST) if (!existsSync(join(import.meta.dirname, name))) throw new Error(`${name} has moved`);

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
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Expected and received are whole sessions; a diff cut in the middle would hide what changed.
    diff: { truncateThreshold: 0 },
  },
});
