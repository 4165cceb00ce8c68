/** What a program says of a line that has been recognised: its form, what follows it, where its fields are. */

import {
  FIELD_ABSENT,
  FIELD_KIND,
  FIELD_OPTIONAL,
  FIELD_WORDS,
  KINDS_OF_FORMS,
  MORE_ANSWERS_TEST,
  MORE_CR,
  MORE_HEX,
  MORE_PAYLOAD,
  MORE_TAIL,
  MORE_TRAILER,
  MORE_TRANSPARENT,
  RECORD_AT_ONCE,
  RECORD_ENDS_COMMAND,
  RECORD_FIELDS,
  RECORD_MORE,
  RECORD_RESTARTS,
} from '../../runtime/contract/program.js';
import type { Line } from '../automaton/nfa.js';
import { endsAtOnce } from '../model/endings.js';
import type { FieldType, Form } from '../model/model.js';
import { type FieldKind, kindOf } from '../tables/field-tables.js';

/** What a record needs to know of the grammar. */
export interface RecordContext {
  readonly numberOf: (type: string) => number | undefined;
  readonly endsCommand: (type: string) => boolean;
  /** Whether a test is answered so, as far as records have to say it. */
  readonly answersTest: (form: Form) => boolean;
}

const short = (value: number): number[] => (value < 0x80 ? [value] : [0x80 | (value >> 8), value & 0xff]);

/** All words that a field can be, in every form of the line, in the order of its types. */
export function wordsOf(types: readonly FieldType[]): readonly string[] {
  return [...new Set(types.flatMap((type) => (type.kind === 'words' ? type.words : [])))];
}

/** What a field is in one line or another of its form. */
export const kindsOf = (types: readonly FieldType[]): readonly FieldKind[] => [...new Set(types.map(kindOf))];

/** Where the words of a type begin among all of the field's; a type whose words do not appear there in a row has none. */
function firstWord(all: readonly string[], words: readonly string[]): number {
  const first = all.indexOf(words[0] ?? '');
  if (!words.every((word, i) => all[first + i] === word)) {
    throw new RangeError(`the words of one field appear in another order in another variant: ${words.join(', ')}`);
  }
  return first;
}

function typeIn(line: Line, name: string): FieldType | undefined {
  const atoms = line.variants.flatMap(({ atoms }) => atoms);
  for (const atom of atoms) if (atom.kind === 'field' && atom.name === name) return atom.type;
  return undefined;
}

function fieldBytes(line: Line, name: string, types: readonly FieldType[]): number[] {
  const type = typeIn(line, name);
  if (!type) return [FIELD_ABSENT];
  const slot = line.slots.get(name) ?? 0;
  const optional = line.optional.has(name) ? FIELD_OPTIONAL : 0;
  const first = type.kind === 'words' ? firstWord(wordsOf(types), type.words) : 0;
  const kind = kindsOf(types).indexOf(kindOf(type));
  const flags = optional | (first > 0 ? FIELD_WORDS : 0) | (kind > 0 ? FIELD_KIND : 0);
  return [slot | flags, ...(first > 0 ? [first] : []), ...(kind > 0 ? [kind] : [])];
}

function fieldsOf(line: Line): number[] {
  const { fields } = line.form;
  return [fields.length, ...fields.flatMap(({ name, types }) => fieldBytes(line, name, types))];
}

function moreOf(line: Line, numeric: boolean, { numberOf, answersTest }: RecordContext): number[] {
  const { ending, transparent } = line.form;
  const operands: number[] = [];
  let flags = transparent === 'begins' ? MORE_TRANSPARENT : 0;
  if (numeric || (ending.kind === 'line' && ending.cr)) flags |= MORE_CR;
  if (answersTest(line.form)) flags |= MORE_ANSWERS_TEST;
  if (ending.kind === 'payload') {
    flags |= MORE_PAYLOAD | (ending.unit === 'hex' ? MORE_HEX : 0);
    operands.push(line.slots.get(ending.length) ?? 0);
    const trailer = ending.trailer === undefined ? undefined : numberOf(ending.trailer);
    if (trailer !== undefined) {
      flags |= MORE_TRAILER;
      operands.push(...short(trailer));
    }
  }
  if (ending.kind === 'at-once' && ending.tail !== '') {
    flags |= MORE_TAIL;
    operands.push(ending.tail.charCodeAt(0));
  }
  return flags === 0 ? [] : [flags, ...operands];
}

function firstFlags(form: Form, { endsCommand }: RecordContext): number {
  return (
    KINDS_OF_FORMS.indexOf(form.kind) |
    (endsCommand(form.type) ? RECORD_ENDS_COMMAND : 0) |
    (form.restarts ? RECORD_RESTARTS : 0) |
    (endsAtOnce(form) ? RECORD_AT_ONCE : 0)
  );
}

/** `numeric`: the line is the form's number of ATV0. */
export function recordOf(line: Line, numeric: boolean, context: RecordContext): number[] {
  const { form } = line;
  const more = moreOf(line, numeric, context);
  const fields = line.form.fields.length > 0 ? fieldsOf(line) : [];
  const flags =
    firstFlags(form, context) | (more.length > 0 ? RECORD_MORE : 0) | (fields.length > 0 ? RECORD_FIELDS : 0);
  return [...short(context.numberOf(form.type) ?? 0), flags, ...more, ...fields];
}
