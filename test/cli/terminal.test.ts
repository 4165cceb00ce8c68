/** The terminal view: what is wrapped where, what is left out, which colour means what; and --brief and --hex. */
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { sim800, version } from './sim800.js';

/** On a terminal of so many columns, without colour unless it is asked for. */
async function seen(columns: number, log: string, args: readonly string[] = [], env = {}): Promise<string> {
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns });
  const io = { stdin: Readable.from([Buffer.from(log, 'latin1')]), stdout, stderr: new PassThrough(), env };
  await main(['decode', ...args], version, io);
  stdout.end();
  return Buffer.concat(await stdout.toArray()).toString('utf8');
}

const colourless = { NO_COLOR: '1' };
const view = async (columns: number, log: string, ...args: string[]) =>
  (await seen(columns, log, args, colourless)).split('\n');

const DATED = `2026-03-04 23:59:59.100 TX: AT+CIPSTART=0,"TCP","server.example.org","7000"
2026-03-04 23:59:59.120 RX: OK
2026-03-05 00:00:01.000 RX: 0, CONNECT OK
`;

describe('a wide terminal', () => {
  it('has the date once for all lines of a day, then time, offset, direction, kind, type, fields', async () =>
    expect(await view(140, DATED)).toEqual([
      '2026-03-04',
      '23:59:59.100         0  >  sent          cipstart          write connection=0 mode="TCP" address="server.example.org" port=7000',
      '23:59:59.120         0  <  final         ok                (cipstart write in 0.020 s)',
      '2026-03-05',
      '00:00:01.000         3  <  urc           connect-ok        connection=0 (cipstart write in 1.900 s)',
      '',
    ]));
});

