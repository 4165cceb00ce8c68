import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sim800 } from './sim800.js';

const WIRE = '\r\n+RECEIVE,1,4:\r\na"\n\x00\r\nRING\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\nfrob\r\n';
const objects = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const types = (text: string): unknown[] => objects(text).map(({ type }) => type);

describe('sim800 decode --format csv', () => {
  it('has the same columns for every message', async () => {
    const { stdout } = await sim800(['decode', '-f', 'csv', '--payload', 'hex'], WIRE);
    expect(stdout.split('\n')).toEqual([
      'offset,at,direction,kind,type,connection,length,payload,fields',
      '2,,,urc,receive,1,4,61220a00,',
      '23,,,urc,ring,,,,',
      '31,,,response,csq,,,,"{""rssi"":20,""ber"":0}"',
      '45,,,final,ok,,,,',
      '49,,,unrecognized,unrecognized,,,66726f62,',
      '',
    ]);
  });

  it('puts a quotation mark between quotes, and control characters as escapes', async () => {
    const { stdout } = await sim800(['decode', '-f', 'csv', '--only', 'receive'], WIRE);
    expect(stdout.slice(stdout.indexOf('\n') + 1)).toBe('2,,,urc,receive,1,4,"a""\\n\\x00",\n');
  });
});

describe('sim800 decode --only', () => {
  it('takes kinds and types, and may be repeated', async () => {
    expect(types((await sim800(['decode', '-f', 'ndjson', '--only', 'urc'], WIRE)).stdout)).toEqual([
      'receive',
      'ring',
    ]);
    const both = await sim800(['decode', '-f', 'ndjson', '--only', 'csq', '--only', 'unrecognized'], WIRE);
    expect(types(both.stdout)).toEqual(['csq', 'unrecognized']);
  });

  it.each(['frob', 'toString', ''])('knows no %j', async (name) => {
    const { code, stderr } = await sim800(['decode', '--only', name], WIRE);
    expect([code, stderr]).toEqual([2, expect.stringContaining('no such kind or type')]);
  });
});

describe('sim800 decode --payload', () => {
  it.each([
    ['text', '"a\\"\\n\\x00"', 'a"\n\0'],
    ['hex', '61220a00', '61220a00'],
    ['base64', 'YSIKAA==', 'YSIKAA=='],
  ])('%s', async (how, pretty, value) => {
    const args = ['decode', '--only', 'receive', '--payload', how];
    expect((await sim800(args, WIRE)).stdout).toContain(` payload=${pretty}\n`);
    expect(objects((await sim800([...args, '-f', 'ndjson'], WIRE)).stdout)[0]?.payload).toBe(value);
  });

  it('none', async () => {
    const args = ['decode', '--only', 'receive', '--payload', 'none'];
    expect((await sim800(args, WIRE)).stdout).toMatch(/ connection=1 length=4\n$/);
    expect((await sim800([...args, '-f', 'ndjson'], WIRE)).stdout).not.toContain('payload');
  });
});

describe('sim800 decode --strict', () => {
  it('ends with 3 if anything was not recognised, shown or not', async () => {
    expect((await sim800(['decode', '--strict'], WIRE)).code).toBe(3);
    expect((await sim800(['decode', '--strict', '--only', 'ring'], WIRE)).code).toBe(3);
    expect((await sim800(['decode', '--strict', '--stats'], WIRE)).code).toBe(3);
    expect((await sim800(['decode', '--strict'], '\r\nOK\r\n')).code).toBe(0);
    expect((await sim800(['decode'], WIRE)).code).toBe(0);
  });
});

