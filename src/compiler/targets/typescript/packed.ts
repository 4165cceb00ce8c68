/** Numbers as the text that src/runtime/contract/packed.ts unpacks. */

interface Run {
  readonly first: number;
  /** From one to the next; undefined: there is only one. */
  readonly step: 0 | 1 | undefined;
  readonly times: number;
}

function printed({ first, step, times }: Run): string {
  if (step === undefined) return String(first);
  // Two by themselves are no longer than two as a run.
  if (times === 2) return `${first} ${first + step}`;
  return `${first}${step === 0 ? '*' : '+'}${times}`;
}

/** The run that one more number makes of a run, or undefined where it does not go on. */
function longer(run: Run | undefined, number: number): Run | undefined {
  if (run === undefined) return undefined;
  const distance = number - run.first;
  if (distance === 0 && run.step !== 1) return { ...run, step: 0, times: run.times + 1 };
  if (distance === run.times && run.step !== 0) return { ...run, step: 1, times: run.times + 1 };
  return undefined;
}

/** `0*4 7 3+3` for 0 0 0 0 7 3 4 5. */
export function packed(numbers: readonly number[]): string {
  const runs: Run[] = [];
  for (const number of numbers) {
    const run = longer(runs.at(-1), number);
    if (run === undefined) runs.push({ first: number, step: undefined, times: 1 });
    else runs[runs.length - 1] = run;
  }
  return runs.map(printed).join(' ');
}

/** Things without repetition, and which of them each was. */
export class Distinct<T> {
  readonly all: T[] = [];
  readonly #places = new Map<string, number>();

  /** `key`: the same for things that are the same. */
  placeOf(thing: T, key: string = JSON.stringify(thing)): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(thing) - 1;
  }
}
