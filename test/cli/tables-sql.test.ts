/** What another program reads in the tables: as much as ndjson and `--stats` say. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, sim800 } from './sim800.js';

const captures = join(root, 'examples/captures');
const NAMES = readdirSync(captures).filter((name) => name.endsWith('.bin'));

let folder = '';
let instance: DuckDBInstance | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sim800-sql-'));
  instance = await DuckDBInstance.create(':memory:');
});
afterAll(() => {
  instance?.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

async function numbers(query: string): Promise<number[][]> {
  const connection = await (instance as DuckDBInstance).connect();
  try {
    return (await connection.runAndReadAll(query)).getRowsJson().map((row) => row.map(Number));
  } finally {
    connection.closeSync();
  }
}

interface Line {
  readonly kind: string;
  readonly payload?: string;
  readonly bytes?: string;
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

describe.each(NAMES)('%s in DuckDB', (name) => {
  const log = join(captures, name);
  const decode = async (...args: string[]) => (await sim800(['decode', ...args, log], '', {}, 'latin1')).stdout;

  it('has as many messages, and as many bytes, as ndjson and --stats', async () => {
    const file = join(folder, `${name}.parquet`);
    writeFileSync(file, await decode('-f', 'parquet'), 'latin1');
    const lines = (await decode('-f', 'ndjson', '--payload', 'hex'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const stats = JSON.parse(await decode('--stats', '-f', 'ndjson')) as {
      messages: number;
      connections: { bytes: number }[];
    };
    const [[rows, bytes, received] = []] = await numbers(
      `SELECT count(*), coalesce(sum(octet_length(bytes)), 0),
         coalesce(sum(octet_length(bytes)) FILTER (length IS NOT NULL OR kind = 'data'), 0) FROM '${file}'`,
    );
    expect(rows).toBe(lines.length);
    expect(rows).toBe(stats.messages);
    expect(bytes).toBe(sum(lines.map((line) => (line.payload ?? line.bytes ?? '').length / 2)));
    expect(received).toBe(sum(stats.connections.map((one) => one.bytes)));
  });

  it('has the same in a table a type', async () => {
    const tables = join(folder, name);
    await sim800(['decode', '--tables', tables, log]);
    const counts = JSON.parse(await decode('--stats', '-f', 'ndjson')) as {
      types: { type: string; messages: number }[];
    };
    for (const { type, messages } of counts.types)
      expect(await numbers(`SELECT count(*) FROM '${join(tables, `${type}.parquet`)}'`)).toEqual([[messages]]);
  });
});
