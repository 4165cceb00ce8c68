import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { useColour } from '../src/cli/output/colour.js';
import { root, sim800, start } from './cli/sim800.js';
import { messageText } from './spec/message-text.js';
import { readCases } from './spec/read-cases.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, 'latin1');
  return path;
};
const ndjson = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe.concurrent('sim800 decode', () => {
  it('prints one line a message: offset, kind, type, fields', async () => {
    const input = 'AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\n+RECEIVE,1,4:\r\n\x1b[2J\r\nOK\r\n';
    expect(await sim800(['decode'], input)).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        '       0  echo          csq               execute',
        '       9  response      csq               rssi=20 ber=0',
        '      23  urc           receive           connection=1 length=4 payload="\\x1b[2J"',
        '      44  final         ok                (csq execute)',
        '',
      ].join('\n'),
    });
  });

  it('shows the beginning of a long payload', async () => {
    const { stdout } = await sim800(['decode'], `\r\n+IPD,1000:${'a'.repeat(1000)}`);
    expect(stdout).toMatch(/ length=1000 payload="a{64}"… 1000 bytes\n$/);
  });

  it('prints ndjson: offset, kind, type, the fields in order, bytes as latin1', async () => {
    const { stdout } = await sim800(
      ['decode', '--format', 'ndjson'],
      '\r\n+CIPRXGET: 2,0,5,0\r\nh\xe9\x00lo\r\nOK\r\n',
    );
    const [first, second, rest] = stdout.split('\n');
    expect(first).toBe(
      '{"offset":2,"kind":"response","type":"ciprxget-read","connection":0,"length":5,"remaining":0,"payload":"hé\\u0000lo"}',
    );
    expect([second, rest]).toEqual(['{"offset":29,"kind":"final","type":"ok"}', '']);
  });

  const sessions = readCases(join(root, 'test/spec/captures')).filter(({ name }) =>
    ['tcp-client', 'multi-server', 'manual-receive-multi'].includes(name),
  );
  it.each(sessions.map(({ name, cases }) => [name, cases] as const))(
    'prints what %s.md expects',
    async (name, cases) => {
      const path = `examples/captures/${name}.bin`;
      const messages = ndjson((await sim800(['decode', '-f', 'ndjson', path])).stdout);
      expect(messageText(messages.map(({ offset, commands, answerTo, ...message }) => message))).toBe(
        messageText(cases.flatMap((one) => one.messages)),
      );
      const bytes = readFileSync(join(root, path), 'latin1');
      for (const { offset, type, bytes: text } of messages) {
        if (type === 'echo') expect(bytes.startsWith(String(text), Number(offset))).toBe(true);
      }
    },
  );

  it('reads a file, or standard input where none or - is named', async () => {
    const path = file('ok.bin', '\r\nOK\r\n');
    for (const args of [['decode', path], ['decode'], ['decode', '-']]) {
      expect((await sim800(args, '\r\nOK\r\n')).stdout).toBe('       2  final         ok\n');
    }
  });

  it('is in one line on stderr about what it cannot read', async () => {
    const missing = join(folder, 'missing.bin');
    expect(await sim800(['decode', missing])).toEqual({
      code: 1,
      stdout: '',
      stderr: `sim800: ${missing}: no such file or directory\n`,
    });
    expect(await sim800(['decode', folder])).toEqual({
      code: 1,
      stdout: '',
      stderr: `sim800: ${folder}: illegal operation on a directory\n`,
    });
  });

  it('prints a message as soon as it is whole', async () => {
    const child = start(['decode']);
    child.stdin.write('\r\nRING\r\n\r\nhalf a li');
    const [chunk] = await once(child.stdout, 'data');
    expect(String(chunk)).toBe('       2  urc           ring\n');
    child.stdin.end('ne\r\n');
    await once(child, 'close');
  });

  it('says nothing when its reader has gone', async () => {
    const child = start(['decode']);
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.write('\r\nOK\r\n');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end('\r\nOK\r\n'.repeat(100_000));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stderr).toBe('');
  });

  it('holds no more than a chunk', async () => {
    const child = start(['decode'], { NODE_OPTIONS: '--max-old-space-size=64' });
    child.stdout.resume();
    const block = Buffer.from(
      `\r\n+RECEIVE,0,1500:\r\n${'x'.repeat(1500)}\r\nunrecognised ${'y'.repeat(300)}\r\n`.repeat(500),
    );
    for (let i = 0; i < 64; i++) if (!child.stdin.write(block)) await once(child.stdin, 'drain');
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });
});

