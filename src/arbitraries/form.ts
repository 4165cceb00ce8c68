import * as fc from 'fast-check';
import { toUcs2 } from '../values/ucs2.js';
import { field, padded, type Spelling, type SpeltField, zeros } from './fields.js';
import { payload } from './payload.js';
import type { AtomTable, FieldTable, FormTable, NumberTable, TextTable, VariantTable } from './tables.js';

/** A message without its type yet: what discriminates it is added by the caller. */
export type Fields = Readonly<Record<string, unknown>>;

/** A message and bytes that decode to it; what may appear before a line is not among them. */
export interface SpeltMessage {
  readonly message: Fields;
  readonly wire: string;
}

export interface FormSpelling extends Spelling {
  /** What payloads are made of. */
  readonly payloads: fc.Arbitrary<Uint8Array>;
}

/** The field that counts the payload has no value of its own: only its leading zeros are drawn. */
interface Counted {
  readonly counts: string;
  readonly zeros: number;
}
export type Piece = string | SpeltField | Counted;

const LINE_ENDS = ['\r\n', '\n', '\r\r\n'] as const;

function lineEnd(tolerant: boolean): fc.Arbitrary<string> {
  return tolerant ? fc.constantFrom(...LINE_ENDS) : fc.constant('\r\n');
}

export function piece(atom: AtomTable, spelling: Spelling, counted: string | undefined): fc.Arbitrary<Piece> {
  if (atom === 'line-end') return lineEnd(spelling.tolerant);
  if ('name' in atom) {
    if (atom.name !== counted)
      return atom.optional ? fc.oneof(field(atom, spelling), fc.constant('')) : field(atom, spelling);
    return zeros(spelling.tolerant).map((count) => ({ counts: atom.name, zeros: count }));
  }
  return spelling.tolerant ? fc.constantFrom(...atom) : fc.constant(atom[0] ?? '');
}

export function spell(pieces: readonly Piece[], length = 0): SpeltMessage {
  const message: Record<string, unknown> = {};
  let wire = '';
  for (const part of pieces) {
    if (typeof part === 'string') wire += part;
    else if ('counts' in part) {
      message[part.counts] = length;
      wire += padded(length, part.zeros);
    } else {
      message[part.name] = part.value;
      wire += part.wire;
    }
  }
  return { message, wire };
}

function hexDigits(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

const CASES: readonly ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => digits.toLowerCase(),
  (digits) => digits.replace(/../g, (pair) => pair.charAt(0).toLowerCase() + pair.charAt(1)),
];

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

function counterOf(form: FormTable, variant: VariantTable): NumberTable {
  const named = (atom: AtomTable): atom is NumberTable => typeof atom === 'object' && 'min' in atom;
  const counter = variant.filter(named).find((atom) => atom.name === form.payload?.length);
  if (counter === undefined) throw new Error(`${form.type}: a payload that no number counts`);
  return counter;
}

/** `short`: fewer bytes than announced, which is for the end of a stream. */
function payloadVariant(form: FormTable, variant: VariantTable, spelling: FormSpelling, short: boolean) {
  const { tolerant, payloads } = spelling;
  const hex = form.payload?.unit === 'hex';
  const { min, max } = counterOf(form, variant);
  const drawn = fc.record({
    pieces: fc.tuple(...variant.map((atom) => piece(atom, spelling, form.payload?.length))),
    after: form.payload?.afterLineEnd ? lineEnd(tolerant) : fc.constant(''),
    bytes: short ? payload(payloads, 0, max - 1) : payload(payloads, min, max),
    missing: short ? fc.integer({ min: 1, max }) : fc.constant(0),
    cased: tolerant ? fc.constantFrom(...CASES) : fc.constantFrom(...CASES.slice(0, 1)),
  });
  return drawn.map(({ pieces, after, bytes, missing, cased }): SpeltMessage => {
    const { message, wire } = spell(pieces, Math.max(min, Math.min(max, bytes.length + missing)));
    const end = short ? { payload: bytes, truncated: true } : { payload: bytes };
    return { message: { ...message, ...end }, wire: wire + after + (hex ? cased(hexDigits(bytes)) : latin1(bytes)) };
  });
}

