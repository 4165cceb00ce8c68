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
        'sim800: read as arduino+tagged (--container raw: as bytes)',
        'sim800: the log does not show which line ends stood in the stream: LF stands for them',
      ]),
    );
    expect((await sim800(['decode'], log)).stdout.split('\n')).toEqual([
      '       0  20:50:37.001  >  sent          csq               execute',
      '       0  20:50:37.100  <  response      csq               rssi=14 ber=0',
      '      11  20:50:37.101  <  final         ok                (csq execute in 0.100 s)',
      '',
    ]);
    expect((await sim800(['decode', '-f', 'csv', '--only', 'ok'], log)).stdout).toContain(
      `\n11,20:50:37.101,rx,final,ok,,,,"{""answerTo"":{""type"":""csq"",""form"":""execute"",""seconds"":0.1}}"\n`,
    );
  });

  it('can be asked for', async () => {
    const asked = await sim800(['decode', '-f', 'ndjson', '--container', 'arduino+tagged'], log);
    expect(objects(asked.stdout)).toEqual(expected);
    const raw = await sim800(['decode', '--only', 'unrecognized', '--container', 'raw'], log);
    expect([raw.stdout.split('\n').length, raw.stderr]).toEqual([4, '']);
    expect(await sim800(['decode', '--container', 'frob'], log)).toMatchObject({ code: 2, stdout: '' });
  });

  it('says a word where nothing is known of the log', async () => {
    expect((await sim800(['decode'], 'dear diary\n')).stderr).toContain('no container was recognised');
  });
});

describe('sim800 decode refuses', () => {
  it.each([
    ['--stats', '-f', 'csv'],
    ['--resync', '--follow', 'a.log'],
    ['--resync', '--port', '/dev/null'],
    ['--port', '/dev/null', 'a.log'],
    ['--port', '/dev/null', '--container', 'tagged'],
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
