/** `why` and `--stats` of several files: each is a log of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sim800 } from './sim800.js';

const BEGINNING =
  '10:00:00.000 TX: AT+CIPSTART="TCP","192.0.2.1","80"\n10:00:00.050 RX: OK\n10:00:01.000 RX: CONNECT OK\n';
const DROPPED = `${BEGINNING}10:00:05.000 RX: CLOSED\n`;
const QUIET = '11:00:00.000 TX: AT+CSQ\n11:00:00.020 RX: +CSQ: 20,0\n11:00:00.021 RX: OK\n';

let folder = '';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, 'latin1');
  return path;
};
/** As it would be run in the folder. */
const run = async (...args: string[]) => {
  const { stdout, stderr, code } = await sim800(args);
  return { code, stdout: stdout.replaceAll(`${folder}/`, ''), stderr: stderr.replaceAll(`${folder}/`, '') };
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sim800-each-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('why of several files', () => {
  it('tells each by itself, under its name', async () => {
    const { stdout, code } = await run('why', file('a.log', DROPPED), file('b.log', QUIET));
    expect(code).toBe(0);
    expect(stdout).toBe(`a.log
the connection: closed by the peer, or lost on the way
  10:00:00.000  line 1  the host asks for a connection to 192.0.2.1:80 (TCP): AT+CIPSTART="TCP","192.0.2.1","80"
  10:00:01.000  line 3  opened after 1.000 s: CONNECT OK
  10:00:05.000  line 4  the module says that the connection is closed, and no byte was received: CLOSED

b.log
no incident in 3 messages
`);
  });

  it('does not take what one says for the beginning of the next, unless they are joined', async () => {
    const parts = [file('a.log', BEGINNING), file('b.log', '10:00:05.000 RX: CLOSED\n10:00:05.100 RX: +CSQ: 20,0\n')];
    const opened = 'opened after 1.000 s';
    expect((await run('why', ...parts)).stdout).not.toContain(opened);
    expect((await run('why', '--join', ...parts)).stdout).toContain(opened);
    expect((await run('why', '--join', ...parts)).stdout).not.toContain('a.log');
  });

  it('goes on where one cannot be read, and says so', async () => {
    const { stdout, stderr, code } = await run('why', join(folder, 'absent.log'), file('b.log', QUIET));
    expect(code).toBe(1);
    expect(stderr).toContain('sim800: absent.log: no such file or directory\n');
    expect(stdout).toContain('b.log\nno incident');
  });

  it('names the file of each story in ndjson, of several files only', async () => {
    const [a, b] = [file('a.log', DROPPED), file('b.log', DROPPED)];
    const storiesOf = async (...files: string[]) =>
      (await run('why', '-f', 'ndjson', ...files)).stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { file?: string }).file);
    expect(await storiesOf(a, b)).toEqual(['a.log', 'b.log']);
    expect(await storiesOf(a)).toEqual([undefined]);
  });

  it('has one head in csv, and a row a statement', async () => {
    const { stdout } = await run('why', '-f', 'csv', file('a.log', DROPPED), file('b.log', DROPPED));
    const rows = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ file: of, story, when, at, line, wire }) => [of, story, when, at, line, wire])).toEqual(
      ['a.log', 'b.log'].flatMap((name) => [
        [name, '1', 'before', '10:00:00.000', '1', 'AT+CIPSTART="TCP","192.0.2.1","80"'],
        [name, '1', 'before', '10:00:01.000', '3', 'CONNECT OK'],
        [name, '1', 'end', '10:00:05.000', '4', 'CLOSED'],
      ]),
    );
    expect(rows[0]?.headline).toBe('the connection: closed by the peer, or lost on the way');
    expect(rows[0]?.by).toBe('peer');
  });

  it('is text for a spreadsheet too, where the module says what begins like a formula', async () => {
    const log = '10:00:00.000 TX: AT\n10:00:01.000 RX: OK\n10:00:02.000 RX: +CPIN: NOT READY\n';
    const { stdout } = await run('why', '-f', 'csv', file('a.log', log));
    const [row] = parse(stdout, { columns: true }) as Record<string, string>[];
    expect(row?.wire).toBe("'+CPIN: NOT READY");
  });
});

describe('--stats of several files', () => {
  const stats = async (...args: string[]) => (await run('decode', '--stats', ...args)).stdout;

  it('counts each, and then all', async () => {
    const text = await stats(file('a.log', DROPPED), file('b.log', QUIET));
    const [a = '', b = '', all = ''] = text.split(/^(?:b\.log|all files)$/m);
    expect(a).toMatch(/^a\.log\nmessages +3, /);
    expect(b).toMatch(/^\nmessages +2, /);
    expect(all).toMatch(/^a\.log +3 .* 10:00:00\.000 +10:00:05\.000$/m);
    expect(all).toMatch(/^in all +5 /m);
    expect(all).toMatch(/^ok +final +2$/m);
  });

  it('adds up: what is said of all is the sum of what is said of each', async () => {
    const files = [file('a.log', DROPPED), file('b.log', QUIET), 'examples/captures/tcp-client.bin'];
    const objects = (await stats('-f', 'ndjson', ...files))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const all = objects.pop() as { files: number; messages: number; payload: number; types: { messages: number }[] };
    const sum = (count: (one: Record<string, unknown>) => number): number =>
      objects.reduce((total, one) => total + count(one), 0);
    expect(objects.map((one) => String(one.file))).toEqual(
      ['a.log', 'b.log', 'examples/captures/tcp-client.bin']
        .map((name, i) => (i < 2 ? join(folder, name) : name))
        .map((name) => name.replace(`${folder}/`, '')),
    );
    expect(all.files).toBe(3);
    expect(all.messages).toBe(sum((one) => Number(one.messages)));
    expect(all.types.reduce((total, { messages }) => total + messages, 0)).toBe(all.messages);
    expect(all.payload).toBe(
      sum((one) => (one.connections as { bytes: number }[]).reduce((n, { bytes }) => n + bytes, 0)),
    );
    expect(all.payload).toBeGreaterThan(0);
  });

  it('has the file in the first column of csv, and of all none', async () => {
    const rows = parse(await stats('-f', 'csv', file('a.log', DROPPED), file('b.log', QUIET)), {
      relax_column_count: true,
    }) as string[][];
    expect(new Set(rows.map(([name]) => name))).toEqual(new Set(['a.log', 'b.log', '']));
    expect(rows).toContainEqual(['', 'types', 'ok', 'final', '2']);
  });

  it('counts them as one log with --join', async () => {
    const parts = [file('a.log', BEGINNING), file('b.log', '10:00:05.000 RX: CLOSED\n')];
    expect(await stats('--join', ...parts)).toMatch(/^messages +3, /);
  });

  it('refuses to join what is one log anyway, or one file', async () => {
    expect((await run('decode', '--join', 'a.log', 'b.log')).code).toBe(2);
    expect((await run('why', '--join', 'a.log')).code).toBe(2);
  });
});
