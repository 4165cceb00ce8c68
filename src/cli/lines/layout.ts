/** What is written of a line of the module's, by its code: made once a line of the grammar, from the grammar's tables. */
import {
  BYTES,
  FIELD,
  type GrammarTables,
  HAS_HEX_PAYLOAD,
  HAS_PAYLOAD,
  KIND_MASK,
  LINE,
  MARK_BITS,
  MARK_SHIFT,
  MARKS,
  NUMBER,
  registerOf,
  SIGNED,
  WORD,
} from '../../tables.js';
import type { LineFormat, Part } from './format.js';
import { type Fixed, fixed, MOST_DIGITS as NUMBER_ROOM } from './text-bytes.js';

/** A field of a line, where the recogniser leaves it (see FieldTables), and what is written before it. */
export interface Step extends Part {
  readonly name: string;
  readonly kind: number;
  readonly register: number;
  /** The register and the bit that say it is there; a field that is always there has no bit. */
  readonly markRegister: number;
  readonly markBit: number;
  /** Of a field that is one of some words, where these begin among all. */
  readonly firstWord: number;
}

export interface Layout {
  readonly head: Fixed;
  /** Where nothing is written yet: before what comes then. */
  readonly gap: Fixed;
  /** Fields that have places of their own, in the order of these; undefined: the line has no such field. */
  readonly columns: readonly (Step | undefined)[];
  readonly steps: readonly Step[];
  /** Bytes follow, which are called so. */
  readonly bytes: Part | undefined;
  /** Room for all of it but texts and bytes. */
  readonly room: number;
}

/** Punctuation, and `truncated`. */
const AROUND = 128;

const part = (text: string, between: string, gap: string): Part => ({
  next: fixed(between + text),
  first: fixed(gap + text),
});

function stepOf({ name, how, firstWord }: Place, format: LineFormat, gap: string): Step {
  const mark = how >> MARK_SHIFT;
  const kind = how & KIND_MASK;
  const isText = kind !== NUMBER && kind !== SIGNED;
  return {
    name,
    kind,
    register: registerOf(how),
    markRegister: mark === 0 ? 0 : MARKS + Math.floor((mark - 1) / MARK_BITS),
    markBit: mark === 0 ? 0 : 1 << ((mark - 1) % MARK_BITS),
    firstWord,
    ...part(format.nameOf(name, isText), format.between, gap),
  };
}

interface Place {
  readonly name: string;
  /** Kind, register and mark: see FieldTables. */
  readonly how: number;
  readonly firstWord: number;
}

/** Where each name is in a list: it is asked for by every line that is laid out. */
const INDICES = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

function indexOf(names: readonly string[], name: string): number {
  const known = INDICES.get(names) ?? new Map(names.map((one, i) => [one, i]));
  INDICES.set(names, known);
  return known.get(name) ?? -1;
}

/** The fields that a line can have, in the order of a message. */
function placesOf(code: number, { machine, fieldNames, formFields }: GrammarTables): Place[] {
  const { places } = machine.fields;
  const row = places[LINE * code] as number;
  const form = places[LINE * code + 1] as number;
  return (formFields[form] ?? []).flatMap((name) => {
    const at = row + FIELD * indexOf(fieldNames, name);
    return places[at] === code ? [{ name, how: places[at + 1] as number, firstWord: places[at + 2] as number }] : [];
  });
}

/** A word has no more bytes than this, and a character no more than these, however they are written. */
const WORD_ROOM = 512;
const MOST_A_CHARACTER = 8;

const mostOf = ({ next, first, kind }: Step): number =>
  first.length + next.length + (kind === WORD ? WORD_ROOM : NUMBER_ROOM);

function layout(kind: string, type: string, format: LineFormat, all: (gap: string) => Step[], bytes: string): Layout {
  const [head, gap] = format.headOf(kind, type);
  const steps = all(gap);
  const columns = format.columns.map((column) => steps.find(({ name }) => name === column));
  return {
    head: fixed(head),
    gap: fixed(gap),
    columns,
    steps: steps.filter(({ name }) => !format.columns.includes(name)),
    bytes: bytes === '' ? undefined : part(format.nameOf(bytes, false), format.between, gap),
    room: AROUND + NUMBER_ROOM + head.length + gap.length + steps.reduce((sum, step) => sum + mostOf(step), 0),
  };
}

export function layoutOf(code: number, tables: GrammarTables, format: LineFormat): Layout {
  const { machine } = tables;
  const form = machine.forms[code] as number;
  const hasPayload = ((machine.traits[code] as number) & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) !== 0;
  const places = placesOf(code, tables);
  const steps = (gap: string): Step[] => places.map((place) => stepOf(place, format, gap));
  return layout(machine.kinds[form] ?? '', machine.types[form] ?? '', format, steps, hasPayload ? 'payload' : '');
}

/** Of what is bytes and no more: its type is its kind. */
export const bytesLayout = (kind: string, format: LineFormat): Layout => layout(kind, kind, format, () => [], 'bytes');

/** The words of all fields, as they are written. */
export const wordsOf = ({ machine }: GrammarTables, format: LineFormat): Fixed[] =>
  machine.fields.words.map((word) => fixed(format.spelled(word)));

/** Names of what a line has besides fields. */
const TAKEN = [
  'offset',
  'log',
  'at',
  'direction',
  'kind',
  'type',
  'bytes',
  'payload',
  'truncated',
  'commands',
  'answerTo',
];
const NUMBERS = ['connection', 'length'];

/** Whether all lines of a grammar can be written by their layouts. That of the package can; one of the user's has any names. */
export function hasLayouts(tables: GrammarTables): boolean {
  const { fields, forms } = tables.machine;
  if (tables.fieldNames.some((name) => TAKEN.includes(name))) return false;
  if (fields.words.some((word) => MOST_A_CHARACTER * word.length > WORD_ROOM)) return false;
  return Array.from(forms, (_, code) => placesOf(code, tables))
    .flat()
    .every(({ name, how }) => {
      const kind = how & KIND_MASK;
      return kind !== BYTES && (kind === NUMBER || !NUMBERS.includes(name));
    });
}
