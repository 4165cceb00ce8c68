import { EncodeError } from './encode-error.js';

/** A field of a variant. Exactly one of min/max, ipv4, words, text says what its values are. */
export interface FieldSpec {
  readonly name: string;
  readonly min?: number;
  readonly max?: number;
  readonly ipv4?: true;
  readonly words?: readonly string[];
  readonly text?: RegExp;
  /** Of a text: how `expected` reads in an error, the bound on its line ends, names it must not be. */
  readonly expected?: string;
  readonly lines?: number;
  readonly not?: readonly string[];
  /** The value is a Uint8Array. */
  readonly bytes?: true;
}

/** Literals as they are written, and the fields between them. */
export type VariantSpec = readonly (string | FieldSpec)[];

export interface FormSpec {
  readonly variants: readonly VariantSpec[];
  /** Before the text and behind it, where these are not CR LF. */
  readonly before?: string;
  readonly after?: string;
  /** The field that counts the payload. */
  readonly length?: string;
  readonly hex?: true;
}

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

/** The value as it stands on the line, or undefined where the field does not allow it. */
function spell(spec: FieldSpec, value: unknown): string | undefined {
  if (spec.min !== undefined && spec.max !== undefined) {
    const fits = Number.isInteger(value) && (value as number) >= spec.min && (value as number) <= spec.max;
    return fits ? String(value) : undefined;
  }
  const text = spec.bytes && value instanceof Uint8Array ? latin1(value) : value;
  if (typeof text !== 'string' || (spec.bytes && typeof value === 'string')) return undefined;
  if (spec.ipv4) return IPV4.test(text) ? text : undefined;
  if (spec.words) return spec.words.includes(text) ? text : undefined;
  const fits =
    spec.text?.test(text) && !spec.not?.includes(text) && text.split('\n').length - 1 <= (spec.lines ?? Infinity);
  return fits ? text : undefined;
}

function expectation(spec: FieldSpec): string {
  if (spec.min !== undefined) return `${spec.min}..${spec.max}`;
  if (spec.ipv4) return 'an address such as 10.0.0.1';
  if (spec.words) return spec.words.map((word) => JSON.stringify(word)).join(' or ');
  return spec.expected ?? 'text';
}

const fieldsOf = (variant: VariantSpec): FieldSpec[] => variant.filter((piece) => typeof piece !== 'string');

/** The fields that keep the message from being this variant: those missing, then those too many. */
function misfits(variant: VariantSpec, present: readonly string[]): string[] {
  const names = fieldsOf(variant).map((spec) => spec.name);
  return [...names.filter((name) => !present.includes(name)), ...present.filter((name) => !names.includes(name))];
}

function refuseNames(type: string, form: FormSpec, present: readonly string[], values: Values): never {
  const known = new Set(form.variants.flatMap((variant) => fieldsOf(variant).map((spec) => spec.name)));
  const stray = present.find((name) => !known.has(name));
  const sets = form.variants.map(
    (variant) =>
      fieldsOf(variant)
        .map((spec) => spec.name)
        .join(', ') || 'none',
  );
  const expected = `the fields to be one of: ${[...new Set(sets)].join(' / ')}`;
  if (stray !== undefined) throw new EncodeError(type, stray, values[stray], expected);
  const ranked = form.variants.map((variant) => misfits(variant, present)).sort((a, b) => a.length - b.length);
  const field = ranked[0]?.[0];
  throw new EncodeError(type, field, field === undefined ? undefined : values[field], expected);
}

function refuseValues(type: string, candidates: readonly VariantSpec[], values: Values): never {
  const faults = candidates.map((v) => fieldsOf(v).find((spec) => spell(spec, values[spec.name]) === undefined));
  const name = faults[0]?.name;
  const expected = faults.flatMap((spec) => (spec !== undefined && spec.name === name ? [expectation(spec)] : []));
  throw new EncodeError(type, name, name === undefined ? values : values[name], [...new Set(expected)].join(' or '));
}

function spellVariant(variant: VariantSpec, values: Values): string | undefined {
  let text = '';
  for (const piece of variant) {
    const part = typeof piece === 'string' ? piece : spell(piece, values[piece.name]);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function formText(type: string, form: FormSpec, values: Values): string {
  const framed = form.length === undefined ? [] : ['payload', 'truncated'];
  const present = Object.keys(values).filter((n) => values[n] !== undefined && !BESIDE.has(n) && !framed.includes(n));
  const candidates = form.variants.filter((variant) => misfits(variant, present).length === 0);
  for (const variant of candidates) {
    const text = spellVariant(variant, values);
    if (text !== undefined) return text;
  }
  return candidates.length === 0 ? refuseNames(type, form, present, values) : refuseValues(type, candidates, values);
}

function payloadOf(type: string, form: FormSpec, values: Values): Uint8Array {
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
  const form = forms[type] as FormSpec;
  const text = `${form.before ?? '\r\n'}${formText(type, form, values)}${form.after ?? '\r\n'}`;
  return joined([toBytes(text), payloadOf(type, form, values)]);
}
