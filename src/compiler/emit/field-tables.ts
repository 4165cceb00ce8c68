/**
 * Which fields a line has, by the number of their names: a table nearly empty, so its rows are laid over each other
 * (Tarjan and Yao, 1979). What the numbers mean stands in src/runtime/contract.ts.
 */
import type { Line } from '../automaton/nfa.js';
import type { GrammarMachine } from '../machine.js';
import type { FieldType } from '../model.js';
import { type Layout, layoutOf } from './layout.js';

export interface EmittedFields {
  /** By number. */
  readonly names: readonly string[];
  readonly rows: readonly number[];
  readonly owners: readonly number[];
  readonly fields: readonly number[];
  readonly lists: readonly number[];
  readonly words: readonly (readonly string[])[];
}

/** No line's code. */
const NOBODY = 0xffff;
const KINDS = { number: 0, signed: 1, words: 2, text: 3, ipv4: 4, bytes: 5 } as const;

function kindOf(type: FieldType): number {
  if (type.kind === 'number') return type.min < 0 ? KINDS.signed : KINDS.number;
  return type.kind === 'text' && type.value === 'bytes' ? KINDS.bytes : KINDS[type.kind];
}

/** The field's type in a line, or undefined where the line never has it. */
function typeIn(line: Line, name: string): FieldType | undefined {
  for (const atom of line.variants.flatMap((v) => v.atoms))
    if (atom.kind === 'field' && atom.name === name) return atom.type;
  return undefined;
}

class Words {
  readonly lists: (readonly string[])[] = [];
  private readonly known = new Map<string, number>();

  indexOf(words: readonly string[]): number {
    const key = JSON.stringify(words);
    const index = this.known.get(key) ?? this.lists.push(words) - 1;
    this.known.set(key, index);
    return index;
  }
}

interface Entry {
  readonly name: number;
  readonly field: number;
  readonly list: number;
}

function entriesOf(line: Line, names: readonly string[], words: Words, layout: Layout): Entry[] {
  return line.form.fields.flatMap(({ name }) => {
    const type = typeIn(line, name);
    if (!type) return [];
    const slot = line.slots.get(name) ?? 0;
    const kind = kindOf(type);
    const register = kind === KINDS.number || kind === KINDS.words ? layout.number(slot) : layout.start(slot);
    const mark = line.optional.has(name) ? slot + 1 : 0;
    const list = type.kind === 'words' ? words.indexOf(type.words) : 0;
    return [{ name: names.indexOf(name), field: kind | (register << 3) | (mark << 16), list }];
  });
}

/** Longest rows first, each at the first place where it fits. */
function overlay(
  entries: readonly (readonly Entry[])[],
  names: number,
): Pick<EmittedFields, 'rows' | 'owners' | 'fields' | 'lists'> {
  const owners: number[] = [];
  const fields: number[] = [];
  const lists: number[] = [];
  const rows: number[] = entries.map(() => 0);
  const order = entries.map((_, code) => code).sort((a, b) => (entries[b]?.length ?? 0) - (entries[a]?.length ?? 0));
  for (const code of order) {
    const row = entries[code] ?? [];
    let at = 0;
    while (row.some(({ name }) => owners[at + name] !== undefined)) at++;
    rows[code] = at;
    for (const { name, field, list } of row) {
      owners[at + name] = code;
      fields[at + name] = field;
      lists[at + name] = list;
    }
  }
  const length = Math.max(0, ...rows) + names;
  return {
    rows,
    owners: Array.from({ length }, (_, i) => owners[i] ?? NOBODY),
    fields: Array.from({ length }, (_, i) => fields[i] ?? 0),
    lists: Array.from({ length }, (_, i) => lists[i] ?? 0),
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
  return { names, ...overlay(entries, names.length), words: words.lists };
}
