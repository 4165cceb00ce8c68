/** `sim800 corpus`: streams with what they are read as, and the dictionary of a fuzzer. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { literals, type Specimen, specimens } from '../../src/arbitraries.js';
import { Decoder, type Message } from '../../src/index.js';
import { sim800 } from './sim800.js';

const folder = mkdtempSync(join(tmpdir(), 'sim800-corpus-'));
const [out, again, other] = ['one', 'again', 'other'].map((name) => join(folder, name)) as [string, string, string];
afterAll(() => rmSync(folder, { recursive: true }));

const KINDS = ['wire', 'session', 'payload', 'damage'] as const;
const COUNT = 8;
const names = (kind: string, ending: string): string[] =>
  readdirSync(join(out, kind)).filter((name) => /^\d+\.(.+)$/.exec(name)?.[1] === ending);
const files = (ending: string): string[] =>
  KINDS.flatMap((kind) => names(kind, ending).map((name) => join(kind, name)));
const text = (file: string): string => readFileSync(file, 'latin1');

const write = (to: string, seed: number) =>
  sim800(['corpus', '--out', to, '--seed', String(seed), '--count', String(COUNT)]);

describe('sim800 corpus', () => {
  beforeAll(async () => {
    const { code, stdout } = await write(out, 7);
    expect([code, stdout]).toEqual([0, 'wire: 8, session: 8, payload: 8, damage: 8\n']);
  });

  it.each(KINDS)('writes as many streams as were asked for: %s', (kind) => {
    expect(names(kind, 'bin')).toHaveLength(COUNT);
    expect(names(kind, 'ndjson')).toHaveLength(COUNT);
  });

  it('writes next to each stream what decode prints of it', async () => {
    for (const file of files('bin')) {
      const { stdout } = await sim800(['decode', '--container', 'raw', '--format', 'ndjson', join(out, file)]);
      expect(stdout, file).toBe(readFileSync(join(out, file.replace(/bin$/, 'ndjson')), 'utf8'));
    }
  });

  it('writes the same for the same seed, and other streams for another', async () => {
    await write(again, 7);
    await write(other, 8);
    for (const file of files('bin')) expect(text(join(again, file))).toBe(text(join(out, file)));
    const isOther = (file: string): boolean => text(join(other, file)) !== text(join(out, file));
    expect(files('bin').filter(isOther).length).toBeGreaterThan(3 * COUNT);
  });

  it('writes sessions that simulate plays', async () => {
    // Together: simulate goes on for a second after the last that the host writes.
    await Promise.all(
      names('session', 'record.ndjson').map(async (name) => {
        const path = join(out, 'session', name);
        const rows = text(path)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { what: string; bytes: string });
        const host = rows.map(({ what, bytes }) => (what === 'host' ? bytes : '')).join('');
        const { stdout } = await sim800(['simulate', '--stdio', '--script', path], host, {}, 'latin1');
        expect(stdout, name).toBe(text(path.replace('record.ndjson', 'bin')));
      }),
    );
  }, 60_000);

  it('writes a dictionary in the spelling of AFL and libFuzzer, with every literal', async () => {
    const file = join(folder, 'sim800.dict');
    expect((await sim800(['corpus', '--dictionary', file])).code).toBe(0);
    const words = text(file)
      .trimEnd()
      .split('\n')
      .map((line) => {
        expect(line).toMatch(/^"(?:[ !#-[\]-~]|\\["\\]|\\x[0-9a-f]{2})+"$/);
        return line
          .slice(1, -1)
          .replace(/\\(?:x(..)|(.))/g, (_, code: string | undefined, letter: string) =>
            code === undefined ? letter : String.fromCharCode(Number.parseInt(code, 16)),
          );
      });
    expect(new Set(words)).toEqual(new Set(['\r\n', '\r\r\n', '\r', '\n', ...literals]));
    expect(words).toEqual(expect.arrayContaining(['+CSQ:', 'SEND OK', '+IPD,', 'REC UNREAD']));
  });

  it.each<[string[], number, string]>([
    [[], 2, 'one of --out, --dictionary'],
    [['--out', 'x', '--count', '0'], 2, 'It is a whole number from 1 to 9999.'],
    [['--out', 'x', '--seed', '1.5'], 2, 'It is a whole number from 0 to 2147483647.'],
    [['--out', join(folder, 'file', 'x')], 1, 'not a directory'],
  ])('refuses %j', async (args, code, why) => {
    writeFileSync(join(folder, 'file'), '');
    const outcome = await sim800(['corpus', ...args]);
    expect([outcome.code, outcome.stderr]).toEqual([code, expect.stringContaining(why)]);
  });
});

/** What is read of it by a reader that is told what the host writes. */
function read({ bytes, steps }: Specimen<Message>): Message[] {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message));
  for (const step of steps ?? [{ direction: 'rx', bytes }])
    if (step.direction === 'tx') decoder.sent(step.bytes);
    else decoder.write(step.bytes);
  decoder.end();
  return messages;
}

/** An echo comes in pieces, as its lines do. */
const withoutEcho = (messages: readonly Message[] = []): Message[] => messages.filter(({ kind }) => kind !== 'echo');

it('a specimen is read as what it was made of', () => {
  const known = specimens({ seed: 20261128, count: 300 }).filter(({ messages }) => messages !== undefined);
  expect(known).toHaveLength(900);
  for (const one of known) expect(withoutEcho(read(one))).toEqual(withoutEcho(one.messages));
});
