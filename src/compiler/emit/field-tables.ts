/**
 * Which fields a line has, by the number of their names: a table nearly empty, so its rows are laid over each other
 * (Tarjan and Yao, 1979). What the numbers mean stands in src/runtime/contract.ts.
 */
import type { Line } from '../automaton/nfa.js';
import type { GrammarMachine } from '../machine.js';
import type { FieldType } from '../model.js';

export interface EmittedFields {
  /** By number. */
  readonly names: readonly string[];
  readonly rows: readonly number[];
  readonly owners: readonly number[];
  readonly fields: readonly number[];
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
}

function entriesOf(line: Line, names: readonly string[], words: Words): Entry[] {
  return line.form.fields.flatMap(({ name }) => {
    const type = typeIn(line, name);
    if (!type) return [];
    const slot = line.slots.get(name) ?? 0;
    const optional = line.optional.has(name) ? 1 : 0;
    const list = type.kind === 'words' ? words.indexOf(type.words) : 0;
    return [{ name: names.indexOf(name), field: kindOf(type) | (slot << 3) | (optional << 11) | (list << 12) }];
  });
}

/** Longest rows first, each at the first place where it fits. */
function overlay(
  entries: readonly (readonly Entry[])[],
  names: number,
): Pick<EmittedFields, 'rows' | 'owners' | 'fields'> {
  const owners: number[] = [];
  const fields: number[] = [];
  const rows: number[] = entries.map(() => 0);
  const order = entries.map((_, code) => code).sort((a, b) => (entries[b]?.length ?? 0) - (entries[a]?.length ?? 0));
  for (const code of order) {
    const row = entries[code] ?? [];
    let at = 0;
    while (row.some(({ name }) => owners[at + name] !== undefined)) at++;
    rows[code] = at;
    for (const { name, field } of row) {
      owners[at + name] = code;
      fields[at + name] = field;
    }
  }
  const length = Math.max(0, ...rows) + names;
  return {
    rows,
    owners: Array.from({ length }, (_, i) => owners[i] ?? NOBODY),
    fields: Array.from({ length }, (_, i) => fields[i] ?? 0),
  };
}

export function fieldTables({ model, lines }: GrammarMachine): EmittedFields {
  const named = model.forms
    .filter(({ kind }) => kind !== 'echo')
    .flatMap(({ fields }) => fields.map(({ name }) => name));
  const names = [...new Set(named)].sort();
  const words = new Words();
  const entries = lines.map((line) => (line.form.kind === 'echo' ? [] : entriesOf(line, names, words)));
  return { names, ...overlay(entries, names.length), words: words.lists };
}
