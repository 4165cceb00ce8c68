/** Views and messages of a program: a getter for each name that a field has in any form. */
import {
  ABSENT,
  ADDRESS,
  BYTES,
  FIELD,
  LINE,
  MARK_SHIFT,
  NUMBER,
  REGISTER_SHIFT,
  TO_END,
  TO_NUMBER,
  WORD,
} from '../runtime/contract/field-places.js';
import type { FieldTables, Machine } from '../runtime/contract/machine.js';
import { type FieldValue, View } from '../runtime/tokenizer/view.js';
import { type Layout, registerOfSlot } from './layout.js';
import type { ProgramLine } from './lines.js';
import type { FieldOfForm, Names } from './names.js';

/** By the place of a name in each row: see `View`. */
class ProgramView extends View {
  valueAt(place: number): FieldValue {
    return this.anyField(place);
  }
}

type Maker = Machine['messages'][number];

function maker(fields: readonly FieldOfForm[], names: readonly string[]): Maker {
  const named = fields.map(({ name }) => ({ name: names[name] as string, place: FIELD * name }));
  return (view: ProgramView, type: string, kind: string) => {
    const message: Record<string, FieldValue> = { type, kind };
    for (const { name, place } of named) {
      const value = view.valueAt(place);
      if (value !== undefined) message[name] = value;
    }
    return message;
  };
}

export function makersOf({ fields, fieldNames }: Names): Maker[] {
  return fields.map((some) => maker(some, fieldNames));
}

export function viewOf({ fieldNames }: Names): (machine: Machine, registers: Int32Array) => View {
  class GrammarView extends ProgramView {}
  fieldNames.forEach((name, index) => {
    const get = function (this: ProgramView): FieldValue {
      return this.valueAt(FIELD * index);
    };
    Object.defineProperty(GrammarView.prototype, name, { get, configurable: true });
  });
  return (machine, registers) => new GrammarView(machine, registers);
}

/** The kind of a field in a line, undefined where the line never has it. */
interface Entry {
  readonly name: number;
  readonly how: number;
  readonly words: number;
}

function registerFor(kind: number, slot: number): number {
  if (kind === NUMBER || kind === WORD) return slot + TO_NUMBER;
  return kind === ADDRESS ? slot + TO_END : slot;
}

function entriesOf(line: ProgramLine, fields: readonly FieldOfForm[], layout: Layout): Entry[] {
  return line.fields.flatMap((field, i) => {
    const of = fields[i];
    if (!field || !of) return [];
    const kind = of.kinds[field.kind] ?? BYTES;
    const register = registerFor(kind, registerOfSlot(layout, field.slot));
    const mark = field.optional ? field.slot + 1 : 0;
    const how = kind | (register << REGISTER_SHIFT) | (mark << MARK_SHIFT);
    return [{ name: of.name, how, words: of.words + field.firstWord }];
  });
}

/** Rows of names, nearly empty, laid over each other: each at the first place where it fits. */
class Rows {
  readonly places: number[] = [];

  add(code: number, entries: readonly Entry[]): number {
    let at = 0;
    while (entries.some(({ name }) => this.isTaken(at + name))) at++;
    for (const { name, how, words } of entries) {
      const place = FIELD * (at + name);
      while (this.places.length < place + FIELD) this.places.push(ABSENT, 0, 0);
      this.places[place] = code;
      this.places[place + 1] = how;
      this.places[place + 2] = words;
    }
    return at;
  }

  private isTaken(place: number): boolean {
    return (this.places[FIELD * place] ?? ABSENT) !== ABSENT;
  }
}

export function fieldTablesOf(
  lines: readonly ProgramLine[],
  { fields, words, fieldNames }: Names,
  layout: Layout,
): FieldTables {
  const rows = new Rows();
  const first = LINE * lines.length;
  const heads = lines.flatMap((line, code) => {
    const entries = entriesOf(line, fields[line.form] ?? [], layout);
    return [first + FIELD * rows.add(code, entries), line.form];
  });
  // A row may be asked for any name.
  const end: number[] = fieldNames.flatMap(() => [ABSENT, 0, 0]);
  return { places: Int32Array.from([...heads, ...rows.places, ...end]), words };
}
