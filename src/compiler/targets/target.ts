import type { GrammarMachine } from '../tables/machine.js';

export interface TargetOptions {
  /** What generated code imports the runtime from. */
  readonly runtime: string;
  /** What generated arbitraries import their types from. */
  readonly arbitraries: string;
}

/** A file that a target is made of, and what writes it. */
interface TargetFile {
  readonly file: string;
  readonly emit: (machine: GrammarMachine, options: TargetOptions) => string;
}
/** Files of which the grammar says how many there are: their texts by path. */
interface TargetFiles {
  readonly emitAll: (machine: GrammarMachine) => ReadonlyMap<string, string>;
}
export type Target = readonly (TargetFile | TargetFiles)[];
