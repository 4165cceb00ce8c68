import { EncodeError } from './encode-error.js';

/** What values a field has; exactly one of min/max, ipv4, words, text says it. */
export interface TypeSpec {
  readonly min?: number;
  readonly max?: number;
  readonly ipv4?: true;
  readonly words?: readonly string[];
  readonly text?: RegExp;
  /** Of a text: how it reads in an error, the bound on its line ends, names it must not be. */
  readonly expected?: string;
  readonly lines?: number;
  readonly not?: readonly string[];
  /** The value is a Uint8Array. */
  readonly bytes?: true;
}

/** `{ name: type }` */
export type FieldSpec = Readonly<Record<string, TypeSpec>>;

/** Literals as they are written, the fields between them, and optional parts, there when one of their fields is. */
export type VariantSpec = readonly (string | FieldSpec | VariantSpec)[];

/** Alternatives, and what frames them where it is not CR LF. */
export interface FramedSpec {
  readonly oneOf: readonly VariantSpec[];
  readonly before?: string;
  readonly after?: string;
  /** The field that counts the payload. */
  readonly length?: string;
  readonly hex?: true;
}

/** A list is the one alternative of a line framed as usual. */
export type FormSpec = VariantSpec | FramedSpec;

type Values = Readonly<Record<string, unknown>>;

/** What stands in a message beside its fields: its discriminants, and what readers of captures add. */
const BESIDE = new Set(['type', 'kind', 'offset', 'at', 'direction']);

const OCTET = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The value as it stands on the line, or undefined where the type does not allow it. */
function spellValue(spec: TypeSpec, value: unknown): string | undefined {
  if (spec.min !== undefined && spec.max !== undefined) {
    const fits = Number.isInteger(value) && (value as number) >= spec.min && (value as number) <= spec.max;
    return fits ? String(value) : undefined;
  }
  const text = spec.bytes && value instanceof Uint8Array ? latin1(value) : value;
  if (typeof text !== 'string' || (spec.bytes && typeof value === 'string')) return undefined;
  if (spec.ipv4) return IPV4.test(text) ? text : undefined;
  if (spec.words) return spec.words.includes(text) ? text : undefined;
  const lines = text.split('\n').length - 1;
  return spec.text?.test(text) && !spec.not?.includes(text) && lines <= (spec.lines ?? 0) ? text : undefined;
}

function expectation(spec: TypeSpec): string {
  if (spec.min !== undefined) return `${spec.min}..${spec.max}`;
  if (spec.ipv4) return 'an address such as 10.0.0.1';
  if (spec.words) return spec.words.map((word) => JSON.stringify(word)).join(' or ');
  return spec.expected ?? 'text';
}

/** Why a message is not this variant. The lower the rank, the nearer it was. */
interface Fault {
  readonly rank: 'bad' | 'stray' | 'missing';
  readonly field: string;
  readonly expected: string;
}

const isOptional = (piece: FieldSpec | VariantSpec): piece is VariantSpec => Array.isArray(piece);

function fieldNames(variant: VariantSpec): string[] {
  return variant.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    return isOptional(piece) ? fieldNames(piece) : Object.keys(piece);
  });
}

function spellField(piece: FieldSpec, values: Values): string | Fault {
  for (const [field, spec] of Object.entries(piece)) {
    const value = values[field];
    const text = spellValue(spec, value);
    if (text !== undefined) return text;
    return { rank: value === undefined ? 'missing' : 'bad', field, expected: expectation(spec) };
  }
  return '';
}

function spellVariant(variant: VariantSpec, values: Values): string | Fault {
  let text = '';
  for (const piece of variant) {
    let part: string | Fault = '';
    if (typeof piece === 'string') part = piece;
    else if (!isOptional(piece)) part = spellField(piece, values);
    else if (fieldNames(piece).some((name) => values[name] !== undefined)) part = spellVariant(piece, values);
    if (typeof part !== 'string') return part;
    text += part;
  }
  return text;
}

