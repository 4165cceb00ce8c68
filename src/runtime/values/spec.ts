/** How generated code says what a line is made of: the writer spells by it, the reader of commands reads by it. */

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

/** A text in all spellings that are read; the first one is written. */
export interface SpeltSpec {
  readonly spelt: readonly string[];
}

/** Literals as they are written, and the fields between them. */
export type PieceSpec = string | SpeltSpec | FieldSpec;

/** Pieces, and optional parts, there when one of their fields is. */
export type VariantSpec = readonly (PieceSpec | VariantSpec)[];

export const isOptional = (piece: SpeltSpec | FieldSpec | VariantSpec): piece is VariantSpec => Array.isArray(piece);

export const isSpelt = (piece: SpeltSpec | FieldSpec): piece is SpeltSpec => Array.isArray(piece['spelt']);

const OCTET = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Whether a text is one of the type's, which is not that of a number. */
export function fits(spec: TypeSpec, text: string): boolean {
  if (spec.ipv4) return IPV4.test(text);
  if (spec.words) return spec.words.includes(text);
  const lines = text.split('\n').length - 1;
  return spec.text?.test(text) === true && !spec.not?.includes(text) && lines <= (spec.lines ?? 0);
}

export const isWithin = ({ min = 0, max = 0 }: TypeSpec, value: number): boolean => value >= min && value <= max;

/** The value as it is on the line, or undefined where the type does not allow it. */
export function spellValue(spec: TypeSpec, value: unknown): string | undefined {
  if (spec.min !== undefined)
    return Number.isInteger(value) && isWithin(spec, value as number) ? String(value) : undefined;
  const text = spec.bytes && value instanceof Uint8Array ? latin1(value) : value;
  if (typeof text !== 'string' || (spec.bytes && typeof value === 'string')) return undefined;
  return fits(spec, text) ? text : undefined;
}

export function expectation(spec: TypeSpec): string {
  if (spec.min !== undefined) return `${spec.min}..${spec.max}`;
  if (spec.ipv4) return 'an address such as 10.0.0.1';
  if (spec.words) return spec.words.map((word) => JSON.stringify(word)).join(' or ');
  return spec.expected ?? 'text';
}
