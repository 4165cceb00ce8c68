import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MissingPeer } from '../../src/cli/fault.js';
import { parquetSink } from '../../src/cli/parquet/messages.js';
import { sim800 } from './sim800.js';

const LOG = [
  '[10:00:00.000] TX: AT+CIPSTART=2,"TCP","198.51.100.7","5000"',
  '[10:00:00.100] RX: OK',
  '[10:00:02.600] RX: 2, CONNECT OK',
  '[10:00:03.000] RX: +CREG: 1,"00D5","6A4B"',
  '',
].join('\n');

const RECEIVED = '\r\n+RECEIVE,2,4:\r\n\x00\xff\r\n\r\n2, CLOSED\r\n';

async function table(input: string, ...args: string[]): Promise<ArrayBuffer> {
  const { stdout } = await sim800(['decode', '-f', 'parquet', ...args], input, {}, 'latin1');
  return Uint8Array.from(Buffer.from(stdout, 'latin1')).buffer;
}

const rowsOf = (file: ArrayBuffer): Promise<Record<string, unknown>[]> => parquetReadObjects({ file, utf8: false });

describe('a log as a table', () => {
  it('has a row a message, with its time, its command and the seconds since that', async () => {
    const rows = await rowsOf(await table(LOG));
    const shown = rows.map(({ at, direction, kind, type, connection, command, seconds }) => [
      ...[at, direction, kind, type, connection, command, seconds],
    ]);
    expect(shown).toEqual([
      ['10:00:00.000', 'tx', 'sent', 'sent', null, 'cipstart', null],
      ['10:00:00.100', 'rx', 'final', 'ok', null, 'cipstart', 0.1],
      ['10:00:02.600', 'rx', 'urc', 'connect-ok', 2, 'cipstart', 2.6],
      ['10:00:03.000', 'rx', 'urc', 'creg', null, null, null],
    ]);
  });

  it('has fields without a column as JSON, and the number of the line', async () => {
    const [, , , creg] = await rowsOf(await table(LOG));
    expect(JSON.parse(String(creg?.fields))).toEqual({ stat: 1, lac: '00D5', ci: '6A4B' });
    expect(creg?.line).toBe(4n);
  });

  it('keeps bytes as bytes, or leaves them out', async () => {
    const [receive, closed] = await rowsOf(await table(RECEIVED));
    expect([receive?.type, receive?.length, receive?.bytes]).toEqual(['receive', 4n, Uint8Array.of(0, 255, 13, 10)]);
    expect([closed?.type, closed?.connection, closed?.bytes, closed?.fields]).toEqual(['closed', 2, null, null]);
    const [without] = await rowsOf(await table(RECEIVED, '--payload', 'none'));
    expect([without?.length, without?.bytes]).toEqual([4n, null]);
  });

  it('holds what ndjson holds, in groups of 32,768 rows', async () => {
    const log = '\r\nRING\r\n\r\n+CSQ: 20,0\r\n'.repeat(20_000);
    const file = await table(log, '--container', 'raw');
    const groups = parquetMetadata(file).row_groups.map(({ num_rows }) => num_rows);
    expect(groups).toEqual([32_768n, 7_232n]);
    const { stdout } = await sim800(['decode', '-f', 'ndjson', '--container', 'raw'], log);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { offset: number; type: string });
    const rows = await rowsOf(file);
    expect(rows.map(({ offset, type }) => [Number(offset), type])).toEqual(
      lines.map(({ offset, type }) => [offset, type]),
    );
  });

  it('has smaller groups where there is much payload: no more than 2 MiB of it are held', async () => {
    const file = await table(`\r\n+RECEIVE,2,1000:\r\n${'x'.repeat(1000)}`.repeat(4000), '--container', 'raw');
    const [first, ...others] = parquetMetadata(file).row_groups.map(({ num_rows }) => Number(num_rows));
    expect(first).toBe(Math.ceil((2 * 1024 * 1024) / 1000));
    expect(others.reduce((sum, rows) => sum + rows, first ?? 0)).toBe(4000);
  });

  it('is a table without rows for a log without messages', async () => {
    expect(await rowsOf(await table(''))).toEqual([]);
  });

  it('says which package it needs', async () => {
    const absent = Object.assign(new Error('absent'), { code: 'ERR_MODULE_NOT_FOUND' });
    await expect(parquetSink('text', () => Promise.reject(absent))).rejects.toThrow(
      new MissingPeer('hyparquet-writer', '--format parquet'),
    );
  });
});

describe('a log as a table a type', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sim800-tables-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const rowsIn = async (type: string): Promise<Record<string, unknown>[]> =>
    rowsOf(Uint8Array.from(readFileSync(join(folder, `${type}.parquet`))).buffer);

  it('has a column a field, as it is in messages', async () => {
    const { stdout } = await sim800(['decode', '--tables', folder], LOG);
    expect(stdout.split('\n').map((line) => line.replace(folder, ''))).toEqual([
      '/sent.parquet  1 row',
      '/ok.parquet  1 row',
      '/connect-ok.parquet  1 row',
      '/creg.parquet  1 row',
      '',
    ]);
    const [creg] = await rowsIn('creg');
    expect([creg?.stat, creg?.lac, creg?.ci, creg?.n]).toEqual([1, '00D5', '6A4B', undefined]);
    const [connected] = await rowsIn('connect-ok');
    expect([connected?.connection, connected?.command, connected?.seconds]).toEqual([2, 'cipstart', 2.6]);
    const [sent] = await rowsIn('sent');
    expect(JSON.parse(String(sent?.commands))).toEqual([expect.objectContaining({ type: 'cipstart', connection: 2 })]);
  });

  it('keeps a payload as bytes, and says where it is not all', async () => {
    await sim800(['decode', '--container', 'raw', '--tables', folder], '\r\n+RECEIVE,2,4:\r\n\x00\xff\r');
    const [receive] = await rowsIn('receive');
    expect([receive?.length, receive?.payload, receive?.truncated]).toEqual([4, Uint8Array.of(0, 255, 13), true]);
  });

  it('has together the rows of the one table, of a log of many groups', async () => {
    const log = '\r\nRING\r\n\r\n+CSQ: 20,0\r\n'.repeat(30_000);
    await sim800(['decode', '--container', 'raw', '--tables', folder], log);
    const [rings, levels] = [await rowsIn('ring'), await rowsIn('csq')];
    expect([rings.length, levels.length]).toEqual([30_000, 30_000]);
    expect(levels.every(({ rssi, ber }) => rssi === 20 && ber === 0)).toBe(true);
    expect(Number(levels.at(-1)?.offset)).toBe(log.length - '+CSQ: 20,0\r\n'.length);
  });

  it('is refused where something else is made instead', async () => {
    const { code, stderr } = await sim800(['decode', '--stats', '--tables', folder], LOG);
    expect(code).toBe(2);
    expect(stderr).toContain('each is made instead of messages');
  });
});
