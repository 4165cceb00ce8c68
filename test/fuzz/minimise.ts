/** The least that still shows a finding: whatever can be left out is left out. */
import type { Program, Step } from './program.js';

type StillShown = (program: Program) => Promise<boolean>;

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
  async pass(): Promise<boolean> {
    const before = this.best;
    for (let i = this.best.steps.length - 1; i >= 0; i--) await this.takes(withStep(this.best, i));
    await this.dropReactions();
    await this.dropOptions();
    for (let i = this.best.steps.length - 1; i >= 0; i--) await this.shorten(i);
    return this.best !== before && this.left > 0;
  }

  private async takes(candidate: Program): Promise<boolean> {
    if (this.left-- <= 0 || !(await this.stillShown(candidate))) return false;
    this.best = candidate;
    return true;
  }

  private async dropReactions(): Promise<void> {
    for (const reaction of this.best.reactions) {
      await this.takes({ ...this.best, reactions: this.best.reactions.filter((other) => other !== reaction) });
    }
  }

  private async dropOptions(): Promise<void> {
    for (const name of Object.keys(this.best.options)) {
      const options = Object.entries(this.best.options).filter(([option]) => option !== name);
      await this.takes({ ...this.best, options: Object.fromEntries(options) });
    }
  }

  /** Leaves out halves of a step's bytes, then quarters, down to single ones. */
  private async shorten(at: number): Promise<void> {
    const length = (): number => {
      const step = this.best.steps[at];
      return step === undefined || step.kind === 'call' ? 0 : step.bytes.length;
    };
    for (let count = length() >> 1; count > 0; count >>= 1) {
      for (let from = 0; from < length(); ) if (!(await this.takesWithout(at, from, count))) from += count;
    }
  }

  private async takesWithout(at: number, from: number, count: number): Promise<boolean> {
    const step = this.best.steps[at];
    if (step === undefined || step.kind === 'call') return false;
    return this.takes(withStep(this.best, at, { ...step, bytes: without(step.bytes, from, count) }));
  }
}

/** Greedy; gives up after so many tries. */
export async function minimised(program: Program, stillShown: StillShown, tries = 5000): Promise<Program> {
  const minimiser = new Minimiser(program, stillShown, tries);
  while (await minimiser.pass());
  return minimiser.best;
}
