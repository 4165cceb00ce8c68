import { upper } from '../commands/split.js';
import { SPACE, UPPER_A, UPPER_T } from '../contract/bytes.js';
import { EncodeError } from '../values/encode-error.js';
import { latin1Bytes } from '../values/latin1.js';
import type { VariantSpec } from '../values/spec.js';
import { fieldsIn, NOT_FIELDS, spellOneOf, type Values } from '../values/variant-writer.js';

/** Alternatives, and what frames them where it is not CR LF. */
export interface FramedSpec {
  readonly oneOf: readonly VariantSpec[];
  readonly before?: string;
  readonly after?: string;
  /** The field that counts the payload. */
  readonly length?: string;
  readonly hex?: true;
}

/** A list is the one alternative of a line framed by CR LF. */
export type FormSpec = VariantSpec | FramedSpec;

function formText(type: string, form: FramedSpec, values: Values): string {
  const framed = form.length === undefined ? [] : ['payload', 'truncated'];
  return spellOneOf(type, form.oneOf, values, fieldsIn(values, framed)).text;
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
  return form.hex ? digitsOf(payload) : payload;
}

const DIGITS = latin1Bytes('0123456789ABCDEF');

function digitsOf(bytes: Uint8Array): Uint8Array {
  const digits = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    digits[2 * i] = DIGITS[byte >> 4] as number;
    digits[2 * i + 1] = DIGITS[byte & 15] as number;
  }
  return digits;
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
const BYTES: Readonly<Record<string, string>> = { data: '', unrecognized: '\r\n', echo: '\r\n' };

/** `AT+CSQ`, with or without blanks before it (V.250 section 5.2.1): what is an echo without anything before it. */
export function isCommandLine(bytes: Uint8Array): boolean {
  let p = 0;
  while (bytes[p] === SPACE) p++;
  return upper(bytes[p] ?? 0) === UPPER_A && upper(bytes[p + 1] ?? 0) === UPPER_T;
}

/** The module sends back the CR that ends a command line, and no LF (V.250 section 5.2.3). */
function lineEndOf(type: string, bytes: Uint8Array): string {
  return type === 'echo' && isCommandLine(bytes) ? '\r' : (BYTES[type] ?? '');
}

function writeBytes(type: string, values: Values): Uint8Array {
  const stray = Object.keys(values).find(
    (name) => values[name] !== undefined && name !== 'bytes' && !NOT_FIELDS.has(name),
  );
  if (stray !== undefined) throw new EncodeError(type, stray, values[stray], 'no field but bytes');
  const { bytes } = values;
  if (!(bytes instanceof Uint8Array)) throw new EncodeError(type, 'bytes', bytes, 'a Uint8Array');
  return joined([bytes, latin1Bytes(lineEndOf(type, bytes))]);
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
  return joined([latin1Bytes(text), payloadOf(type, form, values)]);
}
