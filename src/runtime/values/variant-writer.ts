/** Values to text, by the alternatives a line has; or which of them is at fault. */
import { EncodeError, type Flaw } from './encode-error.js';
import {
  expectation,
  type FieldSpec,
  isOptional,
  isSpelt,
  spellValue,
  type TypeSpec,
  type VariantSpec,
} from './spec.js';

export type Values = Readonly<Record<string, unknown>>;

/** Why a message is not this variant. The lower the rank, the easier it is to mend. */
interface Fault {
  readonly rank: 'bad' | 'stray' | 'missing';
  readonly field: string;
  readonly expected: string;
  readonly flaw?: Flaw | undefined;
}

/** They are asked for with each message that is written. */
const NAMES = new WeakMap<VariantSpec, readonly string[]>();

function fieldNames(variant: VariantSpec): readonly string[] {
  const known = NAMES.get(variant);
  if (known) return known;
  const names = variant.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    if (isOptional(piece)) return fieldNames(piece);
    return isSpelt(piece) ? [] : Object.keys(piece);
  });
  NAMES.set(variant, names);
  return names;
}

const NAMED: Readonly<Record<string, string>> = {
  '"': 'a quotation mark',
  '\r': 'CR',
  '\n': 'LF',
  '\x1a': 'Ctrl-Z',
  '\x1b': 'ESC',
  '\b': 'a backspace',
};

/** The first letter of a text that no text of the type is made of alone. */
function flawIn({ text }: TypeSpec, value: unknown): Flaw | undefined {
  if (text === undefined || typeof value !== 'string') return undefined;
  const alone = (letter: string): boolean => [1, 4, 8].some((times) => text.test(letter.repeat(times)));
  const at = Array.from({ length: value.length }, (_, i) => value.charAt(i)).findIndex((letter) => !alone(letter));
  if (at < 0) return undefined;
  const letter = value.charAt(at);
  return { at, what: NAMED[letter] ?? JSON.stringify(letter) };
}

function spellField(piece: FieldSpec, values: Values): string | Fault {
  for (const [field, spec] of Object.entries(piece)) {
    const value = values[field];
    const text = spellValue(spec, value);
    if (text !== undefined) return text;
    const rank = value === undefined ? 'missing' : 'bad';
    return { rank, field, expected: expectation(spec), flaw: flawIn(spec, value) };
  }
  return '';
}

function spellPiece(piece: VariantSpec[number], values: Values): string | Fault {
  if (typeof piece === 'string') return piece;
  if (!isOptional(piece)) return isSpelt(piece) ? (piece.spelt[0] ?? '') : spellField(piece, values);
  return fieldNames(piece).some((name) => values[name] !== undefined) ? spellVariant(piece, values) : '';
}

function spellVariant(variant: VariantSpec, values: Values): string | Fault {
  let text = '';
  for (const piece of variant) {
    const part = spellPiece(piece, values);
    if (typeof part !== 'string') return part;
    text += part;
  }
  return text;
}

/** undefined: it has other fields, or one is not as it must be. */
function attempt(variant: VariantSpec, values: Values, present: readonly string[]): string | undefined {
  const names = fieldNames(variant);
  if (present.some((name) => !names.includes(name))) return undefined;
  const text = spellVariant(variant, values);
  return typeof text === 'string' ? text : undefined;
}

const RANKS = ['bad', 'stray', 'missing'] as const;

/** All that is wrong with a piece, in its order. */
function faultsOfPiece(piece: VariantSpec[number], values: Values): Fault[] {
  if (typeof piece === 'string') return [];
  if (isOptional(piece)) {
    const isThere = fieldNames(piece).some((name) => values[name] !== undefined);
    return isThere ? piece.flatMap((part) => faultsOfPiece(part, values)) : [];
  }
  const text = spellPiece(piece, values);
  return typeof text === 'string' ? [] : [text];
}

function faultsOf(variant: VariantSpec, values: Values, present: readonly string[]): Fault[] {
  const names = fieldNames(variant);
  const expected = names.length === 0 ? 'no field' : `no field but ${names.join(', ')}`;
  const strays = present.filter((name) => !names.includes(name));
  return [
    ...variant.flatMap((piece) => faultsOfPiece(piece, values)),
    ...strays.map((field): Fault => ({ rank: 'stray', field, expected })),
  ];
}

/**
 * Of the variants with the fewest faults, the nearest, the fault that is easiest to mend; where several have it at the same
 * field, all that would do. AT+CIPRXGET=2,2000 is a length out of its bounds, and no mode.
 */
function refuse(type: string, variants: readonly VariantSpec[], values: Values, present: readonly string[]): never {
  const all = variants.map((variant) => faultsOf(variant, values, present));
  const fewest = Math.min(...all.map((faults) => faults.length));
  const faults = all.filter((one) => one.length === fewest).flat();
  const [nearest] = RANKS.flatMap((rank) => faults.filter((fault) => fault.rank === rank));
  const same = faults.filter(({ rank, field }) => rank === nearest?.rank && field === nearest.field);
  const expected = [...new Set(same.map((fault) => fault.expected))].join(' or ');
  throw new EncodeError(type, nearest?.field, nearest && values[nearest.field], expected, nearest?.flaw);
}

/** What is in a message or a command besides its fields: its discriminants, and what readers of logs add. */
export const NOT_FIELDS: ReadonlySet<string> = new Set(['type', 'kind', 'offset', 'at', 'direction']);

/** The names of the fields that are there. */
export function fieldsIn(values: Values, others: readonly string[]): string[] {
  const isField = (name: string): boolean =>
    values[name] !== undefined && !NOT_FIELDS.has(name) && !others.includes(name);
  return Object.keys(values).filter(isField);
}

export interface Spelled {
  readonly text: string;
  /** Which alternative it was. */
  readonly index: number;
}

/** The first alternative that has just these fields. Throws EncodeError if there is none. */
export function spellOneOf(
  type: string,
  variants: readonly VariantSpec[],
  values: Values,
  present: readonly string[],
): Spelled {
  for (const [index, variant] of variants.entries()) {
    const text = attempt(variant, values, present);
    if (text !== undefined) return { text, index };
  }
  return refuse(type, variants, values, present);
}
