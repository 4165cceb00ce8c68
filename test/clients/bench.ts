/** A module for programs of others: on a pseudo-terminal or a port, with a record of what went over the line. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../cli/sim800.js';

export interface ClientBench {
  /** The path of the pseudo-terminal, or the port. */
  readonly place: string;
  readonly folder: string;
  /** The commands and what really happened, an object each. */
  record(): readonly Readonly<Record<string, unknown>>[];
  stop(): Promise<void>;
}

export async function until<T>(found: () => T | undefined | false, seconds: number, what: string): Promise<T> {
  for (let tries = 0; tries < seconds * 20; tries++) {
    const value = found();
    if (value !== undefined && value !== false) return value;
    await sleep(50);
  }
  throw new Error(`${what}: nothing in ${seconds} s`);
}

/** A short message has arrived already: Hello. */
export async function clientBench(on: 'pty' | 'tcp' = 'pty', ...options: readonly string[]): Promise<ClientBench> {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-clients-'));
  const record = join(folder, 'record.ndjson');
  const where = on === 'pty' ? ['--pty', join(folder, 'tty')] : ['--tcp', '0'];
  const child = start(['simulate', ...where, '--record', record, '--when', '0 message +15550188 Hello', ...options]);
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const over = new Promise((resolve) => child.once('close', resolve));
  const place = await until(() => /the module is at (\S+)\n/.exec(said)?.[1], 20, `no module: ${said}`);
  return {
    place,
    folder,
    record: () =>
      readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
    stop: async () => {
      child.kill();
      await over;
      rmSync(folder, { recursive: true });
    },
  };
}

/** What the host wrote, a line each. */
export const linesOf = (bench: ClientBench): string[] =>
  bench
    .record()
    .flatMap(({ what, bytes }) => (what === 'host' ? [String(bytes)] : []))
    .join('')
    .split(/[\r\n]+/);
