import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damaged, noise, transcript, wire } from '../../src/arbitraries.js';
import { bytesOf, textOf } from '../latin1.js';
import { runsFrom } from '../properties/runs.js';
import { messageText } from '../spec/message-text.js';
import { root, sim800 } from './sim800.js';

const decoded = async (bytes: Uint8Array, payload = 'text', format = 'ndjson'): Promise<string> =>
  (await sim800(['decode', '-f', format, '--container', 'raw', '--payload', payload], bytes)).stdout;

async function encoded(ndjson: string, ...args: string[]): Promise<Uint8Array> {
  const { code, stdout, stderr } = await sim800(['encode', ...args], Buffer.from(ndjson), {}, 'latin1');
  expect([code, stderr]).toEqual([0, '']);
  return bytesOf(stdout);
}

const runs = runsFrom(20261128);

/** Messages without their places: the canonical spelling is not as long as what was there. */
const messages = (ndjson: string): string =>
  messageText(
    ndjson
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
      .map(({ offset, ...message }) => message),
  );

const captures = readdirSync(join(root, 'examples/captures')).filter((name) => name.endsWith('.bin'));

describe('decode(encode(decode(w))) is decode(w)', () => {
  it.each(captures)('for %s', async (name) => {
    const first = await decoded(readFileSync(join(root, 'examples/captures', name)));
    expect(messages(await decoded(await encoded(first)))).toBe(messages(first));
  });

  it.each(['hex', 'base64'])('with bytes as %s', async (how) => {
    const first = await decoded(readFileSync(join(root, 'examples/captures/transparent.bin')), how);
    expect(messages(await decoded(await encoded(first, '--payload', how), how))).toBe(messages(first));
  });

  it.each([
    ['lines', wire()],
    ['transcripts', transcript()],
  ])('for any %s', async (_, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ bytes }) => {
        const first = await decoded(bytes);
        expect(messages(await decoded(await encoded(first)))).toBe(messages(first));
      }),
      runs(40),
    );
  });

  it('for lines with damage, or says in which line it is not', async () => {
    const arbitrary = fc.oneof(
      noise(),
      wire().chain(({ bytes }) => damaged(bytes)),
    );
    const differing = async (bytes: Uint8Array): Promise<boolean> => {
      const first = await decoded(bytes);
      const { code, stdout, stderr } = await sim800(['encode'], Buffer.from(first), {}, 'latin1');
      if (code === 1) expect(stderr).toMatch(/^sim800: standard input:\d+: /);
      else expect(messages(await decoded(bytesOf(stdout)))).toBe(messages(first));
      return code === 1;
    };
    let differences = 0;
    const count = async (bytes: Uint8Array): Promise<void> => {
      if (await differing(bytes)) differences++;
    };
    await fc.assert(fc.asyncProperty(arbitrary, count), runs(80));
    expect(differences).toBeLessThan(4);
  });
});

describe('what decode has printed as csv is written like its ndjson', () => {
  /** What is written, and what is said of a message that is not read back as itself, but for the line it is in. */
  const written = async (printed: string, payload: string): Promise<string> => {
    const { code, stdout, stderr } = await sim800(['encode', '--payload', payload], Buffer.from(printed), {}, 'latin1');
    return `${code} ${stderr.replace(/input:\d+/, 'input')}${stdout}`;
  };
  const asCsv = async (bytes: Uint8Array, payload = 'text'): Promise<string> =>
    written(await decoded(bytes, payload, 'csv'), payload);
  const asNdjson = async (bytes: Uint8Array): Promise<string> => written(await decoded(bytes), 'text');

  it.each(captures)('for %s', async (name) => {
    const bytes = readFileSync(join(root, 'examples/captures', name));
    expect(await asCsv(bytes)).toBe(await asNdjson(bytes));
  });

  it.each(['text', 'hex', 'base64'])('for any transcript, with bytes as %s', async (how) => {
    await fc.assert(
      fc.asyncProperty(transcript(), async ({ bytes }) => {
        expect(await asCsv(bytes, how)).toBe(await asNdjson(bytes));
      }),
      runs(30),
    );
  });

  it.each(['=1+1', "'=1+1", "''=x", '+', "'", "a'=b", '\\x41\\', 'one, "two"', '\x00\r\r'])(
    'for a cell that a spreadsheet would take for something else: %j',
    async (text) => {
      const bytes = bytesOf(`\r\n+IPD,${text.length}:${text}\r\nOK\r\n`);
      expect(await asCsv(bytes)).toBe(await asNdjson(bytes));
    },
  );

  it('as a spreadsheet has saved it: with a byte order mark, CR LF, and cells in quotes', async () => {
    const saved =
      '\ufeffoffset,at,direction,kind,type,connection,length,payload,fields\r\n"0",,,"urc","receive","1","2","hi",""\r\n';
    expect(textOf(await encoded(saved))).toBe('\r\n+RECEIVE,1,2:\r\nhi');
  });

  const HEAD = 'offset,at,direction,kind,type,connection,length,payload,fields\n';
  it.each([
    ['a,b\n1,2\n', 'input:1: the columns are a,b, expected offset,at,direction'],
    [`${HEAD}0,,,final,ok,,,,\n1,,,urc,receive,one,2,hi,\n`, "input:3: column 'connection' is no number: one"],
    [`${HEAD}0,,,urc,ipd,,2,\\y,\n`, "input:2: column 'payload' has a backslash that nothing it stands for follows"],
    [`${HEAD}0,,,urc,csq,,,,{\n`, 'input:2: '],
    [`${HEAD}0,,,urc\n`, 'input:2: Invalid Record Length'],
    [`${HEAD}0,,,"urc\n`, 'input:2: Quote Not Closed'],
    [
      `${HEAD}0,,,final,ok,,,,\n0,,,response,csq,,,,"{""rssi"":1000,""ber"":0}"\n`,
      "input:3: cannot encode csq: field 'rssi' is 1000",
    ],
  ])('names the row that cannot be written: %j', async (input, says) => {
    const { code, stderr } = await sim800(['encode', '--format', 'csv'], input);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`sim800: standard ${says}`)]);
  });
});

