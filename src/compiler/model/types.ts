/** Types as written -> the types of the model. */
import { TOO_LARGE } from '../../runtime/contract/registers.js';
import type { Core, Entry, Piece, Range, Type } from '../notation/ast.js';
import { quote } from '../notation/errors.js';
import { CLASSES } from './classes.js';
import type { FieldType, Run, TextType } from './model.js';

export const MAX_NUMBER = TOO_LARGE - 1;
const UNKNOWN_NAME: TextType = {
  ...textOf([{ notation: 'alnum', bytes: CLASSES.get('alnum') ?? [], min: 1, max: 20 }]),
  unknownName: true,
};

/** The types that need no declaration. */
export const BUILT_IN: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['uint', { kind: 'number', min: 0, max: MAX_NUMBER }],
  ['ipv4', { kind: 'ipv4' }],
  ['unknown-name', UNKNOWN_NAME],
]);

export type Declarations = ReadonlyMap<string, Extract<Entry, { node: 'field-type' }>>;

/** The declared field types by name; of two the first holds. */
export function declarationsIn(entries: readonly Entry[]): Declarations {
  const fields = entries.filter((entry) => entry.node === 'field-type');
  return new Map(fields.reverse().map((entry) => [entry.name.text, entry]));
}

function textOf(runs: readonly Run[]): TextType {
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const bounds = { min: sum((run) => run.min), max: sum((run) => run.max) };
  return {
    kind: 'text',
    value: 'string',
    runs,
    ...bounds,
    lines: 0,
    quotes: false,
    sized: undefined,
    unknownName: false,
    known: [],
  };
}

/** `i"A"` is a run of both cases. */
function bytesOf(char: string, caseless: boolean): number[] {
  const spellings = caseless ? [char.toUpperCase(), char.toLowerCase()] : [char];
  return [...new Set(spellings)].map((spelling) => spelling.charCodeAt(0));
}

function runsOfLiteral(text: string, caseless: boolean, range: Range | undefined): Run[] {
  const { min, max = Number.NaN } = range ?? { min: 1, max: 1 };
  return Array.from(text, (char) => {
    const bytes = bytesOf(char, caseless);
    return { notation: bytes.length > 1 ? `i${quote(char)}` : quote(char), bytes, min, max };
  });
}

const codesOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

/** In the quotation marks that need no backslash, which a reader of comments may take for an escape of its own. */
function spelt(bytes: string): string {
  const quoted = quote(bytes);
  return bytes.includes('"') && !bytes.includes("'") ? `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'` : quoted;
}

function classOf(name: string, except: string): { bytes: number[]; notation: string } {
  const excluded = new Set(codesOf(except));
  const bytes = (CLASSES.get(name) ?? []).filter((byte) => !excluded.has(byte));
  return { bytes, notation: except === '' ? name : `${name} except ${spelt(except)}` };
}

function setOf(only: string): { bytes: number[]; notation: string } {
  return { bytes: [...new Set(codesOf(only))].sort((a, b) => a - b), notation: `only ${quote(only)}` };
}

function runsOf(piece: Piece): Run[] {
  if (piece.node === 'literal') return runsOfLiteral(piece.text, piece.caseless, piece.range);
  const { range } = piece;
  const { bytes, notation } = piece.only === undefined ? classOf(piece.className, piece.except) : setOf(piece.only);
  return [{ notation, bytes, min: range?.min ?? 0, max: range?.max ?? Number.NaN }];
}

function resolveReference(name: string, declared: Declarations, path: readonly string[]): FieldType | undefined {
  const field = declared.get(name);
  if (field === undefined) return BUILT_IN.get(name);
  return path.includes(name) ? undefined : resolve(field.type, declared, [...path, name]);
}

function resolveCore(core: Core, declared: Declarations, path: readonly string[]): FieldType | undefined {
  switch (core.node) {
    case 'range':
      return { kind: 'number', min: core.range.min, max: core.range.max ?? Number.NaN };
    case 'words':
      return { kind: 'words', words: core.words.map((word) => word.text) };
    case 'pattern':
      return { ...textOf(core.pieces.flatMap(runsOf)), known: core.known.map((word) => word.text) };
    case 'reference':
      return resolveReference(core.name.text, declared, path);
  }
}

/** Line ends and quotation marks become members of every run whose length varies. */
function widen(run: Run, lines: number, quotes: boolean): Run {
  const added = [...(lines > 0 ? [0x0a, 0x0d] : []), ...(quotes ? [0x22] : [])];
  if (run.min === run.max || added.length === 0) return run;
  return { ...run, bytes: [...new Set([...run.bytes, ...added])].sort((a, b) => a - b) };
}

function applyFlags(type: FieldType, { bytes, lines, quotes, sized }: Type): FieldType {
  if (type.kind !== 'text') return type;
  return {
    ...type,
    value: bytes ? 'bytes' : type.value,
    runs: type.runs.map((run) => widen(run, lines, quotes)),
    lines: Math.max(type.lines, lines),
    quotes: type.quotes || quotes,
    sized: sized?.text ?? type.sized,
  };
}

/** NaN stands for a bound that is missing. */
function isSound(type: FieldType): boolean {
  if (type.kind === 'number') return type.min <= type.max;
  if (type.kind === 'text') return type.runs.every(({ bytes, min, max }) => bytes.length > 0 && min >= 0 && min <= max);
  return true;
}

function resolve(type: Type, declared: Declarations, path: readonly string[]): FieldType | undefined {
  const core = resolveCore(type.core, declared, path);
  return core === undefined ? undefined : applyFlags(core, type);
}

/** undefined for a type a pass has a finding for: what is said about it further on would only repeat that. */
export function resolveType(type: Type, declared: Declarations): FieldType | undefined {
  const resolved = resolve(type, declared, []);
  return resolved !== undefined && isSound(resolved) ? resolved : undefined;
}
