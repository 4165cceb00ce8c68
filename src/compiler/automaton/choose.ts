/** Which of several lines that match the same bytes holds, and under which condition. */
import type { Line } from './nfa.js';

export interface Candidate {
  readonly line: number;
  /** Commands of which one must be in flight; `any` stands for every command. Undefined: no condition. */
  readonly heads: readonly string[] | undefined;
}

function rank({ form }: Line): number {
  if (form.fallback) return 2;
  return form.whileInFlight === undefined ? 1 : 0;
}

/** A line is of one form, and of one reading of it. */
export function conditionOf({ form, variants }: Line): readonly string[] | undefined {
  const { whileInFlight } = form;
  return variants[0]?.whileInFlight ?? (whileInFlight === 'any' ? ['any'] : whileInFlight);
}

/** In the order in which they are tried; ends with the first that has no condition. */
export function chooseLine(lines: readonly Line[], matching: readonly number[]): readonly Candidate[] {
  const ordered = matching
    .map((index) => ({ index, line: lines[index] as Line }))
    .sort((a, b) => rank(a.line) - rank(b.line) || a.index - b.index);
  const candidates = ordered.map(({ index, line }) => ({ line: index, heads: conditionOf(line) }));
  const certain = candidates.findIndex((c) => c.heads === undefined);
  if (certain >= 0) return candidates.slice(0, certain + 1);
  const yielding = ordered.find(({ line }) => line.form.yields);
  return yielding ? [...candidates, { line: yielding.index, heads: undefined }] : candidates;
}
