/** Whole sessions: a sample of the grammar's transcripts, those in which the module echoes what the host sends. */
import * as fc from 'fast-check';
import { transcript } from '../../src/arbitraries.js';
import type { Message } from '../../src/index.js';
import { SEED } from './pool.js';

export interface Session {
  readonly bytes: Uint8Array;
  readonly messages: readonly Message[];
}

const SAMPLES = 600;

/**
 * Without its echo only the host could tell which command an answer belongs to, and after a prompt what is its own; and
 * subjects see the module's side.
 */
export function sessions(): Session[] {
  const sample = fc.sample(transcript(), { seed: SEED, numRuns: SAMPLES });
  return sample.filter(({ bytes, messages, steps }) => {
    const echoes = messages.filter(({ type }) => type === 'echo').length;
    const prompted = messages.some(({ kind }) => kind === 'prompt');
    return bytes.length > 0 && !prompted && echoes === steps.filter(({ direction }) => direction === 'tx').length;
  });
}
