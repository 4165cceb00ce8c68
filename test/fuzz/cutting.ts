/** Where a stream is cut. */
import { Random } from './random.js';

export interface Cutting {
  readonly name: string;
  /** The length of the next chunk. */
  readonly next: () => number;
  /** The callback of every so many messages throws, and the host goes on where `offset` says. */
  readonly throwsEvery?: number;
  /** Some things need not be asked in every cutting: what is held after each chunk, what is refused after end(). */
  readonly watchesHeld?: true;
  readonly triesLate?: true;
}

const MEANS = [2, 4, 9, 30, 200];

function drawn(seed: number): () => number {
  const random = new Random(seed);
  const mean = random.pick(MEANS);
  return () => 1 + random.below(2 * mean - 1);
}

export const whole = (): Cutting => ({ name: 'whole', next: () => Number.MAX_SAFE_INTEGER, watchesHeld: true });

export const byteByByte = (): Cutting => ({ name: 'byte by byte', next: () => 1 });

export const atRandom = (seed: number): Cutting => ({
  name: 'cut at random',
  next: drawn(seed),
  watchesHeld: true,
  triesLate: true,
});

export const interrupted = (seed: number): Cutting => ({
  name: 'interrupted by exceptions',
  next: drawn(seed + 1),
  throwsEvery: 1 + (seed % 3),
});
