/** Which messages of a log are shown. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Around } from '../../src/cli/filter/around.js';
import { root, sim800 } from './sim800.js';

const LOG = `23:59:58.000 TX: AT+CIPMUX=1
23:59:58.020 RX: OK
23:59:58.500 TX: AT+CIPSTART=0,"TCP","203.0.113.10","7000"
23:59:58.520 RX: OK
23:59:59.700 RX: 0, CONNECT OK
00:00:02.000 TX: AT+CIPSEND=0
00:00:02.010 RX: >
00:00:02.020 TX: Hello
00:00:02.350 RX: 0, SEND OK
00:00:03.000 RX: +RECEIVE,1,3:
00:00:03.000 RX: bye
00:00:04.000 RX: 0, CLOSED
00:00:05.000 TX: AT+CIPSEND=0
00:00:05.010 RX: ERROR
`;

/** Type, and the commands of a line by their types. */
async function shown(...args: readonly string[]): Promise<string[]> {
  const { stdout } = await sim800(['decode', '-f', 'ndjson', ...args], LOG);
  return stdout
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { type, commands } = JSON.parse(line) as { type: string; commands?: { type: string }[] };
      return commands === undefined || commands.length === 0 ? type : `> ${commands.map((one) => one.type).join(';')}`;
    });
}

