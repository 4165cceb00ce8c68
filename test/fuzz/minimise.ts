/** The least that still shows a finding: whatever can be left out is left out. */
import type { Program, Step } from './program.js';

type StillShown = (program: Program) => boolean;

function* withoutPart(bytes: Uint8Array): Generator<Uint8Array> {
  for (let length = bytes.length >> 1; length > 0; length >>= 1) {
    for (let from = 0; from < bytes.length; from += length) {
      yield Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + length)]);
    }
  }
}

function withStep(program: Program, at: number, ...by: readonly Step[]): Program {
  return { ...program, steps: [...program.steps.slice(0, at), ...by, ...program.steps.slice(at + 1)] };
}

/** Simpler programs, those that leave out most first. */
function* simpler(program: Program): Generator<Program> {
  for (const [i] of program.steps.entries()) yield withStep(program, i);
  for (const [i] of program.reactions.entries()) {
    yield { ...program, reactions: program.reactions.filter((_, at) => at !== i) };
  }
  for (const name of Object.keys(program.options)) {
    const options = Object.entries(program.options).filter(([option]) => option !== name);
    yield { ...program, options: Object.fromEntries(options) };
  }
  for (const [i, step] of program.steps.entries()) {
    if (step.kind === 'call') continue;
    for (const bytes of withoutPart(step.bytes)) yield withStep(program, i, { ...step, bytes });
  }
}

/** Greedy; gives up after so many tries. */
export function minimised(program: Program, stillShown: StillShown, tries = 4000): Program {
  let best = program;
  let left = tries;
  for (let found = true; found; ) {
    found = false;
    for (const candidate of simpler(best)) {
      if (left-- <= 0) return best;
      if (!stillShown(candidate)) continue;
      best = candidate;
      found = true;
      break;
    }
  }
  return best;
}