describe('sim800 encode', () => {
  it('writes canonical bytes; place, time and kind may be missing', async () => {
    const input = [
      '{"type":"receive","connection":1,"length":2,"payload":"h\u00e9"}',
      '',
      '{"offset":7,"at":"12:00:00","direction":"rx","kind":"final","type":"ok"}',
    ].join('\n');
    expect(textOf(await encoded(input))).toBe('\r\n+RECEIVE,1,2:\r\nh\xe9\r\nOK\r\n');
  });

  it.each([
    ['frob', 'standard input:2: Unexpected token'],
    ['[1]', 'standard input:2: not a JSON object'],
    ['{"type":"csq","rssi":1000,"ber":0}', "standard input:2: cannot encode csq: field 'rssi' is 1000"],
    ['{"type":"frob"}', "standard input:2: cannot encode message: field 'type'"],
    ['{"type":"ipd","length":1,"payload":"\u0100"}', "standard input:2: field 'payload' does not spell bytes as text"],
  ])('names the line that cannot be written: %s', async (line, says) => {
    const { code, stdout, stderr } = await sim800(['encode'], Buffer.from(`{"type":"ok"}\n${line}\n{"type":"ring"}\n`));
    expect([code, stdout]).toEqual([1, '\r\nOK\r\n']);
    expect(stderr).toContain(`sim800: ${says}`);
  });

  it('names a message that is not read back as itself in its place', async () => {
    const cut = '{"type":"ipd","length":9,"payload":"ab","truncated":true}\n';
    expect(await sim800(['encode'], `{"type":"ok"}\n${cut}`)).toMatchObject({ code: 0, stderr: '' });
    expect(await sim800(['encode'], `${cut}{"type":"ok"}\n`)).toEqual({
      code: 1,
      stdout: '\r\n+IPD,9:ab\r\nOK\r\n',
      stderr: 'sim800: standard input:1: ipd is read back otherwise in its place, as ipd\n',
    });
    // After its command it would be text, alone it is not.
    const text = '{"type":"text","text":"SIM800 R14.18"}\n';
    expect(await sim800(['encode'], text)).toMatchObject({ code: 1, stderr: expect.stringContaining('input:1: text') });
    expect(await sim800(['encode'], `{"type":"echo","bytes":"ATI"}\n${text}`)).toMatchObject({ code: 0, stderr: '' });
  });

  it('gives lines of no form a line end that does not change them', async () => {
    const first = await decoded(Buffer.from('\r\nfrob\r\r\r\n> one\r\ntwo\r\n\r\nSEND OK\r\nAT\r\r\nOK\r\n'));
    expect(messages(first).match(/"bytes":"[^"]*"/g)).toEqual(
      ['frob\\r', 'one', 'two', 'AT'].map((b) => `"bytes":"${b}"`),
    );
    expect(messages(await decoded(await encoded(first)))).toBe(messages(first));
  });

  it('leaves out what the host has sent, and says so', async () => {
    const sent = '{"direction":"tx","kind":"sent","type":"sent","bytes":"ATI\\r"}\n';
    expect(await sim800(['encode'], `${sent}{"type":"text","text":"SIM800 R14.18"}\n`)).toEqual({
      code: 0,
      stdout: '\r\nSIM800 R14.18\r\n',
      stderr: 'sim800: 1 line of what the host has sent is left out\n',
    });
  });

  it('is in one line on stderr about a file that is not there', async () => {
    const { code, stderr } = await sim800(['encode', 'nowhere.ndjson']);
    expect([code, stderr]).toEqual([1, 'sim800: nowhere.ndjson: no such file or directory\n']);
  });
});
