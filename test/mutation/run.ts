/** Runs tests on the sources with one fault in them, until the first that fails. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Mutant } from './mutants.js';
import { type Room, testsOf } from './rooms.js';
import type { Finished, Given } from './vitest.config.js';

const ROOT = join(import.meta.dirname, '../..');
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const CONFIG = 'test/mutation/vitest.config.ts';
/** A run that takes this much longer than ever where nothing is wrong, without finishing a file, never will. */
const PATIENCE_MS = 15_000;

export type Fate = 'killed' | 'timeout' | 'survived';

export interface Outcome {
  readonly fate: Fate;
  /** The file that noticed. */
  readonly by: string;
}

interface Run {
  readonly fate: Fate;
  readonly finished: readonly Finished[];
  readonly output: string;
}

function started(given: Given): ChildProcess {
  return spawn(process.execPath, [VITEST, 'run', '--config', CONFIG], {
    cwd: ROOT,
    env: { ...process.env, MUTATION: JSON.stringify(given) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function run(given: Given): Promise<Run> {
  const child = started(given);
  const finished: Finished[] = [];
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  child.on('message', (message) => finished.push(message as Finished));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const fate = signal === 'SIGKILL' ? 'timeout' : code === 0 ? 'survived' : 'killed';
      resolve({ fate, finished, output });
    });
  });
}

/** What a file of tests takes, of a processor's time, and how many faults it was the first to notice. */
interface Account {
  readonly ms: number;
  kills: number;
}

/** The tests of one room, those first that find the most in the least time. */
class RoomTrial {
  private readonly accounts = new Map<string, Account>();
  private readonly room: Room;
  private readonly times: string;

  constructor(room: Room) {
    this.room = room;
    this.times = room.times ?? '1';
  }

  async fateOf(mutant: Mutant): Promise<Outcome> {
    if (this.accounts.size === 0) await this.measure();
    const limit = 5 * Math.max(...[...this.accounts.values()].map(({ ms }) => ms)) + PATIENCE_MS;
    const { fate, finished } = await run({ mutant, tests: this.inOrder(), times: this.times, limit });
    const by = finished.find(({ failed }) => failed)?.file ?? '';
    const account = this.accounts.get(by);
    if (account !== undefined) account.kills++;
    return { fate, by };
  }

  private inOrder(): string[] {
    const rate = ({ kills, ms }: Account): number => (kills + 1) / ms;
    return [...this.accounts].sort(([, a], [, b]) => rate(b) - rate(a)).map(([file]) => file);
  }

  /** Tests that fail by themselves would kill everything. */
  private async measure(): Promise<void> {
    const tests = testsOf(this.room);
    const { fate, finished, output } = await run({
      mutant: null,
      tests,
      times: this.times,
      limit: Number.MAX_SAFE_INTEGER,
    });
    if (fate !== 'survived') throw new Error(`tests of ${this.room.sources} fail where nothing is wrong:\n${output}`);
    for (const { file, ms } of finished) this.accounts.set(file, { ms, kills: 0 });
  }
}

/** The tests of all rooms. */
export class Trial {
  private readonly rooms = new Map<Room, RoomTrial>();

  /** What becomes of a fault in a source of a room. */
  fateOf(mutant: Mutant, room: Room): Promise<Outcome> {
    const trial = this.rooms.get(room) ?? new RoomTrial(room);
    this.rooms.set(room, trial);
    return trial.fateOf(mutant);
  }
}
