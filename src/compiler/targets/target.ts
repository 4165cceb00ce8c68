import type { GrammarMachine } from '../tables/machine.js';

export interface TargetOptions {
  /** What generated code imports the runtime from. */
  readonly runtime: string;
  /** What generated arbitraries import their types from. */
  readonly arbitraries: string;
}

/** A file that a target is made of, and what writes it. */
export interface TargetFile {
  readonly file: string;
  readonly emit: (machine: GrammarMachine, options: TargetOptions) => string;
}
export type Target = readonly TargetFile[];
