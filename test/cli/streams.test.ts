/** What went over the connections of a log: shown, written to files, and counted. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { sparkline } from '../../src/cli/stats/course.js';
import { sim800 } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LOG = `10:00:00.000 TX: AT+CIPMUX=1
10:00:00.020 RX: OK
10:00:00.500 TX: AT+CIPSTART=0,"TCP","203.0.113.10","7000"
10:00:00.520 RX: OK
10:00:01.000 RX: 0, CONNECT OK
10:00:02.000 TX: AT+CIPSEND=0
10:00:02.010 RX: >
10:00:02.020 TX: hello
10:00:02.350 RX: 0, SEND OK
10:00:02.900 RX: +RECEIVE,0,3:
10:00:02.900 RX: bye
10:00:03.000 RX: 0, CLOSED
10:00:04.000 TX: AT+CIPSTART=0,"TCP","203.0.113.10","7000"
10:00:04.010 RX: OK
10:00:05.000 RX: 0, CONNECT FAIL
10:00:06.000 TX: AT+CIPSTART=0,"TCP","203.0.113.10","7000"
10:00:06.010 RX: OK
10:00:07.000 RX: 0, CONNECT OK
10:00:08.000 RX: +RECEIVE,0,2:
10:00:08.000 RX: hi
`;

describe('--follow-stream', () => {
  it('shows what a connection has sent and received, per opening', async () =>
    expect(
      (await sim800(['decode', '--follow-stream', '0'], LOG)).stdout,
    ).toBe(`connection 0: opening 1 (10:00:01.000, line 5)
> hello
< bye
connection 0: ended, by peer (10:00:03.000, line 12)
connection 0: opening 2 (10:00:07.000, line 18)
< hi
`));

  it('has a line of text a line, with its line end shown', async () => {
    const wire = '\r\n+RECEIVE,1,8:\r\na\r\nb\x1b\r\n\xff';
    const { stdout } = await sim800(['decode', '--follow-stream', '1', '--container', 'raw'], wire);
    expect(stdout).toBe('< a\\r\\n\n< b\\x1b\\r\\n\n< ÿ\n');
  });

  it('is one JSON object a piece as ndjson', async () => {
    const { stdout } = await sim800(['decode', '--follow-stream', '0', '-f', 'ndjson', '--until', '10:00:03'], LOG);
    const pieces = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(pieces).toMatchObject([
      { connection: 0, opening: 1, change: 'opened', line: 5 },
      { connection: 0, opening: 1, direction: 'tx', length: 5, missing: 0, bytes: 'hello' },
      { connection: 0, opening: 1, direction: 'rx', at: '10:00:02.900', length: 3, missing: 0, bytes: 'bye' },
      { connection: 0, opening: 1, change: 'ended', by: 'peer' },
    ]);
  });

  it('shows the data of transparent mode, both ways', async () => {
    const log = `TX: AT+CIPMODE=1
RX: OK
TX: AT+CIPSTART="TCP","203.0.113.10","7000"
RX: OK
RX: CONNECT
TX: ping
RX: pong
`;
    const { stdout } = await sim800(['decode', '--follow-stream', 'only'], log);
    expect(stdout).toContain('> ping');
    expect(stdout).toContain('< pong');
  });

  it('says how many bytes are not in the log', async () => {
    const wire = 'AT+CIPSTART="TCP","192.0.2.1","80"\r\r\nOK\r\n\r\nCONNECT OK\r\nAT+CIPSEND=10\r\r\n> \r\nSEND OK\r\n';
    const { stdout } = await sim800(['decode', '--follow-stream', 'only'], wire);
    expect(stdout).toContain('… 10 bytes are not in the log\n');
  });

  it.each([
    ['--follow-stream', 'x'],
    ['--follow-stream', '0', '--stats'],
    ['--follow-stream', '0', '-f', 'csv'],
    ['--follow-stream', '0', '--failed'],
  ])('%s %s %s is refused', async (...args) =>
    expect((await sim800(['decode', ...args.filter((one) => one !== undefined)])).code).toBe(2),
  );
});

describe('--extract', () => {
  it('writes a file for each opening and direction', async () => {
    const out = join(folder, 'streams');
    const { stdout, code } = await sim800(['decode', '--extract', out], LOG);
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      ...['connection-0.1.received.bin', 'connection-0.1.sent.bin', 'connection-0.2.received.bin'],
    ]);
    expect(readFileSync(join(out, 'connection-0.1.sent.bin'), 'latin1')).toBe('hello');
    expect(readFileSync(join(out, 'connection-0.2.received.bin'), 'latin1')).toBe('hi');
    expect(stdout).toContain(`${join(out, 'connection-0.1.received.bin')}  3 bytes\n`);
  });

  it('begins files anew, and joins what comes in pieces', async () => {
    const wire = '\r\n+RECEIVE,2,3:\r\nabc\r\n+RECEIVE,2,2:\r\n\x00\xff';
    for (let i = 0; i < 2; i++) await sim800(['decode', '--extract', join(folder, 'again')], wire);
    expect(readFileSync(join(folder, 'again/connection-2.1.received.bin'), 'latin1')).toBe('abc\x00\xff');
  });

  it('says where bytes are missing', async () => {
    const wire = '\r\n+RECEIVE,2,3:\r\nabc\r\n+RECEIVE,2,9:\r\nde';
    const { stdout } = await sim800(['decode', '--extract', join(folder, 'gap')], wire);
    expect(stdout).toBe(`${join(folder, 'gap/connection-2.1.received.bin')}  5 bytes, 7 missing at 5\n`);
  });

  it('says that there is nothing', async () =>
    expect((await sim800(['decode', '--extract', join(folder, 'none')], '\r\nOK\r\n')).stdout).toBe(
      'nothing was sent or received over a connection\n',
    ));
});

describe('--stats', () => {
  it('tells of each opening: when, to what, by whom it ended, bytes, retries', async () => {
    const { stdout } = await sim800(['decode', '--stats'], LOG);
    expect(stdout).toContain(`connection  target             opened        ended         by      sent  received  retries
         0  203.0.113.10:7000  10:00:01.000  10:00:03.000  peer       5         3        0
         0  203.0.113.10:7000  never         10:00:05.000  failed     0         0        1
         0  203.0.113.10:7000  10:00:07.000  still open               0         2        2
`);
  });

  it('has the course in time as lines of blocks', async () => {
    const log =
      '10:00:00 TX: AT+CSQ\n10:00:00 RX: +CSQ: 31,0\n10:00:00 RX: OK\n10:00:04 TX: AT+CIICR\n10:00:06 RX: ERROR\n';
    const { stdout } = await sim800(['decode', '--stats'], log);
    const blank = ' '.repeat(47);
    expect(stdout).toContain(`failures  ${blank} █  1 in all\n`);
    expect(stdout).toContain(`signal    █${'·'.repeat(48)}  of 31\n`);
  });

  it('is a table of tables as csv, without formulas', async () => {
    const log = '\r\n+RECEIVE,0,1:\r\na\r\nOK\r\n';
    const { stdout } = await sim800(['decode', '--stats', '-f', 'csv'], log);
    const rows: string[][] = parse(stdout, { relax_column_count: true });
    expect(rows).toContainEqual(['types', 'ok', 'final', '1']);
    expect(rows).toContainEqual(['connections', '0', '1', '1', 'offset 2', 'offset 2']);
    expect(rows.map(([table]) => table)).toContain('summary');
    const hostile = '{"at":"=1+1","rx":"\\r\\nOK\\r\\n"}\n'.repeat(3);
    const counted = await sim800(['decode', '--stats', '-f', 'csv'], hostile);
    for (const row of parse(counted.stdout, { relax_column_count: true }) as string[][])
      for (const cell of row) expect(cell).not.toMatch(/^[=+@-]/);
  });

  it('has all of that as ndjson too', async () => {
    const { openings, course } = JSON.parse((await sim800(['decode', '--stats', '-f', 'ndjson'], LOG)).stdout);
    expect(openings[0]).toMatchObject({ connection: 0, target: '203.0.113.10:7000', by: 'peer', sent: 5, received: 3 });
    expect(course.bytes.length).toBe(course.failures.length);
  });
});

describe('a sparkline', () => {
  it('has the highest block for the most, a space for 0 and a dot for nothing', () =>
    expect(sparkline([0, 1, 4, 8, null])).toBe(' ▂▅█·'));
});
