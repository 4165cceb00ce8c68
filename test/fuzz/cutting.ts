/** Where a stream is cut. */
import { Random } from './random.js';

export interface Cutting {
  readonly name: string;
  /** The length of the next chunk. */
  readonly next: () => number;
  /** The callback of every so many messages throws, and the host goes on where `offset` says; 0: it never throws. */
  readonly throwsEvery: number;
}

const MEANS = [2, 4, 9, 30, 200];

function drawn(seed: number): () => number {
  const random = new Random(seed);
  const mean = random.pick(MEANS);
  return () => 1 + random.below(2 * mean - 1);
}

export const whole = (): Cutting => ({ name: 'whole', next: () => Number.MAX_SAFE_INTEGER, throwsEvery: 0 });

/** Every other cutting than the whole. */
export function cuttings(seed: number): readonly Cutting[] {
  return [
    { name: 'byte by byte', next: () => 1, throwsEvery: 0 },
    { name: 'cut at random', next: drawn(seed), throwsEvery: 0 },
    { name: 'interrupted by exceptions', next: drawn(seed + 1), throwsEvery: 1 + (seed % 3) },
  ];
}
