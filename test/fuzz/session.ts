/** A long session, from a seed. */
import * as fc from 'fast-check';
import { transcript } from '../../src/arbitraries.js';
import { Random } from './random.js';

export interface Turn {
  readonly direction: 'tx' | 'rx';
  readonly bytes: Uint8Array;
}

/** So many different ones; a session is drawn from them again and again, each time in another order. */
const TRANSCRIPTS = 4000;

function weight(turns: readonly Turn[]): number {
  return turns.reduce((sum, { direction, bytes }) => sum + (direction === 'rx' ? bytes.length : 0), 0);
}

/** Transcripts one after the other until the module has sent `least` bytes. */
export function session(seed: number, least: number): Turn[] {
  const drawn = fc.sample(transcript(), { seed, numRuns: TRANSCRIPTS });
  const random = new Random(seed);
  const turns: Turn[] = [];
  for (let bytes = 0; bytes < least; ) {
    const { steps } = random.pick(drawn);
    turns.push(...steps);
    bytes += weight(steps);
  }
  return turns;
}
