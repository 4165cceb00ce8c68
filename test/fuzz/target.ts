/** What can be fuzzed is a target: inputs, what may happen to them, and what must hold of each. */
import type { Coverage } from './coverage.js';
import type { Random } from './random.js';

/** A promise that was not kept. `kind`, up to its colon, tells findings apart. */
export interface Finding {
  readonly kind: string;
  readonly detail: string;
}

export type Verdict = Finding | undefined;

export interface Target<Input> {
  /** What has run of the code under test. */
  readonly coverage: Coverage;
  /** What a run begins with: cases of the house, and `count` of each kind that is made of the seed. */
  seeds(seed: number, count: number): readonly Input[];
  /** The input, changed in a few ways; `other` is one that pieces may be taken from. */
  mutated(input: Input, random: Random, other: Input): Input;
  /** The first promise that the input shows to be broken. With the number of a round, a part of the questions is enough. */
  judge(input: Input, round?: number): Verdict | Promise<Verdict>;
  /** Less of the input that still shows it. */
  minimised(input: Input, stillShown: (input: Input) => Promise<boolean>): Promise<Input>;
  size(input: Input): number;
  /** A finding for people. */
  written(input: Input, finding: Finding): string;
}

/** Whatever came out of a call that must not throw. */
export function thrown(error: unknown, where: string): Finding {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: `${where}: ${name}: ${message.replace(/\d+/g, 'N').slice(0, 120)}`, detail: stack ?? message };
}

const bytesAsText = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { latin1: Buffer.from(value).toString('latin1') } : value;

function textAsBytes(_: string, value: unknown): unknown {
  const { latin1 } = (value ?? {}) as { latin1?: unknown };
  return typeof latin1 === 'string' ? new Uint8Array(Buffer.from(latin1, 'latin1')) : value;
}

/** An input in a file, to be run again. A Buffer would write itself in its own way: inputs hold none. */
export const toJson = (input: unknown): string => `${JSON.stringify(plain(input), bytesAsText, 1)}\n`;

export const fromJson = (text: string): unknown => JSON.parse(text, textAsBytes);

/** The same without the `toJSON` of Buffer. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
