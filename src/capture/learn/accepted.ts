/** A shape that was taken, with its lines. */
import type { Shape } from '../read/contract.js';
import type { Place, SampleLine } from './candidates.js';

export interface Accepted {
  readonly shape: Shape;
  readonly worth: number;
  /** Which share of the lines that are known is commands. */
  readonly commands: number;
  readonly places: readonly Place[];
}

export const linesOfAll = (all: readonly { readonly places: readonly Place[] }[]): ReadonlySet<number> =>
  new Set(all.flatMap(({ places }) => places.map(({ line }) => line)));

/** So many lines appear below one that says which way they went. */
const MOST_BELOW = 40;

/** The texts below a line, as far as the next that `starts` something. */
export function textsBelow(lines: readonly SampleLine[], line: number, starts: ReadonlySet<number>): string[] {
  const texts: string[] = [];
  for (let i = line + 1; i < lines.length && i <= line + MOST_BELOW && !starts.has(i); i++) {
    texts.push(lines[i]?.text ?? '');
  }
  return texts;
}
