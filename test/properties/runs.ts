/** Seeds are fixed, and printed by fast-check on failure; a long run chooses a seed, and how many runs each property
 * has at least; the second engine takes a part of what is asked for. */
const { PROPERTY_SEED, PROPERTY_PART = '1', PROPERTY_LEAST = '0' } = process.env;

export interface Runs {
  readonly seed: number;
  readonly numRuns: number;
  readonly verbose: 1;
}

/** `times`: where a run is a whole log, every place of a stream or a check of grammars, the variable by which a long run multiplies them. */
export function runsFrom(
  seed: number,
  times?: 'AGREEMENT_TIMES' | 'CUTS_TIMES' | 'EDITS_TIMES' | 'LOGS_TIMES',
): (numRuns: number) => Runs {
  const factor = Number(PROPERTY_PART) * (times === undefined ? 1 : Number(process.env[times] ?? 1));
  const least = times === undefined ? Number(PROPERTY_LEAST) : 0;
  return (numRuns) => ({
    seed: PROPERTY_SEED === undefined ? seed : Number(PROPERTY_SEED),
    numRuns: Math.max(Math.ceil(numRuns * factor), least),
    verbose: 1,
  });
}