describe('--only and --not', () => {
  it('name kinds and types', async () => {
    expect(await shown('--only', 'urc')).toEqual(['connect-ok', 'receive', 'closed']);
    expect(await shown('--only', 'urc', '--not', 'closed', '--not', 'receive')).toEqual(['connect-ok']);
  });

  it.each([
    [['--only', 'recieve'], 'There is no such kind or type. Did you mean receive?'],
    [['--not', 'unrecognised'], 'There is no such kind or type. Did you mean unrecognized?'],
    [['--command', 'cipsned'], 'There is no such command. Did you mean cipsend?'],
    [['--only', 'qqqqqqqq'], "argument 'qqqqqqqq' is invalid. There is no such kind or type.\n"],
  ])('%j is refused: %s', async (args, why) => {
    const { code, stderr } = await sim800(['decode', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});

describe('--connection', () => {
  it('takes what names the connection, its commands, what answers them, and the data sent', async () => {
    expect(await shown('--connection', '0')).toEqual([
      ...['> cipstart', 'ok', 'connect-ok', '> cipsend', 'prompt', 'sent', 'send-ok', 'closed', '> cipsend', 'error'],
    ]);
    expect(await shown('--connection', '1')).toEqual(['receive']);
    expect(await shown('--connection', '1', '--connection', '0')).toContain('receive');
    expect(await shown('--connection', '3')).toEqual([]);
  });

  it('takes a number by itself for a length where connections have no numbers', async () => {
    const log = 'TX: AT+CIPSEND=5\nRX: >\nTX: Hello\nRX: SEND OK\n';
    expect((await sim800(['decode', '--connection', '5', '-f', 'ndjson'], log)).stdout).toBe('');
  });
});

describe('--since and --until', () => {
  it.each([
    [
      ['--since', '00:00:03'],
      ['receive', 'closed', '> cipsend', 'error'],
    ],
    [
      ['--since', '00:00:04', '--until', '00:00:05'],
      ['closed', '> cipsend'],
    ],
    [
      ['--until', '23:59:58.020'],
      ['> cipmux', 'ok'],
    ],
    [
      ['--since', '+6s'],
      ['closed', '> cipsend', 'error'],
    ],
    [
      ['--since', '+4000ms', '--until', '+0.1m', '--not', 'sent'],
      ['prompt', 'send-ok', 'receive', 'closed'],
    ],
    [
      ['--since', '45', '--not', 'sent'],
      ['closed', 'error'],
    ],
    [
      ['--until', '3', '--only', 'final'],
      ['ok', 'ok'],
    ],
    [
      ['--since', '22:00'],
      [
        '> cipmux',
        'ok',
        '> cipstart',
        'ok',
        'connect-ok',
        '> cipsend',
        'prompt',
        'sent',
        'send-ok',
        'receive',
        'closed',
        '> cipsend',
        'error',
      ],
    ],
  ])('%j', async (args, types) => expect(await shown(...args)).toEqual(types));

  it.each([
    ['2026-03-04T10:00:00Z', '2026-03-05T00:00:01+01:00', '2026-03-04T22:30Z'],
    ['2026-03-04 10:00:00', '2026-03-05 10:00:01', '2026-03-05'],
    ['Mar  4 10:00:00', 'Apr 12 10:00:01', 'Mar 30 00:00:00'],
    ['2026-03-04 10:00:00,000', '2026-03-04 10:00:01,500', '10:00:01'],
  ])('of a log from %s to %s, since %s is the second', async (first, second, since) => {
    const log = `${first} TX: AT\n${first} RX: OK\n${second} RX: RING\n${second} RX: RING\n`;
    const { stdout } = await sim800(
      ['decode', '--since', since, '--only', 'ring', '--only', 'ok', '-f', 'ndjson'],
      log,
    );
    expect(stdout.trimEnd().split('\n').length).toBe(2);
    expect(stdout).not.toContain('"ok"');
  });

  it('says that the log has no times to compare with', async () => {
    const { stdout, stderr } = await sim800(['decode', '--since', '10:00'], '\r\nOK\r\n');
    expect(stdout).toBe('');
    expect(stderr).toContain('the log has no times that --since and --until could be compared with: give an offset\n');
  });

  it('refuses what is no time', async () => expect((await sim800(['decode', '--since', 'noon'])).code).toBe(2));
});

describe('--failed', () => {
  it('takes results that are not the success of their command', async () =>
    expect(await shown('--failed')).toEqual(['error']));

  it('takes no OK that closes a connection, no DATA ACCEPT, no STATE before CONNECT FAIL', async () => {
    const wire =
      'AT+CIPCLOSE=0\r\r\nOK\r\nAT+CIPSEND=0,2\r\r\n> hi\r\nDATA ACCEPT:0,2\r\n' +
      'AT+CIPSTART="TCP","a","1"\r\r\nOK\r\n\r\nSTATE: TCP CLOSED\r\n\r\nCONNECT FAIL\r\n';
    const { stdout } = await sim800(['decode', '--failed', '-f', 'ndjson'], wire);
    expect(stdout).toMatch(/^\{[^\n]*"type":"connect-fail"[^\n]*\n$/);
  });
});

describe('--command', () => {
  it('takes a command, its data and its answers', async () =>
    expect(await shown('--command', 'AT+CIPSEND')).toEqual([
      ...['> cipsend', 'prompt', 'sent', 'send-ok', '> cipsend', 'error'],
    ]));
});

describe('--grep', () => {
  it('looks through fields, payload and command lines, capitals or not', async () => {
    expect(await shown('--grep', 'BYE')).toEqual(['receive']);
    expect(await shown('--grep', '203.0.113')).toEqual(['> cipstart', 'ok', 'connect-ok']);
    expect(await shown('--grep', '203.0.113', '--grep', 'final')).toEqual(['ok']);
  });

  it('finds text in UTF-8', async () => {
    const { stdout } = await sim800(['decode', '--grep', 'grün', '-f', 'ndjson'], '\r\n+IPD,5:gr\xc3\xbcn\r\nRING\r\n');
    expect(stdout).toContain('"ipd"');
    expect(stdout).not.toContain('"ring"');
  });
});

describe('--around', () => {
  it('takes messages before and after, each once', async () => {
    expect(await shown('--around', 'receive', '--context', '1')).toEqual(['send-ok', 'receive', 'closed']);
    expect(await shown('--around', 'bye', '--context', '0')).toEqual(['receive']);
    expect(await shown('--around', 'final', '--context', '0', '--not', 'urc')).toEqual([
      'ok',
      'ok',
      'send-ok',
      'error',
    ]);
  });

  it('marks where some are left out, for people', async () => {
    const { stdout } = await sim800(['decode', '--around', 'prompt', '--context', '0', '--around', 'urc'], LOG);
    expect(stdout.split('\n').map((line) => line.slice(27, 46).trim())).toEqual([
      ...['urc           conne', '', 'urc           recei', 'urc           close', ''],
    ]);
    expect(stdout.split('\n')[1]).toBe('--');
  });

  it('holds no more than it may have to show', () => {
    const given: number[] = [];
    const around = new Around(
      ({ offset }) => offset === 999,
      2,
      ({ offset }) => given.push(offset),
    );
    for (let offset = 0; offset < 2000; offset++)
      around.take({ message: { kind: 'urc', type: 'ring' }, offset, end: offset });
    expect(given).toEqual([997, 998, 999, 1000, 1001]);
  });
});

describe('what is shown', () => {
  it('is said in one sentence, before the output', async () => {
    const args = ['--only', 'urc', '--connection', '0', '--until', '+5s', '--around', 'closed', '--grep', 'o'];
    const { stderr } = await sim800(['decode', ...args], LOG);
    expect(stderr).toContain(
      'sim800: shown: kind or type urc; connection 0; with "o" in a field; until +5s; of those up to 3 before and after each closed\n',
    );
  });

  it('is nothing new where no filter is given', async () =>
    expect((await sim800(['decode'], '\r\nOK\r\n')).stderr).toBe(''));

  it('is what --stats counts', async () => {
    const { stdout } = await sim800(['decode', '--stats', '-f', 'ndjson', '--only', 'urc'], LOG);
    expect(JSON.parse(stdout).messages).toBe(3);
  });

  it('is what why tells of, as far as times go', async () => {
    const log = readFileSync(join(root, 'test/cli/why/peer-closes.md'), 'utf8').split('```')[1]?.slice(4) ?? '';
    const { stdout } = await sim800(['why', '--until', '10:04'], log);
    expect(stdout).toMatch(/^no incident/);
  });
});
