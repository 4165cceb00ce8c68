/** integrations/dask on Debian's python3-distributed: a scheduler and two workers on this machine, one of which is killed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCli } from '../../bench/cli/build.js';
import { longStream } from '../../bench/workload/long.js';
import { root } from '../cli/sim800.js';
import { findTool } from '../tools.js';

const scheduler = findTool('dask-scheduler');
const MIB = 2 ** 20;
/** Of a log, in parts of a quarter of that. */
const SIZE = 8 * MIB;

let folder = '';
let port = 0;
let running: ChildProcess[] = [];
let cli = '';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: found } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return found;
}

function begin(program: string, ...args: string[]): ChildProcess {
  const child = spawn(program, args, { stdio: 'ignore', cwd: folder });
  running.push(child);
  return child;
}

const worker = (name: string): ChildProcess =>
  begin('dask-worker', `tcp://127.0.0.1:${port}`, '--no-nanny', '--nthreads', '1', '--no-dashboard', '--name', name);

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.on('close', resolve));

/** What two devices have sent on two days: the same bytes, so that it is known what there must be of each. */
function logs(): string[] {
  const stream = longStream('mixed', SIZE);
  return ['meter-1/2026-03-04', 'meter-1/2026-03-05', 'meter-2/2026-03-04'].map((name) => {
    const path = join(folder, 'logs', `${name}.bin`);
    mkdirSync(join(path, '..'), { recursive: true });
    symlinkSync(stream, path);
    return path;
  });
}

function dataset(out: string): ChildProcess {
  const program = `${process.execPath} ${cli}`;
  const args = [
    '--scheduler',
    `tcp://127.0.0.1:${port}`,
    '--size',
    String(SIZE / 4),
    '--program',
    program,
    '--out',
    out,
  ];
  const child = spawn('/usr/bin/python3', [join(root, 'integrations/dask/dataset.py'), ...args, ...logs()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  return child;
}

/** A part is being written: under a name of its own, that begins with a point. */
function isBegun(): boolean {
  const work = join(folder, '.tables.work');
  const names = existsSync(work) ? readdirSync(work, { recursive: true, encoding: 'utf8' }) : [];
  return names.some((name) => basename(name).startsWith('.'));
}

async function rows(query: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(query)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A message a line, of a log that is read at once by one. */
function whole(): { messages: number; bytes: number } {
  const stream = longStream('mixed', SIZE);
  const { stdout } = spawnSync(
    process.execPath,
    [cli, 'decode', '--container', 'raw', '--stats', '-f', 'ndjson', stream],
    {
      encoding: 'utf8',
      maxBuffer: 64 * MIB,
    },
  );
  const { messages, connections } = JSON.parse(stdout) as { messages: number; connections: { bytes: number }[] };
  return { messages, bytes: connections.reduce((sum, one) => sum + one.bytes, 0) };
}

describe.skipIf(scheduler === undefined)('a data set by dask (dask-scheduler is missing where this is skipped)', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sim800-dask-'));
    writeFileSync(join(folder, 'package.json'), '{}');
    cli = await buildCli(join(folder, 'program'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'program/node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    port = await freePort();
    begin(scheduler as string, '--host', '127.0.0.1', '--port', String(port), '--no-dashboard');
    await sleep(3000);
  });
  afterEach(async () => {
    const all = running;
    running = [];
    for (const child of all) child.kill('SIGKILL');
    await Promise.all(all.map(ended));
    rmSync(join(folder, 'logs'), { recursive: true, force: true });
  });

  it('has each message once, though a worker was killed over its work', { timeout: 300_000 }, async () => {
    const first = worker('first');
    const client = dataset(join(folder, 'tables'));
    // It has begun to write a part, and no other is there to take it: that work is lost.
    for (let i = 0; i < 1500 && !isBegun(); i++) await sleep(20);
    expect(isBegun()).toBe(true);
    first.kill('SIGKILL');
    await ended(first);
    worker('second');
    worker('third');
    expect(await ended(client)).toBe(0);
    const { messages, bytes } = whole();
    const found = await rows(
      `SELECT device, day::VARCHAR, count(*)::INTEGER, count(DISTINCT "offset")::INTEGER,
         (sum(octet_length(bytes)) FILTER (length IS NOT NULL OR kind = 'data'))::INTEGER
       FROM read_parquet('${folder}/tables/**/*.parquet', hive_partitioning = true)
       WHERE "offset" >= holds_from GROUP BY ALL ORDER BY ALL`,
    );
    expect(found).toEqual([
      ['meter-1', '2026-03-04', messages, messages, bytes],
      ['meter-1', '2026-03-05', messages, messages, bytes],
      ['meter-2', '2026-03-04', messages, messages, bytes],
    ]);
  });
});
