/**
 * Which fields a line has, by the number of their names: a table nearly empty, so its rows are laid over each other
 * (Tarjan and Yao, 1979). What the numbers mean stands in src/runtime/contract/machine.ts.
 */
import type { Line } from '../automaton/nfa.js';
import type { FieldType } from '../model/model.js';
import { type Layout, layoutOf } from './layout.js';
import type { GrammarMachine } from './machine.js';

export interface EmittedFields {
  /** By number; and what each is, in every form that has it. */
  readonly names: readonly string[];
  readonly kinds: readonly (FieldKind | 'any')[];
  readonly places: readonly number[];
  readonly words: readonly string[];
}

/** No line's code. */
const NOBODY = -1;
const KINDS = { number: 0, signed: 1, word: 2, text: 3, address: 4, bytes: 5 } as const;
export type FieldKind = keyof typeof KINDS;

/** Integers a line, and a field. */
const LINE = 2;
export const FIELD = 3;

function kindOf(type: FieldType): FieldKind {
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

/** Where the number stands, the four of an address, or where the field begins: its end and its number are behind that. */
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
        field: KINDS[kind] | (register << 3) | (mark << 16),
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

function placesOf(entries: readonly (readonly Entry[])[], forms: readonly number[], names: number): number[] {
  const { rows, owners } = overlay(entries);
  const first = LINE * entries.length;
  const heads = rows.flatMap((row, code) => [first + FIELD * row, forms[code] ?? 0]);
  const fields = Array.from({ length: Math.max(0, ...rows) + names }, (_, at) => {
    const code = owners[at];
    if (code === undefined) return [NOBODY, 0, 0];
    const entry = entries[code]?.find(({ name }) => (rows[code] ?? 0) + name === at);
    return [code, entry?.field ?? 0, entry?.words ?? 0];
  });
  return [...heads, ...fields.flat()];
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
  return { names, kinds, places: placesOf(entries, forms, names.length), words: words.all };
}
