/** What a run begins with: the cases of the house, and what the arbitraries make of a seed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { hostilePayload, noise, transcript, truncated, wire } from '../../src/arbitraries.js';
import { encode } from '../../src/index.js';
import { type Case, readCases } from '../spec/read-cases.js';
import { LONGEST, type Program, program, rx, type Step, size, tx } from './program.js';
import { LINES } from './words.js';

const TEST = join(import.meta.dirname, '..');

export function programOf({ steps, options }: Case): Program {
  return program(steps, options);
}

function casesIn(folder: string): Program[] {
  return existsSync(folder) ? readCases(folder).flatMap(({ cases }) => cases.map(programOf)) : [];
}

function spoken(steps: readonly { readonly direction: 'tx' | 'rx'; readonly bytes: Uint8Array }[]): Step[] {
  return steps.map(({ direction, bytes }) => (direction === 'tx' ? tx(bytes) : rx(bytes)));
}

function drawn(seed: number, count: number): Program[] {
  const sample = <T>(of: fc.Arbitrary<T>): T[] => fc.sample(of, { seed, numRuns: count });
  return [
    ...sample(transcript()).map(({ steps, echo }) => program(spoken(steps), { echo })),
    ...sample(transcript()).map(({ bytes }) => program([rx(bytes)])),
    ...sample(wire()).map(({ bytes }) => program([rx(bytes)])),
    ...sample(hostilePayload()).map((bytes) => program([rx(bytes)])),
    ...sample(noise()).map((bytes) => program([rx(bytes)])),
    ...sample(truncated()).map((message) => program([rx(encode(message))])),
  ];
}

/** Programs to begin with, `count` of each kind from the arbitraries; `corpus` is a folder of cases. */
export function seeds(seed: number, count: number, corpus?: string): Program[] {
  return [
    ...casesIn(join(TEST, 'spec/cases')),
    ...casesIn(join(TEST, 'spec/captures')),
    ...(corpus === undefined ? [] : casesIn(corpus)),
    ...drawn(seed, count),
    ...LINES.map((line) => program([rx(line)])),
  ].filter((one) => size(one) <= LONGEST);
}
