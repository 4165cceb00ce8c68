import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraries } from '../../src/arbitraries.js';
import type { Entry } from '../../src/cli/decode/entry.js';
import { JsonLines, ndjson } from '../../src/cli/output/ndjson.js';
import { PAYLOADS } from '../../src/cli/output/payload.js';
import type { Message } from '../../src/index.js';
import { jsonLine } from './json-line.js';

function entry(message: object, more: object = {}): Entry {
  return { message: message as Message, offset: 0, end: 0, ...more };
}

const unrecognized = (bytes: Uint8Array): object => ({ kind: 'unrecognized', type: 'unrecognized', bytes });

describe('a line of ndjson', () => {
  it('has the place, the kind, the type, the fields, and ends with a line end', () => {
    const lines = new JsonLines('text');
    lines.add(entry({ kind: 'urc', type: 'closed', connection: 3 }, { offset: 1234567 }));
    lines.add(entry({ kind: 'final', type: 'ok' }));
    expect(Buffer.from(lines.take()).toString()).toBe(
      '{"offset":1234567,"kind":"urc","type":"closed","connection":3}\n{"offset":0,"kind":"final","type":"ok"}\n',
    );
    expect(lines.take()).toEqual(new Uint8Array(0));
  });

  it('escapes quotation marks, control characters, DEL and C1, and writes other bytes as UTF-8', () => {
    const bytes = Uint8Array.of(0x22, 0x5c, 0x00, 0x0a, 0x0d, 0x1b, 0x7f, 0x9b, 0xa0, 0xe9, 0xff);
    const escaped = '\\"\\\\\\u0000\\n\\r\\u001b\\u007f\\u009b\u00a0é\u00ff';
    expect(ndjson('text')(entry(unrecognized(bytes)))).toBe(
      `{"offset":0,"kind":"unrecognized","type":"unrecognized","bytes":"${escaped}"}`,
    );
  });

  it.each([
    ['a number below zero', { rssi: -113 }, '"rssi":-113'],
    ['one with a fraction', { seconds: 0.000125 }, '"seconds":0.000125'],
    ['a large one', { length: 4294967296 }, '"length":4294967296'],
    ['the largest of 31 bits', { length: 2147483647 }, '"length":2147483647'],
    ['the one after it', { length: 2147483648 }, '"length":2147483648'],
    ['a very large one', { length: 1e21 }, '"length":1e+21'],
    ['true', { truncated: true }, '"truncated":true'],
    ['a list', { numbers: [1, [], ['a']] }, '"numbers":[1,[],["a"]]'],
    ['an empty object', { nothing: {} }, '"nothing":{}'],
    ['text beyond latin1', { name: 'журнал "\ud800"' }, '"name":"журнал \\"\\ud800\\""'],
  ])('writes %s', (_, fields, json) => {
    expect(ndjson('text')(entry({ kind: 'urc', type: 'some', ...fields }))).toBe(
      `{"offset":0,"kind":"urc","type":"some",${json}}`,
    );
  });

  it('leaves out what is undefined', () => {
    const message = { kind: 'urc', type: 'closed', connection: undefined };
    expect(ndjson('text')(entry(message, { commands: [{ type: 'csq', form: 'execute', n: undefined }] }))).toBe(
      '{"offset":0,"kind":"urc","type":"closed","commands":[{"type":"csq","form":"execute"}]}',
    );
  });
});

const messages: fc.Arbitrary<Message> = fc.oneof(...(Object.values(arbitraries) as fc.Arbitrary<Message>[]));
const hostile = fc.uint8Array({ maxLength: 3000 }).map(unrecognized);
const texts = fc.string({ unit: 'binary', maxLength: 40 });
const more = fc.record(
  {
    offset: fc.nat(),
    file: texts,
    at: texts,
    direction: fc.constantFrom('rx', 'tx'),
    commands: fc.array(
      fc.dictionary(
        texts.filter((name) => name !== '__proto__'),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    ),
    answerTo: fc.record({ type: texts, seconds: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
  },
  { requiredKeys: [] },
);

describe('lines of ndjson', () => {
  it.each(PAYLOADS)('are byte for byte what JSON.stringify makes, payload as %s', (payload) => {
    const lines = new JsonLines(payload);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(messages, hostile), more), { maxLength: 8 }), (drawn) => {
        const entries = drawn.map(([message, given]) => entry(message, given));
        for (const one of entries) lines.add(one);
        const text = entries.map((one) => `${jsonLine(one, payload)}\n`).join('');
        expect(Buffer.from(lines.take()).equals(Buffer.from(text))).toBe(true);
      }),
      { seed: 800, numRuns: 60 },
    );
  });
});