describe('a narrow terminal', () => {
  it('has no offsets where there are times, and wraps between fields, below their column', async () =>
    expect(await view(80, DATED)).toEqual([
      '2026-03-04',
      '23:59:59.100  >  sent          cipstart          write connection=0 mode="TCP"',
      '                                                 address="server.example.org"',
      '                                                 port=7000',
      '23:59:59.120  <  final         ok                (cipstart write in 0.020 s)',
      '2026-03-05',
      '00:00:01.000  <  urc           connect-ok        connection=0',
      '                                                 (cipstart write in 1.900 s)',
      '',
    ]));

  it('puts fields below the line where there is no room beside it', async () =>
    expect(await view(60, '\r\n+CREG: 1,1,"1A2B","3C4D"\r\n')).toEqual(
      ['       2  response      creg', '    mode=1 stat=1 lac="1A2B" ci="3C4D"', ''].map((line) =>
        line.replace('response', 'urc     '),
      ),
    ));

  it('shows no line longer than it is wide', async () => {
    const payload = 'x'.repeat(200);
    const log = `\r\n+RECEIVE,0,200:\r\n${payload}\r\n+CUSD: 0,"${'long text '.repeat(12)}",15\r\n`;
    for (const columns of [40, 60, 80, 100, 120]) {
      for (const line of await view(columns, log)) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  it('keeps lines whole with --wide', async () => {
    const lines = await view(40, DATED, '--wide');
    expect(lines[0]).toBe(
      '2026-03-04 23:59:59.100         0  >  sent          cipstart          write connection=0 mode="TCP" address="server.example.org" port=7000',
    );
  });
});

it('a pipe has whole lines, with the whole time first', async () => {
  const { stdout } = await sim800(['decode'], DATED);
  expect(stdout.split('\n')[1]).toBe(
    '2026-03-04 23:59:59.120         0  <  final         ok                (cipstart write in 0.020 s)',
  );
});

describe('colours', () => {
  const paintOf = async (wire: string, type: string): Promise<string | undefined> => {
    const text = await seen(140, wire, ['--container', 'raw'], { FORCE_COLOR: '1' });
    const line = text.split('\n').find((one) => one.includes(` ${type}`));
    return /\x1b\[(\d+)m(?:final|urc|response|echo|unrecognized|intermediate)/.exec(line ?? '')?.[1];
  };
  const [RED, GREEN, YELLOW, MAGENTA, CYAN, DIM] = ['31', '32', '33', '35', '36', '2'];

  it.each([
    ['OK', '\r\nOK\r\n', 'ok', GREEN],
    ['ERROR without a command', '\r\nERROR\r\n', 'error', RED],
    ['ERROR that answers', 'AT+CIICR\r\r\nERROR\r\n', 'error', RED],
    ['+CME ERROR', 'AT+CPIN?\r\r\n+CME ERROR: 10\r\n', 'cme-error', RED],
    ['a late failure', 'AT+CIPSTART="TCP","a","1"\r\r\nOK\r\n\r\nCONNECT FAIL\r\n', 'connect-fail', RED],
    ['a late success', 'AT+CIPSTART="TCP","a","1"\r\r\nOK\r\n\r\nCONNECT OK\r\n', 'connect-ok', GREEN],
    ['DATA ACCEPT', 'AT+CIPSEND=0,2\r\r\n> hi\r\nDATA ACCEPT:0,2\r\n', 'data-accept', GREEN],
    ['OK that closes', 'AT+CIPCLOSE=0\r\r\nOK\r\n', 'ok', GREEN],
    ['the end of a connection', '\r\n0, CLOSED\r\n', 'closed', YELLOW],
    ['the end of the bearer', '\r\n+PDP: DEACT\r\n', 'pdp-deact', YELLOW],
    ['the end of power', '\r\nUNDER-VOLTAGE POWER DOWN\r\n', 'under-voltage-power-down', YELLOW],
    ['what is not recognised', '\r\nOK\r\n\r\n?!?\r\n', 'unrecognized', MAGENTA],
    ['information', '\r\n+CSQ: 20,0\r\n', 'csq', CYAN],
    ['the echo', 'AT+CSQ\r\r\nOK\r\n', 'csq', DIM],
  ])('%s', async (_, wire, type, colour) => expect(await paintOf(wire, type)).toBe(colour));
});

describe('--brief', () => {
  it('has a command, its data, its answers and its seconds in one line, and events in their own', async () => {
    const log = `10:00:00.000 TX: AT+CSQ
10:00:00.030 RX: AT+CSQ
10:00:00.031 RX: +CSQ: 21,0
10:00:00.032 RX: OK
10:00:01.000 TX: AT+CIPSTART=0,"TCP","203.0.113.10","7000"
10:00:01.020 RX: OK
10:00:02.200 RX: 0, CONNECT OK
10:00:03.000 TX: AT+CIPSEND=0
10:00:03.010 RX: >
10:00:03.020 TX: hello
10:00:03.350 RX: 0, SEND OK
10:00:04.000 RX: +RECEIVE,0,3:
10:00:04.000 RX: bye
10:00:05.000 TX: AT+CPIN?
10:00:11.000 RX: +CME ERROR: 10
10:00:12.000 TX: AT+CIICR
`;
    expect((await sim800(['decode', '--brief'], log)).stdout).toBe(`10:00:00.000  AT+CSQ  +CSQ: 21,0  OK  0.032 s
10:00:01.000  AT+CIPSTART=0,"TCP","203.0.113.10","7000"  OK  0, CONNECT OK  1.200 s
10:00:03.000  AT+CIPSEND=0  "hello"  0, SEND OK  0.350 s
10:00:04.000  +RECEIVE,0,3:  "bye"
10:00:05.000  AT+CPIN?  +CME ERROR: 10  6.000 s, more than 5 s
10:00:12.000  AT+CIICR  no result so far
`);
  });

  it('says that a command was given up', async () => {
    const { stdout } = await sim800(['decode', '--brief'], 'AT+COPS=?\r\r\nAT\r\r\nOK\r\n');
    expect(stdout).toBe('AT+COPS=?  no result\nAT  OK\n');
  });

  it('counts information that is too much for a line', async () => {
    const rows = [1, 2, 3, 4, 5, 6].map((index) => `\r\n+CPBR: ${index},"12",129,"A"\r\n`).join('');
    const { stdout } = await sim800(['decode', '--brief'], `AT+CPBR=1,6\r${rows}\r\nOK\r\n`);
    const four = [1, 2, 3, 4].map((index) => `+CPBR: ${index},"12",129,"A"`).join('  ');
    expect(stdout).toBe(`AT+CPBR=1,6  ${four}  … 2 more  OK\n`);
  });
});

describe('--hex', () => {
  it('shows every byte once, its frame included, below its message', async () => {
    const { stdout } = await sim800(['decode', '--hex'], 'AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n');
    expect(stdout).toBe(`       0  echo          csq               execute
    41 54 2b 43 53 51 0d                             AT+CSQ.
       9  response      csq               rssi=20 ber=0
    0d 0a 2b 43 53 51 3a 20 32 30 2c 30 0d 0a        ..+CSQ: 20,0..
      23  final         ok                (csq execute)
    0d 0a 4f 4b 0d 0a                                ..OK..
`);
  });

  it('shows of a long payload its beginning', async () => {
    const { stdout } = await sim800(['decode', '--hex'], `\r\n+IPD,1000:${'a'.repeat(1000)}`);
    expect(stdout).toContain('    … 756 bytes more\n');
  });

  it.each([
    [['--hex', '--brief'], 2],
    [['--hex', '-f', 'csv'], 2],
    [['--brief', '--stats'], 2],
  ])('%j is refused', async (args, code) => expect((await sim800(['decode', ...args])).code).toBe(code));
});

describe('--brief and why on a terminal', () => {
  it('have the date once, and go on below their column', async () =>
    expect(await view(62, DATED, '--brief')).toEqual([
      '2026-03-04',
      '23:59:59.100  AT+CIPSTART=0,"TCP","server.example.org","7000"',
      '              OK  0, CONNECT OK  1.900 s',
      '',
    ]));

  it('are not wider than it is', async () => {
    const log = `${DATED}2026-03-05 00:00:02.000 RX: +CREG: 2\n2026-03-05 00:00:03.000 RX: +PDP: DEACT\n`;
    const lines = await view(70, log, '--why');
    expect(lines).toContain('connection 0: lost with the bearer');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(70);
  });
});
