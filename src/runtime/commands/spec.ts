/** How generated code says which commands there are. */
import type { VariantSpec } from '../values/spec.js';

/** The shapes of a command, and what follows its name in each. */
export const SIGNS = { test: '=?', read: '?', write: '=', execute: '' } as const;
export type Form = keyof typeof SIGNS;

/** One way to write a shape: which of all ways of all commands it is, from 0 on, and its pieces. */
export type WaySpec = readonly [number: number, pieces: VariantSpec];

export interface CommandSpec extends Partial<Readonly<Record<Form, readonly WaySpec[]>>> {
  /** What it begins with: `AT+CIPSTART`. */
  readonly head: string;
  /** No CR after it, and no AT before it. */
  readonly atOnce?: true;
}

/** By type. */
export type CommandSpecs = Readonly<Record<string, CommandSpec>>;