function attempt(variant: VariantSpec, values: Values, present: readonly string[]): string | Fault {
  const names = fieldNames(variant);
  const field = present.find((name) => !names.includes(name));
  const text = spellVariant(variant, values);
  if (field === undefined || (typeof text !== 'string' && text.rank === 'bad')) return text;
  return { rank: 'stray', field, expected: names.length === 0 ? 'no field' : `no field but ${names.join(', ')}` };
}

const RANKS = ['bad', 'stray', 'missing'] as const;

/** Of all variants the fault that is easiest to mend; where several have it at the same field, all that would do. */
function refuse(type: string, faults: readonly Fault[], values: Values): never {
  const [nearest] = RANKS.flatMap((rank) => faults.filter((fault) => fault.rank === rank));
  const same = faults.filter(({ rank, field }) => rank === nearest?.rank && field === nearest.field);
  const expected = [...new Set(same.map((fault) => fault.expected))].join(' or ');
  throw new EncodeError(type, nearest?.field, nearest && values[nearest.field], expected);
}

function formText(type: string, form: FramedSpec, values: Values): string {
  const framed = form.length === undefined ? [] : ['payload', 'truncated'];
  const present = Object.keys(values).filter((n) => values[n] !== undefined && !BESIDE.has(n) && !framed.includes(n));
  const faults: Fault[] = [];
  for (const variant of form.oneOf) {
    const text = attempt(variant, values, present);
    if (typeof text === 'string') return text;
    faults.push(text);
  }
  return refuse(type, faults, values);
}

function payloadOf(type: string, form: FramedSpec, values: Values): Uint8Array {
  const { payload, truncated } = values;
  if (form.length === undefined) return new Uint8Array();
  const length = values[form.length] as number;
  if (truncated !== undefined && truncated !== true)
    throw new EncodeError(type, 'truncated', truncated, 'true or nothing');
  const expected = truncated ? `a Uint8Array of less than ${length} bytes` : `a Uint8Array of ${length} bytes`;
  const fits = payload instanceof Uint8Array && (truncated ? payload.length < length : payload.length === length);
  if (!fits) throw new EncodeError(type, 'payload', payload, expected);
  return form.hex
    ? toBytes(Array.from(payload, (b) => b.toString(16).padStart(2, '0').toUpperCase()).join(''))
    : payload;
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** What is bytes and no more, with the line end that was taken off. */
const BYTES: Readonly<Record<string, string>> = { data: '', unrecognized: '\r\n', echo: '\r' };

function writeBytes(type: string, values: Values): Uint8Array {
  const stray = Object.keys(values).find((name) => values[name] !== undefined && name !== 'bytes' && !BESIDE.has(name));
  if (stray !== undefined) throw new EncodeError(type, stray, values[stray], 'no field but bytes');
  const { bytes } = values;
  if (!(bytes instanceof Uint8Array)) throw new EncodeError(type, 'bytes', bytes, 'a Uint8Array');
  return joined([bytes, toBytes(BYTES[type] ?? '')]);
}

/**
 * The canonical wire bytes of a message, every value checked against the grammar. Whether they would be read back as
 * the same message is not looked at here.
 */
export function writeMessage(forms: Readonly<Record<string, FormSpec>>, message: unknown): Uint8Array {
  if (typeof message !== 'object' || message === null)
    throw new EncodeError('message', undefined, message, 'an object');
  const values = message as Values;
  const { type } = values;
  if (typeof type === 'string' && Object.hasOwn(BYTES, type)) return writeBytes(type, values);
  if (typeof type !== 'string' || !Object.hasOwn(forms, type))
    throw new EncodeError('message', 'type', type, 'a known type');
  const spec = forms[type] as FormSpec;
  const form: FramedSpec = 'oneOf' in spec ? spec : { oneOf: [spec] };
  const text = `${form.before ?? '\r\n'}${formText(type, form, values)}${form.after ?? '\r\n'}`;
  return joined([toBytes(text), payloadOf(type, form, values)]);
}