describe('sim800 decode --resync', () => {
  const short = '\r\n+CIPRXGET: 2,0,30,0\r\nshort\r\nOK\r\n\r\nRING\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\nRING\r\n';
  it('re-reads a payload that has swallowed whole lines', async () => {
    const plain = await sim800(['decode', '-f', 'ndjson'], short);
    expect(types(plain.stdout)).not.toContain('csq');
    const again = objects((await sim800(['decode', '-f', 'ndjson', '--resync'], short)).stdout);
    expect(again[0]).toMatchObject({ type: 'ciprxget-read', payload: 'short', truncated: true });
    expect(again.map(({ type }) => type)).toEqual(['ciprxget-read', 'ok', 'ring', 'csq', 'ok', 'ring']);
  });
});

describe('sim800 decode --container', () => {
  const log = ['20:50:37.001 -> TX: AT+CSQ', '20:50:37.100 -> RX: +CSQ: 14,0', '20:50:37.101 -> RX: OK', ''].join('\n');
  const csq = { type: 'csq', form: 'execute' };
  const expected = [
    { offset: 0, at: '20:50:37.001', direction: 'tx', kind: 'sent', type: 'sent', bytes: 'AT+CSQ\n', commands: [csq] },
    { offset: 0, at: '20:50:37.100', direction: 'rx', kind: 'response', type: 'csq', rssi: 14, ber: 0 },
    { offset: 11, at: '20:50:37.101', direction: 'rx', kind: 'final', type: 'ok', answerTo: { ...csq, seconds: 0.1 } },
  ];

  it('is recognised, said on stderr; time and direction are in the output', async () => {
    const { code, stdout, stderr } = await sim800(['decode', '-f', 'ndjson'], log);
    expect([code, objects(stdout)]).toEqual([0, expected]);
    expect(stderr.split('\n')).toEqual(
      expect.arrayContaining([
        'sim800: read as lines (--explain: how; --container raw: as bytes)',
        'sim800: the log does not show which line ends were in the stream: LF stands for them',
        'sim800: 3 lines, none left out',
      ]),
    );
    expect((await sim800(['decode'], log)).stdout.split('\n')).toEqual([
      '20:50:37.001         0  >  sent          csq               execute',
      '20:50:37.100         0  <  response      csq               rssi=14 ber=0',
      '20:50:37.101        11  <  final         ok                (csq execute in 0.100 s)',
      '',
    ]);
    expect((await sim800(['decode', '-f', 'csv', '--only', 'ok'], log)).stdout).toContain(
      `\n11,20:50:37.101,rx,final,ok,,,,"{""answerTo"":{""type"":""csq"",""form"":""execute"",""seconds"":0.1}}"\n`,
    );
  });

  it('can be asked for', async () => {
    const asked = await sim800(['decode', '-f', 'ndjson', '--container', 'lines'], log);
    expect(objects(asked.stdout)).toEqual(expected);
    const raw = await sim800(['decode', '--only', 'unrecognized', '--container', 'raw'], log);
    expect([raw.stdout.split('\n').length, raw.stderr]).toEqual([4, 'sim800: shown: kind or type unrecognized\n']);
    expect(await sim800(['decode', '--container', 'frob'], log)).toMatchObject({ code: 2, stdout: '' });
  });

  it('says a word where nothing is known of the log', async () => {
    expect((await sim800(['decode'], 'dear diary\n')).stderr).toContain('no container was recognised');
  });
});

