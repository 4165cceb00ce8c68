/** How tokenizer and reference are compared, and how lines are spoilt for it. */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { damaged } from '../../src/arbitraries.js';
import { bytesOf, textOf } from '../latin1.js';
import type { Reading } from './parser.js';

function reading(message: object): Reading {
  const fields = Object.entries(message).filter(([name]) => name !== 'type' && name !== 'kind');
  const values = fields.map(([name, value]) => [name, value instanceof Uint8Array ? textOf(value) : value]);
  return { type: String((message as { type?: unknown }).type), fields: Object.fromEntries(values) };
}

/** Bytes a line is likely to break at. */
const tricky = fc.constantFrom(...' ,":0129+-*>.ATZa('.split(''), '\xe9', '\0', '00000000000', '  ', '""', '-0');

export function spoilt(line: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat({ max: line.length }),
    lost: fc.nat({ max: 2 }),
    put: fc.oneof(tricky, fc.constant('')),
  });
  const edited = fc
    .array(edit, { minLength: 1, maxLength: 2 })
    .map((edits) => edits.reduce((text, { at, lost, put }) => text.slice(0, at) + put + text.slice(at + lost), line));
  return fc.oneof(edited, damaged(bytesOf(line)).map(textOf));
}

const oneLine = (line: string): boolean => line !== '' && !/[\r\n]/.test(line);
/** A payload that comes short takes the line end after it. */
const withLineEnd = (line: string): string[] => [`${line}\r`, `${line}\r\n`];

/** `fallback`: types the reference knows nothing of. */
export function agree(
  read: (line: string) => Reading | undefined,
  line: string,
  messages: readonly object[],
  fallback: ReadonlySet<string>,
): void {
  const expected = read(line);
  const got = messages.map(reading);
  if (expected !== undefined) expect(got).toEqual([expected]);
  else if (oneLine(line) && !line.startsWith('>') && got.length === 1 && !fallback.has(got[0]?.type ?? '')) {
    const known = withLineEnd(line).flatMap((longer) => read(longer) ?? []);
    if (!('truncated' in (got[0]?.fields ?? {}))) expect(got).toEqual(known);
  }
}
