/** Runs tests on the sources with one fault in them. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Mutant } from './mutants.js';
import type { Room } from './rooms.js';

const ROOT = join(import.meta.dirname, '../..');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const CONFIG = 'test/mutation/vitest.config.ts';

export type Fate = 'killed' | 'timeout' | 'survived';

interface Run {
  readonly fate: Fate;
  readonly output: string;
}

/** Tests that never end are ended, with all that they started. */
function run(tests: readonly string[], mutant: Mutant | undefined, limitMs: number): Promise<Run> {
  const child = spawn(process.execPath, [VITEST, 'run', '--config', CONFIG, ...tests], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, MUTANT: JSON.stringify(mutant ?? null) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let late = false;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const timer = setTimeout(() => {
    late = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ fate: late ? 'timeout' : code === 0 ? 'survived' : 'killed', output });
    });
  });
}

/** The tests of rooms, and how long they take where nothing is wrong. */
export class Trial {
  private readonly took = new Map<string, number>();

  /** What becomes of a fault. */
  async fateOf(mutant: Mutant, { quick, others }: Room): Promise<Fate> {
    const fate = await this.ask(mutant, quick);
    return fate === 'survived' ? this.ask(mutant, others) : fate;
  }

  private async ask(mutant: Mutant, tests: readonly string[]): Promise<Fate> {
    const { fate } = await run(tests, mutant, 5 * (await this.timeOf(tests)) + 20_000);
    return fate;
  }

  /** Tests that fail by themselves would kill everything. */
  private async timeOf(tests: readonly string[]): Promise<number> {
    const key = tests.join(' ');
    const known = this.took.get(key);
    if (known !== undefined) return known;
    const started = performance.now();
    const { fate, output } = await run(tests, undefined, 3_600_000);
    if (fate !== 'survived') throw new Error(`${key} fails where nothing is wrong:\n${output}`);
    const took = performance.now() - started;
    this.took.set(key, took);
    return took;
  }
}
