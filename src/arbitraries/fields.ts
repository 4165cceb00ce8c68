import * as fc from 'fast-check';
import { toBytes } from './bytes.js';
import type { FieldTable, NumberTable, RunTable, TextTable } from './tables.js';

/** A field's value and one way it may appear on the line (latin1). */
export interface SpeltField {
  readonly name: string;
  readonly value: number | string | Uint8Array;
  readonly wire: string;
}

/** How fields and literals are to be spelt: as `encode()` writes them, or in any way a decoder accepts. */
export interface Spelling {
  readonly tolerant: boolean;
  /** Words of the grammar, which a text is made of now and then. */
  readonly words: readonly string[];
}

/** A number is at most so many characters, its leading zeros and sign included. */
const NUMBER_WIDTH = 10;
const OCTET_WIDTH = 3;

/** How many leading zeros a number is given; fewer where they would not fit. */
export function zeros(tolerant: boolean): fc.Arbitrary<number> {
  const none = fc.constant(0);
  return tolerant ? fc.oneof({ weight: 4, arbitrary: none }, fc.nat({ max: NUMBER_WIDTH })) : none;
}

export function padded(value: number, count: number, width = NUMBER_WIDTH): string {
  const [sign, digits] = value < 0 ? ['-', String(-value)] : ['', String(value)];
  return sign + '0'.repeat(Math.max(0, Math.min(count, width - digits.length - sign.length))) + digits;
}

function number(table: NumberTable, { tolerant }: Spelling): fc.Arbitrary<SpeltField> {
  const { name, min, max } = table;
  return fc
    .tuple(fc.integer({ min, max }), zeros(tolerant))
    .map(([value, count]) => ({ name, value, wire: padded(value, count) }));
}

function ipv4(name: string, { tolerant }: Spelling): fc.Arbitrary<SpeltField> {
  const octet = fc.tuple(fc.nat({ max: 255 }), zeros(tolerant));
  return fc.tuple(octet, octet, octet, octet).map((octets) => ({
    name,
    value: octets.map(([value]) => value).join('.'),
    wire: octets.map(([value, count]) => padded(value, count, OCTET_WIDTH)).join('.'),
  }));
}

function run([ranges, min, max]: RunTable): fc.Arbitrary<string> {
  const bytes = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  const unit = fc.constantFrom(...bytes.map((byte) => String.fromCharCode(byte)));
  const anyLength = fc.array(unit, { minLength: min, maxLength: max });
  const full = fc.array(unit, { minLength: max, maxLength: max });
  return fc.oneof({ withCrossShrink: true }, { weight: 15, arbitrary: anyLength }, full).map((units) => units.join(''));
}

function fits(table: TextTable, text: string): boolean {
  return table.pattern.test(text) && !table.not?.includes(text) && text.split('\n').length - 1 <= table.lines;
}

function text(table: TextTable, { words }: Spelling): fc.Arbitrary<SpeltField> {
  const { name } = table;
  const made = fc.tuple(...table.runs.map(run)).map((parts) => parts.join(''));
  const known = words.filter((word) => fits(table, word));
  const any = known.length === 0 ? made : fc.oneof({ weight: 7, arbitrary: made }, fc.constantFrom(...known));
  return any
    .filter((wire) => fits(table, wire))
    .map((wire) => ({ name, wire, value: table.bytes ? toBytes(wire) : wire }));
}

/** Any value of the field, with a spelling. */
export function field(table: FieldTable, spelling: Spelling): fc.Arbitrary<SpeltField> {
  switch (table.kind) {
    case 'number':
      return number(table, spelling);
    case 'ipv4':
      return ipv4(table.name, spelling);
    case 'words':
      return fc.constantFrom(...table.words).map((value) => ({ name: table.name, value, wire: value }));
    case 'text':
      return text(table, spelling);
  }
}
