/** What must hold of a case of messages. */
import { describe, expect, it } from 'vitest';
import { decode, encode, type Message, tokenize } from '../../src/index.js';
import { levelOf } from './levels.js';
import { messageText } from './message-text.js';
import { type Case, received } from './read-cases.js';
import { pieces, places, replay } from './replay.js';

/** Only what the module sent decides: no call, no `sent()`, no option. */
const isPure = (of: Case): boolean =>
  of.steps.every((step) => step.kind === 'rx') && Object.keys(of.options).length === 0;

/** Messages that other messages before them make possible, and those that are not whole. */
const NEEDS_CONTEXT = ['echo', 'text', 'data', 'unrecognized'];
const needsNoContext = (message: Message): boolean =>
  !NEEDS_CONTEXT.includes(message.type) &&
  !('truncated' in message) &&
  !(message.type === 'ciprxget' && message.mode === 1);

function expectSame(of: Case, cutting: string, cuts: readonly number[]): void {
  const got = messageText(replay(of, cuts));
  const expected = messageText(of.messages);
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

function itReads(of: Case): void {
  it('decodes whole', () => expect(messageText(replay(of, []))).toBe(messageText(of.messages)));
  it('decodes in pieces, byte by byte included', () => {
    for (const size of [1, 2, 3, 7, 16]) expectSame(of, `in pieces of ${size}`, pieces(of, size));
  });
  it('decodes cut at every place', () => {
    for (const at of places(of)) expectSame(of, `cut at ${at}`, [at]);
  });
  it(`is of level ${of.level}: there its messages come out, and on no lower one`, () => {
    expect(levelOf(of)).toBe(of.level);
  });
  if (!isPure(of)) return;
  it('has a token for every byte', () => expectTiled(received(of)));
  it('has messages that survive encode()', () => {
    for (const message of decode(received(of)).filter(needsNoContext)) {
      expect(messageText(decode(encode(message)))).toBe(messageText([message]));
    }
  });
}

export function describeCase(file: string, of: Case): void {
  describe(`${of.name} (${file}.md:${of.line})`, () => itReads(of));
}
