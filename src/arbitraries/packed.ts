/**
 * The tables of generated/arbitraries.ts as they are written there: a variant is a list of numbers, and what forms and
 * commands share is there once. Forms differ in few places, so written out they are ten times as long.
 */
import type {
  AtomTable,
  CommandTable,
  EntryTable,
  FieldTable,
  FormTable,
  Ipv4Table,
  NumberTable,
  Tables,
  TextTable,
  VariantTable,
  WordsTable,
} from './tables.js';

/**
 * What values a field has, without its name. `optional`: its place may be empty; of a text `unnamed`: it is none of the names
 * that forms begin with.
 */
type PackedType = (
  | Omit<NumberTable, 'name'>
  | Omit<Ipv4Table, 'name'>
  | Omit<WordsTable, 'name'>
  | (Omit<TextTable, 'name' | 'not'> & { readonly unnamed?: true })
) & { readonly optional?: true };

/** Spellings of a literal, the canonical one first; `{ name: type }` is a field; or a line end. */
type PackedAtom = readonly string[] | Readonly<Record<string, number>> | 'line-end';

/**
 * Numbers of atoms, variants apart by `;`. `3:` at the beginning of one: its first three are those of the variant before.
 * `5 0 7;1:2` is 5 0 7 and 5 2.
 */
type PackedVariants = string;

type PackedForm = readonly [
  type: string,
  kind: string,
  variants: PackedVariants,
  more?: Omit<FormTable, 'type' | 'kind' | 'variants'>,
];
export type PackedCommand = readonly [
  type: string,
  entry: number,
  variants: PackedVariants,
  more?: Omit<CommandTable, 'type' | 'entry' | 'variants'>,
];
/** Numbers of lists: its answers, its results, its late results. */
type PackedEntry = readonly [
  heads: readonly string[],
  answers: number,
  results: number,
  lateResults: number,
  more?: Pick<EntryTable, 'changesLine'>,
];

export interface PackedTables {
  /** What forms begin with. */
  readonly knownNames: readonly string[];
  readonly types: readonly PackedType[];
  readonly atoms: readonly PackedAtom[];
  readonly forms: readonly PackedForm[];
  readonly commands: readonly PackedCommand[];
  /** Types of messages, blanks between. */
  readonly lists: readonly string[];
  readonly entries: readonly PackedEntry[];
}

function fieldOf(name: string, type: PackedType, knownNames: readonly string[]): FieldTable {
  if (type.kind !== 'text' || !type.unnamed) return { name, ...type };
  const { unnamed: _, ...text } = type;
  return { name, ...text, not: knownNames };
}

function atomOf(atom: PackedAtom, { types, knownNames }: PackedTables): AtomTable {
  if (typeof atom === 'string' || Array.isArray(atom)) return atom as AtomTable;
  const [[name, number] = ['', 0]] = Object.entries(atom);
  return fieldOf(name, types[number] as PackedType, knownNames);
}

function variantsOf(packed: PackedVariants, atoms: readonly AtomTable[]): VariantTable[] {
  let before: number[] = [];
  return packed.split(';').map((text) => {
    const [rest = '', shared = '0'] = text.split(':').reverse();
    before = [...before.slice(0, Number(shared)), ...(rest === '' ? [] : rest.split(' ').map(Number))];
    return before.map((atom) => atoms[atom] as AtomTable);
  });
}

const listOf = (text: string | undefined): string[] => (text ? text.split(' ') : []);

export function unpack(packed: PackedTables): Tables {
  const { lists } = packed;
  const atoms = packed.atoms.map((atom) => atomOf(atom, packed));
  return {
    forms: packed.forms.map(([type, kind, variants, more]) => ({
      type,
      kind,
      variants: variantsOf(variants, atoms),
      ...more,
    })),
    commands: packed.commands.map(([type, entry, variants, more]) => ({
      type,
      entry,
      variants: variantsOf(variants, atoms),
      ...more,
    })),
    entries: packed.entries.map(([heads, answers, results, lateResults, more]) => ({
      heads,
      answers: listOf(lists[answers]),
      results: listOf(lists[results]),
      lateResults: listOf(lists[lateResults]),
      ...more,
    })),
  };
}
