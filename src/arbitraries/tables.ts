/** What generated/arbitraries.ts holds: the forms of a grammar, as much of them as arbitraries need. */

/** A run of a text: ranges of bytes, and how many of them. */
export type RunTable = readonly [ranges: readonly (readonly [number, number])[], min: number, max: number];

export interface NumberTable {
  readonly name: string;
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
}
export interface Ipv4Table {
  readonly name: string;
  readonly kind: 'ipv4';
}
export interface WordsTable {
  readonly name: string;
  readonly kind: 'words';
  readonly words: readonly string[];
}
export interface TextTable {
  readonly name: string;
  readonly kind: 'text';
  readonly runs: readonly RunTable[];
  /** The whole text, for what the runs do not say: its first byte, quotation marks inside. */
  readonly pattern: RegExp;
  readonly lines: number;
  /** The field before it that says its size: it may then hold any bytes. */
  readonly sized?: string;
  readonly bytes?: true;
  readonly not?: readonly string[];
}
/** `optional`: its place may be empty. */
export type FieldTable = (NumberTable | Ipv4Table | WordsTable | TextTable) & { readonly optional?: true };

/** Spellings of a literal, the canonical one first; a field; or a line end. */
export type AtomTable = readonly string[] | FieldTable | 'line-end';
export type VariantTable = readonly AtomTable[];

interface PayloadTable {
  readonly length: string;
  readonly unit: 'bytes' | 'hex';
  readonly afterLineEnd: boolean;
}

export interface FormTable {
  readonly type: string;
  readonly kind: string;
  readonly variants: readonly VariantTable[];
  /** The tolerated literal after a form that ends at once. */
  readonly tail?: string;
  readonly payload?: PayloadTable;
  /** A single CR ends it too. */
  readonly cr?: true;
  readonly fallback?: true;
  /** The commands of which one must be in flight. */
  readonly whileInFlight?: readonly string[] | 'any';
  /** Commands while which more lines are read as it than its variants; `=?` is a test of the command the line names. */
  readonly readings?: readonly string[];
  readonly beginsTransparent?: true;
  /** No command is in flight after it. */
  readonly restarts?: true;
}

/** A shape of a command. */
export interface CommandTable {
  readonly type: string;
  /** Missing: of its parameters nothing is known, and it is no command to be parsed. */
  readonly form?: string;
  /** What answers it: an index of `entries`. */
  readonly entry: number;
  readonly variants: readonly VariantTable[];
  /** No CR after it. */
  readonly atOnce?: true;
  /** What the host writes after the prompt: as many bytes as one of these fields says, or what `ctrl-z` ends. */
  readonly data?: readonly string[];
}

/** What a command is answered with, by what its line begins with: the longest one decides. */
export interface EntryTable {
  readonly heads: readonly string[];
  readonly answers: readonly string[];
  readonly results: readonly string[];
  readonly lateResults: readonly string[];
  /** It turns the echo off or on, or the words of results into numbers. */
  readonly changesLine?: true;
}

export interface Tables {
  readonly forms: readonly FormTable[];
  readonly commands: readonly CommandTable[];
  readonly entries: readonly EntryTable[];
}
