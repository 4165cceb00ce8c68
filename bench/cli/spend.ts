/** What a program spends on a run: time of the clock and of the processor, and memory at most. Told by GNU time. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

export interface Spent {
  /** Seconds. */
  readonly elapsed: number;
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

const TIME = '/usr/bin/time';
const ABSENT = `${TIME} is needed (Debian: apt-get install time)`;

function spentOf(line: string): Spent {
  const [elapsed = Number.NaN, user = Number.NaN, system = Number.NaN, kilobytes = Number.NaN] = line
    .split(' ')
    .map(Number);
  return { elapsed, cpu: user + system, memory: kilobytes * 1024 };
}

/** Its output goes to /dev/null: what takes it is not measured. */
export function spend([...command]: readonly string[]): Spent {
  const nowhere = openSync('/dev/null', 'w');
  try {
    const run = spawnSync(TIME, ['-f', '%e %U %S %M', ...command], {
      stdio: ['ignore', nowhere, 'pipe'],
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (run.error) throw new Error(ABSENT, { cause: run.error });
    if (run.status !== 0) throw new Error(`${command.join(' ')} failed:\n${run.stderr}`);
    return spentOf(run.stderr.trim().split('\n').at(-1) ?? '');
  } finally {
    closeSync(nowhere);
  }
}