function ending(form: FormTable, tolerant: boolean): fc.Arbitrary<string> {
  if (form.cr) return fc.constant('\r');
  if (form.tail === undefined) return lineEnd(tolerant);
  return tolerant ? fc.constantFrom(form.tail, '') : fc.constant(form.tail);
}

type SizedTable = TextTable & { readonly sized: string };

/** A text whose size a field of the same line says. */
function sizedIn(variant: VariantTable): SizedTable | undefined {
  const fields = variant.filter((atom): atom is FieldTable => typeof atom === 'object' && 'name' in atom);
  const isSized = (atom: FieldTable): atom is SizedTable =>
    atom.kind === 'text' && atom.sized !== undefined && fields.some(({ name }) => name === atom.sized);
  return fields.find(isSized);
}

/** UCS2 has four digits a character, and line ends in none of them. */
const ucs2 = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((characters) => ({
  text: toUcs2(String.fromCharCode(...characters)),
  size: characters.length,
}));

/** A text of any bytes, hostile ones among them, and how many characters are said to be in it. */
function sizedText(
  table: TextTable,
  { payloads, ...spelling }: FormSpelling,
): fc.Arbitrary<{ text: string; size: number }> {
  const [, , most = 0] = table.runs[0] ?? [];
  const plain = field(table, spelling).map(({ wire }) => wire);
  const framed = payload(payloads, 0, most).map(latin1);
  return fc.oneof(
    fc.oneof(plain, framed).map((text) => ({ text, size: text.length })),
    ucs2,
  );
}

/** The text and its size are drawn together; one that holds line ends is over only at CR LF. */
function sizedVariant(
  form: FormTable,
  variant: VariantTable,
  sized: SizedTable,
  spelling: FormSpelling,
): fc.Arbitrary<SpeltMessage> {
  const before = variant.slice(0, -1).map((atom) => piece(atom, spelling, sized.sized));
  const drawn = fc.tuple(fc.tuple(...before), sizedText(sized, spelling), ending(form, spelling.tolerant));
  return drawn.map(([pieces, { text, size }, after]) => {
    const { message, wire } = spell(pieces, size);
    const end = /[\r\n]/.test(text) ? '\r\n' : after;
    return { message: { ...message, [sized.name]: text }, wire: wire + text + end };
  });
}

function lineVariant(form: FormTable, variant: VariantTable, spelling: FormSpelling): fc.Arbitrary<SpeltMessage> {
  const sized = sizedIn(variant);
  if (sized) return sizedVariant(form, variant, sized, spelling);
  const pieces = fc.tuple(...variant.map((atom) => piece(atom, spelling, undefined)));
  return fc.tuple(pieces, ending(form, spelling.tolerant)).map(([parts, after]) => {
    const { message, wire } = spell(parts);
    return { message, wire: wire + after };
  });
}

function anyOf(form: FormTable, variants: readonly fc.Arbitrary<SpeltMessage>[]): fc.Arbitrary<SpeltMessage> {
  const { type, kind } = form;
  return fc
    .oneof({ withCrossShrink: true }, ...variants)
    .map(({ message, wire }) => ({ message: { type, kind, ...message }, wire }));
}

/** Any message of the form and a spelling of it. */
export function spelt(form: FormTable, spelling: FormSpelling): fc.Arbitrary<SpeltMessage> {
  const make = (variant: VariantTable): fc.Arbitrary<SpeltMessage> =>
    form.payload === undefined ? lineVariant(form, variant, spelling) : payloadVariant(form, variant, spelling, false);
  return anyOf(form, form.variants.map(make));
}

/** A message whose payload ends before its length, at the end of a stream. */
export function cutShort(form: FormTable, spelling: FormSpelling): fc.Arbitrary<SpeltMessage> {
  return anyOf(
    form,
    form.variants.map((variant) => payloadVariant(form, variant, spelling, true)),
  );
}

/** The text of the form up to where its payload would begin, any length announced. */
export function header(form: FormTable, spelling: Spelling): fc.Arbitrary<string> {
  const variants = form.variants.map((variant) => fc.tuple(...variant.map((atom) => piece(atom, spelling, undefined))));
  const end = form.payload?.afterLineEnd ? '\r\n' : '';
  return fc.oneof(...variants).map((parts) => spell(parts).wire + end);
}
