/**
 * Tests in a given order, on sources of which one holds a fault. Nothing is written to a file. The first test that fails
 * ends the run, and so does a file of tests that takes too much of the processor: a fault can make a loop that never ends.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type Reporter, type TestModule, type TestSpecification, type Vite } from 'vitest/node';
import { alias } from '../../vitest.config.js';
import { type Mutant, planted } from './mutants.js';

/** What a trial is asked, in the environment. */
export interface Given {
  readonly mutant: Mutant | null;
  readonly tests: readonly string[];
  /** What the counts of properties are multiplied with. */
  readonly times: string;
  /** Milliseconds of the processor for one file. Not of the clock: others may run beside it. */
  readonly limit: number;
}

/** What it says of each file of tests. */
export interface Finished {
  readonly file: string;
  readonly ms: number;
  readonly failed: boolean;
}

const root = join(import.meta.dirname, '../..');
const { mutant, tests, times, limit } = JSON.parse(process.env.MUTATION ?? '') as Given;
const path = mutant === null ? undefined : join(root, mutant.file);

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => tests.indexOf(relative(root, moduleId));
    return files.sort((a, b) => place(a) - place(b));
  }
}

class Watch implements Reporter {
  private since = 0;

  onTestRunStart(): void {
    this.since = used();
    setInterval(() => {
      if (used() - this.since > limit) process.kill(process.pid, 'SIGKILL');
    }, 500).unref();
  }

  onTestModuleEnd(module: TestModule): void {
    const ms = used() - this.since;
    this.since = used();
    process.send?.({ file: relative(root, module.moduleId), ms, failed: module.state() === 'failed' });
  }
}

function used(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What was made of other files is kept from one run to the next. */
const faulty: Vite.Plugin = {
  name: 'faulty',
  enforce: 'pre',
  configureVitest: ({ experimental_defineCacheKeyGenerator: define }) =>
    define(({ id }) => (id === path ? false : undefined)),
  load: (id) => (mutant !== null && id === path ? planted(readFileSync(id, 'utf8'), mutant) : undefined),
};

export default defineConfig({
  root,
  resolve: { alias },
  plugins: [faulty],
  test: {
    include: [...tests],
    exclude: [],
    bail: 1,
    isolate: false,
    fileParallelism: false,
    pool: 'threads',
    env: { PROPERTY_PART: times, AGREEMENT_TIMES: times },
    sequence: { sequencer: InOrder },
    reporters: ['default', new Watch()],
    // By the clock, for what waits for ever: a run at the lowest priority takes its time, and that is no fault.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    experimental: { fsModuleCache: true },
  },
});
