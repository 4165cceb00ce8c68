/** How a stream is read, and how it waits. */
import type { Options } from '../runtime.js';
import type { IdleOptions } from './idle.js';

/** The decoder's own options, and how long to wait. */
export interface SourceOptions extends Options, IdleOptions {}

/** The same, and how much may wait. */
export interface StreamOptions extends SourceOptions {
  /** From how many untaken messages on no further chunk is read (those of one chunk may come on top). Default 16. */
  readonly highWaterMark?: number;
}

/** At least one: a stream that wants none would never ask for a chunk. */
export const highWaterMarkOf = ({ highWaterMark = 16 }: StreamOptions): number => Math.max(1, highWaterMark);
