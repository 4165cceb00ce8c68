/** Seeds are fixed, and printed by fast-check on failure; a long run multiplies the runs and chooses a seed,
 * the second engine takes a part of them. */
const SEED = process.env.PROPERTY_SEED;

export interface Runs {
  readonly seed: number;
  readonly numRuns: number;
  readonly verbose: 1;
}

/** `times`: the variable that multiplies the runs. */
export function runsFrom(seed: number, times = 'PROPERTY_TIMES'): (numRuns: number) => Runs {
  const factor = Number(process.env[times] ?? 1);
  return (numRuns) => ({
    seed: SEED === undefined ? seed : Number(SEED),
    numRuns: Math.ceil(numRuns * factor),
    verbose: 1,
  });
}
