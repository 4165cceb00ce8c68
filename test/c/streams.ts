/** Streams of the fuzzer for the C engine. Where it does not hear what the host has sent, all of that comes back as echo. */

import { mutated } from '../fuzz/mutate.js';
import type { Program, Step } from '../fuzz/program.js';
import { Random } from '../fuzz/random.js';
import { seeds } from '../fuzz/seeds.js';
import { runScripts } from './engine.js';
import { decoded, type Stream, scriptOf, shown } from './script.js';

/** So many of each kind to begin with. */
const SEEDS = 100;

export interface Draw extends Stream {
  readonly cuts: readonly number[];
  /** The engine hears what the host has sent. */
  readonly told: boolean;
}

function streamOf({ options, steps, reactions }: Program, told: boolean): Stream {
  const { resync: _, ...others } = options;
  const echoed = (step: Step): Step => (step.kind === 'tx' ? { ...step, kind: 'rx' } : step);
  const sent = reactions.flatMap(({ at, step }) => (step.kind === 'tx' ? [{ at, bytes: step.bytes }] : []));
  return told ? { options: others, steps, reactions: sent } : { options: others, steps: steps.map(echoed) };
}

/** Whole, byte by byte, or cut at five places. */
function cutsOf({ steps }: Stream, way: number, random: Random): number[] {
  const length = steps.reduce((sum, step) => sum + (step.kind === 'rx' ? step.bytes.length : 0), 0);
  if (way === 0) return [];
  if (way === 1) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: 5 }, () => random.below(length + 1)).sort((a, b) => a - b);
}

export function draws(seed: number, count: number, told = false): Draw[] {
  const random = new Random(seed);
  const first = seeds(seed, SEEDS);
  return Array.from({ length: count }, (_, i) => {
    let program: Program = random.pick(first);
    for (let n = random.below(5); n >= 0; n--) program = mutated(program, random, random.pick(first));
    const stream = streamOf(program, told);
    return { ...stream, cuts: cutsOf(stream, i % 3, random), told };
  });
}

/** Streams that the engine and the TypeScript decoder read otherwise, with what each says. */
export function differences(program: string, all: readonly Draw[]): object[] {
  const reported = runScripts(
    program,
    all.map((draw) => scriptOf(draw, draw.cuts, draw.told)),
  );
  return all.flatMap((draw, i) => {
    const got = reported[i] ? shown(reported[i]) : undefined;
    const wanted = decoded(draw);
    return JSON.stringify(got) === JSON.stringify(wanted) ? [] : [{ ...draw, got, wanted }];
  });
}