describe('sim800 decode, of a log with lines that nobody on the line has sent', () => {
  const log = ['Boot', '12:00:01 mdm> AT+CSQ', '12:00:02 mdm< +CSQ: 14,0', '12:00:02 mdm< OK', 'Ready', ''].join('\n');

  it('says how many it leaves out, and --strict counts them', async () => {
    const { code, stderr } = await sim800(['decode', '--strict'], log);
    expect([code, stderr.split('\n').at(-2)]).toEqual([3, "sim800: 2 of 5 lines left out as the application's"]);
    const whole = log.split('\n').slice(1, 4).join('\n');
    expect((await sim800(['decode', '--strict'], `${whole}\n`)).code).toBe(0);
  });

  it('--explain shows each kind of line, its template, and the first lines that are left out', async () => {
    const { code, stdout } = await sim800(['decode', '--explain'], log);
    expect([code, stdout]).toEqual([
      0,
      [
        "read as lines; 2 of 5 lines left out as the application's",
        '',
        '   lines  what             time head sent received tail',
        '       2  received          12:00:02 mdm< +CSQ: 14,0',
        "                            --line '<time> mdm< <received>'",
        '       1  sent              12:00:01 mdm> AT+CSQ',
        "                            --line '<time> mdm> <sent>'",
        '',
        'left out, the first of 2:',
        '       1  Boot',
        '       5  Ready',
        '',
      ].join('\n'),
    ]);
  });

  it('--explain is in colour where that is asked for', async () => {
    const { stdout } = await sim800(['decode', '--explain'], log, { FORCE_COLOR: '1' });
    expect(stdout).toContain('\x1b[36m12:00:01\x1b[39m\x1b[2m mdm> \x1b[22m\x1b[33mAT+CSQ\x1b[39m');
  });
});

describe('sim800 decode --line', () => {
  const log = ['0001 [o] AT+CSQ', '0002 [i] +CSQ: 14,0', '0003 [i] no form at all', '0004 [x] OK', ''].join('\n');

  it('says what the lines are made of: all others are left out', async () => {
    const { stdout, stderr } = await sim800(
      ['decode', '-f', 'ndjson', '--line', '<number> [<dir:out=o,in=i>] <text>'],
      log,
    );
    expect(objects(stdout).map(({ type, direction }) => [type, direction])).toEqual([
      ['sent', 'tx'],
      ['csq', 'rx'],
      ['text', 'rx'],
    ]);
    expect(stderr).toContain('1 of 4 lines left out');
  });

  it('may be repeated, one for each side', async () => {
    const sides = ['--line', '<number> [o] <sent>', '--line', '<number> [x] <received>'];
    const { stdout } = await sim800(['decode', '-f', 'ndjson', ...sides], log);
    expect(types(stdout)).toEqual(['sent', 'ok']);
  });

  it.each([
    ['no text in it', '<time> hello', 2, 'no <text>, <sent> or <received> in it: <time> hello'],
    ['two texts in it', '<text> <sent>', 2, 'more than one text in it'],
    ['both sides the same', '<dir:out=a,in=a> <text>', 2, 'both directions are marked the same'],
    ['no line like it', 'modem: <text>', 1, 'no line of the log is like it: modem: <text>'],
  ])('is refused with %s', async (_, template, code, why) => {
    const found = await sim800(['decode', '--line', template], log);
    expect([found.code, found.stdout]).toEqual([code, '']);
    expect(found.stderr).toContain(why);
  });
});

describe('sim800 decode refuses', () => {
  it.each([
    ['--stats', '--why'],
    ['--resync', '--follow', 'a.log'],
    ['--resync', '--port', '/dev/null'],
    ['--port', '/dev/null', 'a.log'],
    ['--port', '/dev/null', '--container', 'lines'],
    ['--port', '/dev/null', '--line', '<text>'],
    ['--port', '/dev/null', '--explain'],
    ['--explain', '--stats'],
    ['--line', '<text>', '--container', 'raw'],
    ['--port', '/dev/null', '--baud', 'fast'],
    ['--baud', '9600'],
  ])('%s %s %s', async (...args) => {
    const { code, stdout, stderr } = await sim800(['decode', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
  });
});

describe('sim800 decode reads a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sim800-decode-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('of many chunks, whatever its container', async () => {
    const path = join(folder, 'large.log');
    writeFileSync(path, '[06:30:24.808] RX: +CSQ: 14,0\n[06:30:24.809] RX: OK\n'.repeat(5000));
    const { stdout } = await sim800(['decode', '-f', 'ndjson', path]);
    const [first, second, ...rest] = types(stdout);
    expect([first, second, rest.length]).toEqual(['csq', 'ok', 9998]);
    expect(new Set(rest)).toEqual(new Set(['csq', 'ok']));
  });
});
