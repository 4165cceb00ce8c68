/** The least that still shows a finding: whatever can be left out is left out. */
import type { Program, Step } from './program.js';

type StillShown = (program: Program) => boolean;

function withStep(program: Program, at: number, ...by: readonly Step[]): Program {
  return { ...program, steps: [...program.steps.slice(0, at), ...by, ...program.steps.slice(at + 1)] };
}

function without(bytes: Uint8Array, from: number, count: number): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + count)]);
}

class Minimiser {
  best: Program;
  private readonly stillShown: StillShown;
  private left: number;

  constructor(program: Program, stillShown: StillShown, tries: number) {
    this.best = program;
    this.stillShown = stillShown;
    this.left = tries;
  }

  /** One go through all that might be left out; whether anything was. */
  pass(): boolean {
    const before = this.best;
    for (let i = this.best.steps.length - 1; i >= 0; i--) this.takes(withStep(this.best, i));
    this.dropReactions();
    this.dropOptions();
    for (let i = this.best.steps.length - 1; i >= 0; i--) this.shorten(i);
    return this.best !== before && this.left > 0;
  }

  private takes(candidate: Program): boolean {
    if (this.left-- <= 0 || !this.stillShown(candidate)) return false;
    this.best = candidate;
    return true;
  }

  private dropReactions(): void {
    for (const reaction of this.best.reactions) {
      this.takes({ ...this.best, reactions: this.best.reactions.filter((other) => other !== reaction) });
    }
  }

  private dropOptions(): void {
    for (const name of Object.keys(this.best.options)) {
      const options = Object.entries(this.best.options).filter(([option]) => option !== name);
      this.takes({ ...this.best, options: Object.fromEntries(options) });
    }
  }

  /** Leaves out halves of a step's bytes, then quarters, down to single ones. */
  private shorten(at: number): void {
    const length = (): number => {
      const step = this.best.steps[at];
      return step === undefined || step.kind === 'call' ? 0 : step.bytes.length;
    };
    for (let count = length() >> 1; count > 0; count >>= 1) {
      for (let from = 0; from < length(); ) if (!this.takesWithout(at, from, count)) from += count;
    }
  }

  private takesWithout(at: number, from: number, count: number): boolean {
    const step = this.best.steps[at];
    if (step === undefined || step.kind === 'call') return false;
    return this.takes(withStep(this.best, at, { ...step, bytes: without(step.bytes, from, count) }));
  }
}

/** Greedy; gives up after so many tries. */
export function minimised(program: Program, stillShown: StillShown, tries = 5000): Program {
  const minimiser = new Minimiser(program, stillShown, tries);
  while (minimiser.pass());
  return minimiser.best;
}