describe.concurrent('sim800 check and compile', () => {
  const good = ['grammar/fields.at', 'grammar/v25ter.at'];

  it('say what is wrong with a grammar', async () => {
    const path = file('faulty.at', 'urc my-form "+MYFORM:" sp level:0..\n');
    for (const args of [
      ['check', path],
      ['compile', path, '--out', folder],
    ]) {
      const { code, stdout, stderr } = await sim800(args);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^.*faulty\.at:1:\d+: .*\n {4}urc my-form .*\n {4} *\^/);
    }
  });

  it('say what a good one holds, and write what it makes', async () => {
    const { stdout: said, ...checked } = await sim800(['check', '--no-cache', ...good]);
    expect(checked).toEqual({ code: 0, stderr: '' });
    expect(said).toMatch(/^2 files are right: \d+ forms, 0 commands, \d+ examples\.\n/);
    const { code, stdout } = await sim800(['compile', ...good, '--out', join(folder, 'out')]);
    expect(code).toBe(0);
    const messages = stdout.split('\n').find((path) => path.endsWith('messages.ts'));
    expect(readFileSync(String(messages), 'utf8')).toContain("'no-carrier'");
  });

  it('make a part of it, and say what that leaves out', async () => {
    const part = ['compile', ...good, '--forms', 'ok,ring', '--out', join(folder, 'part')];
    const { code, stdout, stderr } = await sim800(part);
    expect([code, stderr]).toEqual([0, '']);
    const messages = String(stdout.split('\n').find((path) => path.endsWith('messages.ts')));
    expect(readFileSync(messages, 'utf8')).not.toContain("'no-carrier'");
    const more = ['compile', ...good, 'grammar/commands-v25ter.at', '--without', 'no-*', '--out', join(folder, 'more')];
    expect((await sim800(more)).stderr).toContain('`no-carrier` is left out here: there is no such form\n');
    const wrong = ['compile', ...good, '--without', 'rnig', '--out', join(folder, 'wrong')];
    expect(await sim800(wrong)).toMatchObject({
      code: 1,
      stderr:
        'sim800: no form and no chapter is called "rnig": ' +
        "expected a type, as 'csq', a pattern, as 'cip*', or one of the chapters v25ter\n",
    });
  });

  it('name a grammar that is not there', async () => {
    expect(await sim800(['check', 'nowhere.at'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'sim800: nowhere.at: no such file or directory\n',
    });
  });
});

describe.concurrent('sim800', () => {
  it.each([
    [[]],
    [['frob']],
    [['decode', '--format', 'xml']],
    [['encode', 'a', 'b']],
    [['compile', 'a.at']],
    [['check']],
  ])('ends with 2 after a usage error: %j', async (args) => {
    const { code, stdout, stderr } = await sim800(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
  });

  it('has help with examples, and a version', async () => {
    const help = await sim800(['--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('sim800 decode session.bin');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect((await sim800(['--version'])).stdout).toBe(`${version}\n`);
  });

  it('colours on request', async () => {
    expect((await sim800(['decode'], '\r\nOK\r\n', { FORCE_COLOR: '1' })).stdout).toContain('\x1b[32m');
  });
});

describe('colour', () => {
  const pipe = new PassThrough();
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  it('is for terminals', () => expect([useColour(terminal, {}), useColour(pipe, {})]).toEqual([true, false]));
  it('is not for dumb ones', () => expect(useColour(terminal, { TERM: 'dumb' })).toBe(false));
  it('heeds NO_COLOR', () => expect(useColour(terminal, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false));
  it('heeds FORCE_COLOR', () => {
    expect([useColour(pipe, { FORCE_COLOR: '1' }), useColour(terminal, { FORCE_COLOR: '0' })]).toEqual([true, false]);
  });
});
