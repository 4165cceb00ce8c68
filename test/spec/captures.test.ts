import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode, encode, type Message, tokenize } from '../../src/index.js';
import { type Case, readCases, received } from './casebook.js';
import { print } from './print.js';
import { pieces, places, replay } from './replay.js';

const captures = join(import.meta.dirname, 'captures');
const cases = join(import.meta.dirname, 'cases');

/** Only what the module sent decides: no call, nothing told of the host, no option. */
const isPure = (of: Case): boolean =>
  of.steps.every((step) => step.kind === 'rx') && Object.keys(of.options).length === 0;

/** Messages that other messages in front of them make possible, and those that are not whole. */
const NEEDS_CONTEXT = ['echo', 'text', 'data', 'unrecognized'];
const standsAlone = (message: Message): boolean =>
  !NEEDS_CONTEXT.includes(message.type) &&
  !('truncated' in message) &&
  !(message.type === 'ciprxget' && message.mode === 1);

function expectSame(of: Case, cutting: string, cuts: readonly number[]): void {
  const got = print(replay(of, cuts));
  const expected = print(of.messages);
  if (got !== expected) expect(got, cutting).toBe(expected);
}

function expectTiled(input: Uint8Array): void {
  let end = 0;
  for (const token of tokenize(input)) {
    expect(token.start).toBe(end);
    expect(token.end).toBeGreaterThan(end);
    end = token.end;
  }
  expect(end).toBe(input.length);
}

function describeCase(of: Case): void {
  it('decodes whole', () => expect(print(replay(of, []))).toBe(print(of.messages)));
  it('decodes in pieces, byte by byte included', () => {
    for (const size of [1, 2, 3, 7, 16]) expectSame(of, `in pieces of ${size}`, pieces(of, size));
  });
  it('decodes cut at every place', () => {
    for (const at of places(of)) expectSame(of, `cut at ${at}`, [at]);
  });
  if (!isPure(of)) return;
  it('has a token for every byte', () => expectTiled(received(of)));
  it('has messages that survive encode()', () => {
    for (const message of decode(received(of)).filter(standsAlone)) {
      expect(print(decode(encode(message)))).toBe(print([message]));
    }
  });
}

for (const folder of [captures, cases]) {
  for (const file of readCases(folder)) {
    describe(file.name, () => {
      for (const of of file.cases) describe(`${of.name} (${file.name}.md:${of.line})`, () => describeCase(of));
    });
  }
}

describe('test/spec/captures/*.bin', () => {
  for (const { name, cases } of readCases(captures)) {
    it(`${name}.bin holds the bytes of ${name}.md (npm run captures)`, () => {
      expect(cases.length).toBe(1);
      const bytes = cases.map((one) => Buffer.from(received(one)).toString('latin1')).join('');
      expect(readFileSync(join(captures, `${name}.bin`), 'latin1')).toBe(bytes);
    });
  }
});
