/** Whole sessions: a sample of the grammar's transcripts, those in which the module echoes what the host sends. */
import * as fc from 'fast-check';
import { transcript } from '../../src/arbitraries.js';
import { decode, type Message } from '../../src/index.js';
import { SEED } from './pool.js';

export interface Session {
  readonly bytes: Uint8Array;
  readonly messages: readonly Message[];
}

const SAMPLES = 600;

/** Behind other sessions a command may still be owed a result: what then reads otherwise is not used. */
function standsAlone({ bytes, messages }: Session): boolean {
  const twice = decode(Buffer.concat([bytes, bytes]));
  const wanted = [...messages, ...messages];
  return twice.length === wanted.length && twice.every((message, i) => message.type === wanted[i]?.type);
}

export function sessions(): Session[] {
  const sample = fc.sample(transcript(), { seed: SEED, numRuns: SAMPLES });
  return sample.filter((one) => one.echo && one.bytes.length > 0).filter(standsAlone);
}
