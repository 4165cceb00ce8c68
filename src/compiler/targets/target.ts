import type { GrammarMachine } from '../tables/machine.js';

interface TargetOptions {
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
export type Target = readonly TargetFile[];
