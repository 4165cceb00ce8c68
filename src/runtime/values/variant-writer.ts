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

/** Why a message is not this variant. The lower the rank, the nearer it was. */
interface Fault {
  readonly rank: 'bad' | 'stray' | 'missing';
  readonly field: string;
  readonly expected: string;
  readonly flaw?: Flaw | undefined;
}

function fieldNames(variant: VariantSpec): string[] {
  return variant.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    if (isOptional(piece)) return fieldNames(piece);
    return isSpelt(piece) ? [] : Object.keys(piece);
  });
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
  const faults: Fault[] = [];
  for (const [index, variant] of variants.entries()) {
    const text = attempt(variant, values, present);
    if (typeof text === 'string') return { text, index };
    faults.push(text);
  }
  return refuse(type, faults, values);
}
