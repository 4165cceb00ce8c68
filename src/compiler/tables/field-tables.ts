/**
 * Which fields a line has, by the number of their names: a table nearly empty, so its rows are laid over each other
 * (Tarjan and Yao, 1979). What the numbers mean is said in src/runtime/contract/machine.ts.
 */

import {
  ABSENT,
  ADDRESS,
  BYTES,
  MARK_SHIFT,
  NUMBER,
  REGISTER_SHIFT,
  SIGNED,
  TEXT,
  WORD,
} from '../../runtime/contract/field-places.js';
import type { Line } from '../automaton/nfa.js';
import type { FieldType } from '../model/model.js';
import { type Layout, layoutOf } from './layout.js';
import type { GrammarMachine } from './machine.js';

/** The parts of `FieldTables.places`. */
interface FieldPlaces {
  /** By code of a line: the place where its row begins, and its form's number. */
  readonly rows: readonly number[];
  readonly forms: readonly number[];
  /** By place: whose field it is (a code), and which of the distinct kinds it has. */
  readonly owners: readonly number[];
  readonly kindOf: readonly number[];
  /** Kind, register and mark in one number; where the words of the field begin. */
  readonly distinctKinds: readonly (readonly [field: number, words: number])[];
}

export interface EmittedFields extends FieldPlaces {
  /** By number; and what each is, in every form that has it. */
  readonly names: readonly string[];
  readonly kinds: readonly (FieldKind | 'any')[];
  readonly words: readonly string[];
}

export const KINDS = {
  number: NUMBER,
  signed: SIGNED,
  word: WORD,
  text: TEXT,
  address: ADDRESS,
  bytes: BYTES,
} as const;
export type FieldKind = keyof typeof KINDS;

export function kindOf(type: FieldType): FieldKind {
  switch (type.kind) {
    case 'number':
      return type.min < 0 ? 'signed' : 'number';
    case 'text':
      return type.value === 'bytes' ? 'bytes' : 'text';
    case 'words':
      return 'word';
    case 'ipv4':
      return 'address';
  }
}

/** The field's type in a line, or undefined where the line never has it. */
function typeIn(line: Line, name: string): FieldType | undefined {
  for (const atom of line.variants.flatMap((v) => v.atoms))
    if (atom.kind === 'field' && atom.name === name) return atom.type;
  return undefined;
}

/** All words, those of one field in a row. */
class Words {
  readonly all: string[] = [];
  private readonly known = new Map<string, number>();

  /** Where these begin. */
  indexOf(words: readonly string[]): number {
    const key = JSON.stringify(words);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.all.length);
    return this.all.push(...words) - words.length;
  }
}

interface Entry {
  readonly name: number;
  readonly kind: FieldKind;
  readonly field: number;
  readonly words: number;
}

/** Where the number appears, the four of an address, or where the field begins: its end and its number follow. */
function registerOf(kind: FieldKind, slot: number, layout: Layout): number {
  if (kind === 'number' || kind === 'word') return layout.number(slot);
  return kind === 'address' ? layout.end(slot) : layout.start(slot);
}

function entriesOf(line: Line, names: readonly string[], words: Words, layout: Layout): Entry[] {
  return line.form.fields.flatMap(({ name }) => {
    const type = typeIn(line, name);
    if (!type) return [];
    const slot = line.slots.get(name) ?? 0;
    const kind = kindOf(type);
    const register = registerOf(kind, slot, layout);
    const mark = line.optional.has(name) ? slot + 1 : 0;
    return [
      {
        name: names.indexOf(name),
        kind,
        field: KINDS[kind] | (register << REGISTER_SHIFT) | (mark << MARK_SHIFT),
        words: type.kind === 'words' ? words.indexOf(type.words) : 0,
      },
    ];
  });
}

/** Longest rows first, each at the first place where it fits. Returns where each begins, and who owns what. */
function overlay(entries: readonly (readonly Entry[])[]): { rows: number[]; owners: number[] } {
  const owners: number[] = [];
  const rows: number[] = entries.map(() => 0);
  const order = entries.map((_, code) => code).sort((a, b) => (entries[b]?.length ?? 0) - (entries[a]?.length ?? 0));
  for (const code of order) {
    const row = entries[code] ?? [];
    let at = 0;
    while (row.some(({ name }) => owners[at + name] !== undefined)) at++;
    rows[code] = at;
    for (const { name } of row) owners[at + name] = code;
  }
  return { rows, owners };
}

function tableOf(entries: readonly (readonly Entry[])[], names: number): Omit<FieldPlaces, 'forms'> {
  const { rows, owners } = overlay(entries);
  const kinds = new Map<string, readonly [field: number, words: number]>([['0,0', [0, 0]]]);
  const places = Array.from({ length: Math.max(0, ...rows) + names }, (_, place) => {
    const owner = owners[place] ?? ABSENT;
    const entry = entries[owner]?.find(({ name }) => (rows[owner] ?? 0) + name === place);
    const kind = [entry?.field ?? 0, entry?.words ?? 0] as const;
    kinds.set(kind.join(), kind);
    return { owner, kind: kind.join() };
  });
  const keys = [...kinds.keys()];
  return {
    rows,
    owners: places.map(({ owner }) => owner),
    kindOf: places.map(({ kind }) => keys.indexOf(kind)),
    distinctKinds: [...kinds.values()],
  };
}

export function fieldTables(machine: GrammarMachine): EmittedFields {
  const { model, lines } = machine;
  const layout = layoutOf(machine);
  const named = model.forms
    .filter(({ kind }) => kind !== 'echo')
    .flatMap(({ fields }) => fields.map(({ name }) => name));
  const names = [...new Set(named)].sort();
  const words = new Words();
  const entries = lines.map((line) => (line.form.kind === 'echo' ? [] : entriesOf(line, names, words, layout)));
  const kinds = names.map((_, name) => {
    const found = new Set(entries.flat().flatMap((entry) => (entry.name === name ? [entry.kind] : [])));
    const [kind = 'any'] = found;
    return found.size === 1 ? kind : 'any';
  });
  const forms = lines.map(({ form }) => model.forms.indexOf(form));
  return { names, kinds, ...tableOf(entries, names.length), forms, words: words.all };
}
