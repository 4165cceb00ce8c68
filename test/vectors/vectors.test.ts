/** The published vectors: they are the cases, they can be run from their files alone, and Python reads a log as they say. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/grammar-sources.js';
import { vectorFiles } from '../../scripts/vectors.js';
import { Decoder, type Message, type Options } from '../../src/index.js';
import { wholeFolder } from '../c/whole.js';
import { bytesOf } from '../latin1.js';
import { messageText } from '../spec/message-text.js';

interface Vector {
  readonly name: string;
  readonly level: number;
  readonly options: Options;
  readonly steps: readonly {
    readonly rx?: string;
    readonly tx?: string;
    readonly call?: 'flush' | 'reset' | 'leaveTransparent';
    readonly argument?: { readonly until: 'ok' };
  }[];
  readonly messages: readonly object[];
}

const folder = join(root, 'vectors');
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

function run({ options, steps }: Vector): Message[] {
  const messages: Message[] = [];
  const decoder = new Decoder((message) => messages.push(message), options);
  for (const { rx, tx, call, argument } of steps) {
    if (rx !== undefined) for (const byte of Buffer.from(rx, 'hex')) decoder.write(Uint8Array.of(byte));
    if (tx !== undefined) decoder.sent(Buffer.from(tx, 'hex'));
    if (call === 'leaveTransparent') decoder.leaveTransparent(argument);
    else if (call !== undefined) decoder[call]();
  }
  decoder.end();
  return messages;
}

describe('the vectors', () => {
  it('are the cases: npm run generate writes them', () => {
    const files = vectorFiles();
    expect(names.map((name) => `vectors/${name.replaceAll('\\', '/')}`).sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(readFileSync(join(root, name), 'utf8'), name).toBe(text);
  });

  it.each(names)('%s: each comes out, byte by byte, with what its file says and no more', (name) => {
    const vectors: readonly Vector[] = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(vectors.length).toBeGreaterThan(0);
    expect(new Set(vectors.map((vector) => vector.name)).size, 'names are unique').toBe(vectors.length);
    for (const vector of vectors) expect(messageText(run(vector)), vector.name).toBe(messageText([...vector.messages]));
  });
});

describe('examples/python/decode.py', () => {
  let built = '';
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'sim800-python-'));
    const whole = wholeFolder();
    const sources = ['sim800_engine.c', 'sim800_fields.c'].map((file) => join(root, 'c', file));
    const flags = ['-shared', '-fPIC', '-O1', '-DSIM800_NAMES', `-I${join(root, 'c')}`, `-I${whole}`];
    execFileSync('gcc', [...flags, ...sources, join(whole, 'sim800_grammar.c'), '-o', join(built, 'libsim800.so')]);
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  it('prints the messages of a log with their fields', () => {
    const log = join(built, 'session.bin');
    writeFileSync(
      log,
      bytesOf(
        '\r\n+CSQ: 20,0\r\n\r\nOK\r\n\r\n10.4.0.7\r\n\r\n+CREG: 1,"00C3","4A1F"\r\n\r\nRING\r\n\r\n2, CLOSED\r\n',
      ),
    );
    const script = join(root, 'examples/python/decode.py');
    const out = execFileSync('python3', [script, join(built, 'libsim800.so'), log], { encoding: 'utf8' });
    expect(out.split('\n')).toEqual([
      'csq rssi=20 ber=0',
      'ok',
      'local-ip address=10.4.0.7',
      'creg stat=1 lac=00C3 ci=4A1F',
      'ring',
      'closed connection=2',
      '',
    ]);
  });
});
