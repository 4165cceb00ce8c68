/** What may happen to a program: to its bytes, to its steps, to its options. */
import * as fc from 'fast-check';
import { concatenated } from '../../src/arbitraries/bytes.js';
import { anyOptions } from '../options.js';
import { changed } from './mutate-bytes.js';
import { CALLS, type Inner, LONGEST, type Program, receivedBytes, rx, type Step, size, tx } from './program.js';
import type { Random } from './random.js';
import { COMMANDS } from './words.js';

type Change = (program: Program, random: Random, other: Program) => Program;

/** Drawn once: to ask an arbitrary for one value takes longer than to run a program. */
const OPTIONS: readonly Program['options'][] = fc
  .sample(anyOptions, { seed: 1, numRuns: 500 })
  .map(({ onDiagnostic: _, ...options }) => options);

function stepsWith({ steps }: Program, at: number, count: number, ...by: readonly Step[]): Step[] {
  return [...steps.slice(0, at), ...by, ...steps.slice(at + count)];
}

/** The bytes of one step, another way. */
const changeBytes: Change = (program, random, other) => {
  if (program.steps.length === 0) return { ...program, steps: [rx(receivedBytes(other))] };
  const at = random.below(program.steps.length);
  const step = program.steps[at];
  if (step === undefined || step.kind === 'call') return program;
  const bytes = changed(step.bytes, random, receivedBytes(other));
  return { ...program, steps: stepsWith(program, at, 1, { ...step, bytes }) };
};

function innerStep(random: Random, other: Program): Inner {
  if (random.oneIn(2)) return random.pick(CALLS);
  if (random.oneIn(2)) return tx(random.pick(COMMANDS));
  const bytes = receivedBytes(other);
  const from = random.below(bytes.length + 1);
  return tx(bytes.subarray(from, from + 1 + random.below(40)));
}

/** A call, or something sent, in the middle of what comes. */
const cutIn: Change = (program, random, other) => {
  const at = random.below(program.steps.length + 1);
  const step = program.steps[at];
  const added = innerStep(random, other);
  if (step?.kind !== 'rx') return { ...program, steps: stepsWith(program, at, 0, added) };
  const cut = random.below(step.bytes.length + 1);
  const parts = [rx(step.bytes.slice(0, cut)), added, rx(step.bytes.slice(cut))];
  return { ...program, steps: stepsWith(program, at, 1, ...parts) };
};

/** The host reports what comes as sent: it is echo now. */
const sendBefore: Change = (program, random) => {
  const at = random.below(program.steps.length + 1);
  const step = program.steps[at];
  if (step?.kind !== 'rx') return program;
  const from = random.below(step.bytes.length + 1);
  const sent = step.bytes.slice(from, from + 1 + random.below(40));
  const parts = [rx(step.bytes.slice(0, from)), tx(sent), rx(step.bytes.slice(from))];
  return { ...program, steps: stepsWith(program, at, 1, ...parts) };
};

/** What was sent comes back. */
const echoBack: Change = (program, random) => {
  const at = program.steps.findIndex(
    (step, i) => step.kind === 'tx' && (i + 1 === program.steps.length || random.oneIn(2)),
  );
  const step = program.steps[at];
  return step?.kind === 'tx' ? { ...program, steps: stepsWith(program, at + 1, 0, rx(step.bytes)) } : program;
};

const dropStep: Change = (program, random) => ({
  ...program,
  steps: stepsWith(program, random.below(program.steps.length + 1), 1),
});

const splice: Change = (program, random, other) => {
  const head = program.steps.slice(0, random.below(program.steps.length + 1));
  return { ...program, steps: [...head, ...other.steps.slice(random.below(other.steps.length + 1))] };
};

const changeOptions: Change = (program, random) => {
  const drawn = Object.entries(random.pick(OPTIONS));
  if (drawn.length === 0 || random.oneIn(4)) return { ...program, options: {} };
  return { ...program, options: { ...program.options, ...Object.fromEntries([random.pick(drawn)]) } };
};

const react: Change = (program, random, other) => {
  const reaction = { at: random.below(6), step: innerStep(random, other) };
  return { ...program, reactions: random.oneIn(2) ? [] : [...program.reactions.slice(0, 2), reaction] };
};

const cutElsewhere: Change = (program, random) => ({ ...program, cutSeed: random.below(1000) });

const CHANGES: readonly Change[] = [
  ...Array.from({ length: 12 }, () => changeBytes),
  cutIn,
  cutIn,
  sendBefore,
  echoBack,
  dropStep,
  splice,
  changeOptions,
  react,
  cutElsewhere,
];

/** Steps that say nothing are dropped, neighbouring chunks joined: where chunks end, the cuttings decide. */
function tidied(steps: readonly Step[]): Step[] {
  const out: Step[] = [];
  for (const step of steps) {
    const last = out.at(-1);
    if (step.kind !== 'call' && step.bytes.length === 0) continue;
    if (step.kind === 'rx' && last?.kind === 'rx') out[out.length - 1] = rx(concatenated([last.bytes, step.bytes]));
    else out.push(step);
  }
  return out;
}

/** The program, changed in a few ways; `other` is one that pieces may be taken from. */
export function mutated(program: Program, random: Random, other: Program): Program {
  let out = program;
  do out = random.pick(CHANGES)(out, random, other);
  while (!random.oneIn(3));
  const steps = tidied(out.steps).slice(0, 40);
  return size({ ...out, steps }) > LONGEST ? program : { ...out, steps };
}
