/**
 * The tokenizer against the reference: a nearley grammar made from the same model, and nothing else in common. They must
 * agree on which lines are forms and on every field, for lines as they are written, spoilt ones and made-up ones.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands, forms } from '../../generated/arbitraries.js';
import { createArbitraries } from '../../src/arbitraries/create.js';
import { spelt } from '../../src/arbitraries/form.js';
import { emitReference, referenceStates } from '../../src/compiler/emit/reference.js';
import { decode, type Message } from '../../src/index.js';
import { grammarModel } from '../emit/grammar-model.js';
import { compileReference, type Reading, reader } from './parser.js';

const model = grammarModel();
const rules = compileReference(emitReference(model));
const fallback = new Set(['unrecognized', ...model.forms.filter((form) => form.fallback).map((form) => form.type)]);
const all = createArbitraries<Message>({ forms, commands }, () => true);

const toBytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (b) => String.fromCharCode(b)).join('');

function reading(message: Message): Reading {
  const fields = Object.entries(message).filter(([name]) => name !== 'type' && name !== 'kind');
  const values = fields.map(([name, value]) => [name, value instanceof Uint8Array ? latin1(value) : value]);
  return { type: message.type, fields: Object.fromEntries(values) };
}

/** The forms of a state that more than the idle one knows, and those that look like them. */
function formsOf(command: string | undefined) {
  const bound = forms.filter(({ whileInFlight: on }) => command !== undefined && on !== 'any' && on?.includes(command));
  const heads = bound.map((form) => String(form.variants[0]?.[0]).slice(0, 6));
  const alike = forms.filter((form) => heads.some((head) => String(form.variants[0]?.[0]).startsWith(head)));
  const idle = forms.filter((form) => !fallback.has(form.type) && form.whileInFlight === undefined);
  return command === undefined ? idle : [...bound, ...alike.filter((form) => idle.includes(form))];
}

/** Bytes a line is likely to break at. */
const tricky = fc.constantFrom(...' ,":0129+-*>.ATZa('.split(''), '\xe9', '\0', '00000000000', '  ', '""', '-0');

function spoilt(line: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat({ max: line.length }),
    lost: fc.nat({ max: 2 }),
    put: fc.oneof(tricky, fc.constant('')),
  });
  const edited = fc
    .array(edit, { minLength: 1, maxLength: 2 })
    .map((edits) => edits.reduce((text, { at, lost, put }) => text.slice(0, at) + put + text.slice(at + lost), line));
  return fc.oneof(edited, all.damaged(toBytes(line)).map(latin1));
}

/** Without what frames it: the line end behind a line, not what belongs to a payload. */
function lines(command: string | undefined): fc.Arbitrary<string> {
  const spelling = { tolerant: true, words: ['OK', '1', 'CLOSED'], payloads: all.hostilePayload() };
  const written = formsOf(command).map((form) =>
    spelt(form, spelling).map(({ wire }) => (form.payload === undefined ? wire.replace(/\r?\r?\n$/, '') : wire)),
  );
  const good = fc.oneof(...written);
  const madeUp = all.noise().map((bytes) => latin1(bytes).replaceAll(/[\r\n]/g, ''));
  return fc.oneof({ weight: 3, arbitrary: good }, { weight: 6, arbitrary: good.chain(spoilt) }, madeUp);
}

const oneLine = (line: string): boolean => line !== '' && !/[\r\n]/.test(line);
/** A payload that comes short takes the line end behind it. */
const withLineEnd = (line: string): string[] => [`${line}\r`, `${line}\r\n`];

function agree(read: (line: string) => Reading | undefined, line: string, messages: readonly Message[]): void {
  const expected = read(line);
  const got = messages.map(reading);
  if (expected !== undefined) expect(got).toEqual([expected]);
  else if (oneLine(line) && !line.startsWith('>') && got.length === 1 && !fallback.has(got[0]?.type ?? '')) {
    const known = withLineEnd(line).flatMap((longer) => read(longer) ?? []);
    if (!('truncated' in (got[0]?.fields ?? {}))) expect(got).toEqual(known);
  }
}

describe.each(referenceStates(model))('$start $command', ({ start, command }) => {
  const read = reader(rules, start);
  const options = command === undefined ? {} : { inFlight: command };
  it('agree', () => {
    const property = fc.property(lines(command), (line) =>
      agree(read, line, decode(toBytes(`\r\n${line}\r\n`), options)),
    );
    fc.assert(property, { seed: 800, numRuns: command === undefined ? 6000 : 300 });
  }, 120_000);
});
