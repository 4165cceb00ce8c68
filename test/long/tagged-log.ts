/**
 * `npm run test:tagged-log [-- MEGABYTES]`: a log of two gigabytes whose lines have a time and a tag, and never repeat, to ndjson by the
 * command line as it was built: through standard input, and a sixteenth of it in a file that grows under `--follow`. Prints rate and
 * memory; fails where memory is over the bound, or a line is missing.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../fuzz/random.js';
import { measured, type Outcome, type Printed } from './measured.js';

const SEED = 800;
const MB = 1_000_000;
/** Printing messages with their times, one by one, takes some more than printing a stream's lines. */
const MOST_MEMORY = 256 * MB;
const BLOCK = 256 * 1024;
const FOLLOWED = 1 / 16;
const root = join(import.meta.dirname, '../..');

type Exchange = (random: Random) => readonly string[];

/** What is sent has a `>` before it. */
const EXCHANGES: readonly Exchange[] = [
  (random) => ['>AT+CSQ', `+CSQ: ${random.below(32)},0`, 'OK'],
  (random) => ['>AT+CREG?', `+CREG: 0,${random.below(6)}`, 'OK'],
  (random) => [`>AT+CIPRXGET=4,${random.below(6)}`, `+CIPRXGET: 4,${random.below(6)},${random.below(1460)}`, 'OK'],
  (random) => [`>AT+CIPSTART=${random.below(6)},"TCP","198.51.100.${random.below(256)}",${random.below(65536)}`, 'OK'],
  (random) => [`${random.below(6)}, CONNECT OK`],
  (random) => [`+CIPRXGET: 1,${random.below(6)}`],
  (random) => [`+CMTI: "SM",${random.below(100)}`],
  (random) => [`${random.below(6)}, CLOSED`],
];

const two = (n: number): string => String(n % 100).padStart(2, '0');

/** Lines in blocks, up to so many bytes. */
class TaggedLog {
  lines = 0;
  bytes = 0;
  private readonly random = new Random(SEED);
  private at = 0;

  *blocks(most: number): Generator<Buffer> {
    while (this.bytes < most) {
      let text = '';
      while (text.length < BLOCK) for (const line of this.exchange()) text += this.line(line);
      this.bytes += text.length;
      yield Buffer.from(text, 'latin1');
    }
  }

  private exchange(): readonly string[] {
    return (EXCHANGES[this.random.below(EXCHANGES.length)] as Exchange)(this.random);
  }

  private line(text: string): string {
    this.at += this.random.below(40);
    this.lines++;
    const seconds = Math.floor(this.at / 1000);
    const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
    const time = `2024-03-05 ${clock}.${String(this.at % 1000).padStart(3, '0')}`;
    return text.startsWith('>') ? `${time} TX: ${text.slice(1)}\n` : `${time} RX: ${text}\n`;
  }
}

async function feedInput(child: ChildProcess, log: TaggedLog, most: number): Promise<void> {
  const { stdin } = child;
  if (stdin === null) throw new Error('no pipes');
  for (const block of log.blocks(most)) if (!stdin.write(block)) await once(stdin, 'drain');
  stdin.end();
}

/** Nothing is printed for so long: no more comes. */
const SILENCE = 20_000;

/** The file grows while it is read; when all of it is printed, or no more is, it is over. */
async function feedFile(
  child: ChildProcess,
  path: string,
  log: TaggedLog,
  most: number,
  printed: Printed,
): Promise<void> {
  child.stdin?.end();
  const file = await open(path, 'a');
  for (const block of log.blocks(most)) {
    await file.write(block);
    await pause(20);
  }
  await file.close();
  for (let before = -1; printed() < log.lines && printed() > before; await pause(SILENCE)) before = printed();
  child.kill('SIGINT');
}

function report(name: string, log: TaggedLog, { code, lines, memory, seconds, said }: Outcome): void {
  const [size, rate, most] = [log.bytes / MB, log.bytes / MB / seconds, memory / MB].map((value) => value.toFixed(1));
  console.log(`${name}: ${size} MB, ${lines} lines printed, ${rate} MB/s, at most ${most} MB of memory`);
  const faults = [
    ...(code === 0 ? [] : [`ended with ${code}: ${said.slice(-300)}`]),
    ...(lines === log.lines ? [] : [`${lines} lines printed, not ${log.lines}`]),
    ...(memory < MOST_MEMORY ? [] : ['too much memory']),
  ];
  for (const fault of faults) console.error(`failed: ${name}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

const megabytes = Number(process.argv[2] ?? 2048);
const cli = process.argv[3] ?? join(root, 'dist/cli.js');
const printing = ['decode', '--format', 'ndjson'];

const whole = new TaggedLog();
report('standard input', whole, await measured(cli, printing, (child) => feedInput(child, whole, megabytes * MB)));

const folder = mkdtempSync(join(tmpdir(), 'sim800-tagged-'));
try {
  const path = join(folder, 'growing.log');
  await (await open(path, 'w')).close();
  const growing = new TaggedLog();
  const most = megabytes * MB * FOLLOWED;
  report(
    '--follow',
    growing,
    await measured(cli, [...printing, '--follow', path], (child, printed) =>
      feedFile(child, path, growing, most, printed),
    ),
  );
} finally {
  rmSync(folder, { recursive: true });
}
