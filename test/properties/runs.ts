/** Seeds are fixed, and printed by fast-check on failure; a long run multiplies the runs and may choose another seed. */
const TIMES = Number(process.env['PROPERTY_TIMES'] ?? 1);
const SEED = process.env['PROPERTY_SEED'];

export function runsFrom(seed: number): (numRuns: number) => { seed: number; numRuns: number; verbose: 1 } {
  return (numRuns) => ({ seed: SEED === undefined ? seed : Number(SEED), numRuns: numRuns * TIMES, verbose: 1 });
}
