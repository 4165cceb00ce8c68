/**
 * `npm run test:large-log [-- MEGABYTES]`: a log of two gigabytes (a seeded block, repeated) to ndjson, by the command
 * line as it was built. Prints rate and memory; fails where memory is over the bound, or a message is missing.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from '../../src/index.js';
import { Random } from '../fuzz/random.js';
import { measured, type Outcome } from './measured.js';

const SEED = 800;
const MB = 1_000_000;
const BLOCK = 4 * MB;
const MOST_MEMORY = 200 * MB;
const root = join(import.meta.dirname, '../..');

/** Whole sessions with noise between them: a payload of every length, lines of no form. */
function seededBlock(): Buffer {
  const random = new Random(SEED);
  const folder = join(root, 'examples/captures');
  const sessions = readdirSync(folder)
    .filter((name) => name.endsWith('.bin'))
    .map((name) => readFileSync(join(folder, name)))
    // In how many pieces data comes depends on the cuts, and the messages are to be counted.
    .filter((bytes) => decode(bytes).every(({ kind }) => kind !== 'data'));
  const parts: Buffer[] = [];
  for (let size = 0; size < BLOCK; size += parts.slice(-3).reduce((sum, part) => sum + part.length, 0)) {
    const payload = Buffer.from(Array.from({ length: random.below(1500) + 1 }, () => random.below(256)));
    const noise = Buffer.from(`\r\n#${'~'.repeat(random.below(80))}\r\n`);
    const received = Buffer.from(`\r\n+RECEIVE,${random.below(6)},${payload.length}:\r\n`);
    parts.push(sessions[random.below(sessions.length)] as Buffer, noise, Buffer.concat([received, payload]));
  }
  return Buffer.concat([...parts, Buffer.from('\r\nOK\r\n')]);
}

async function writeLog(path: string, block: Uint8Array, times: number): Promise<void> {
  const handle = await open(path, 'w');
  for (let i = 0; i < times; i++) await handle.write(block);
  await handle.close();
}

/** Different shares of the work that the bar has shown. */
const stepsIn = (bar: string): number => new Set(bar.match(/\d+(?=%)/g)).size;

function faults(outcome: Outcome, expected: number): string[] {
  const { code, lines, memory, seconds, said } = outcome;
  return [
    ...(code === 0 ? [] : [`ended with ${code}`]),
    ...(lines === expected ? [] : [`${lines} messages, not ${expected}`]),
    ...(memory < MOST_MEMORY ? [] : ['too much memory']),
    ...(seconds < 5 || stepsIn(said) > 2 ? [] : ['the bar did not move']),
  ];
}

const megabytes = Number(process.argv[2] ?? 2048);
const cli = process.argv[3] ?? join(root, 'dist/cli.js');
const block = seededBlock();
const times = Math.ceil((megabytes * MB) / block.length);
const folder = mkdtempSync(join(tmpdir(), 'sim800-large-'));
try {
  const path = join(folder, 'large.log');
  await writeLog(path, block, times);
  const size = times * block.length;
  // A block ends as it began: the second is read like the first.
  const expected = decode(block).length * times;
  const outcome = await measured(cli, ['decode', '--format', 'ndjson', '--progress', path]);
  const rate = (size / MB / outcome.seconds).toFixed(1);
  const memory = (outcome.memory / MB).toFixed(0);
  console.log(
    `${(size / MB).toFixed(0)} MB, ${outcome.lines} messages, ${rate} MB/s, at most ${memory} MB of memory, bar moved ${stepsIn(outcome.said)} times`,
  );
  for (const fault of faults(outcome, expected)) {
    console.error(`failed: ${fault}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
