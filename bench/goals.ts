/** What the tokenizer and the decoder are to reach, and what they have reached in this run. */
import type { Row } from './measure/pairs.js';

export interface Goal {
  readonly goal: string;
  readonly wanted: number;
  readonly reached: number;
}

type Find = (subject: string, chunk: number) => Row | undefined;

const find =
  (rows: readonly Row[], workload: string): Find =>
  (subject, chunk) =>
    rows.find((row) => row.workload === workload && row.subject === subject && row.chunk === chunk);

const quotient = (a: Row | undefined, b: Row | undefined): number =>
  (a?.ratio ?? Number.NaN) / (b?.ratio ?? Number.NaN);

/** Those of which something was measured. */
export function goals(rows: readonly Row[]): Goal[] {
  const lines = find(rows, 'lines');
  const tokenizer = lines('tokenizer', 4096);
  const payload = find(rows, 'payload')('tokenizer', 4096);
  const all: Goal[] = [
    { goal: 'lines: tokenizer of the ceiling', wanted: 0.45, reached: tokenizer?.ratio ?? Number.NaN },
    { goal: 'lines: tokenizer, times readline', wanted: 12, reached: tokenizer?.timesReadline ?? Number.NaN },
    {
      goal: 'lines: tokenizer by llparse-wasm, both numbers only, chunks of 64',
      wanted: 1,
      reached: quotient(lines('tokenizer-numbers', 64), lines('llparse-wasm', 64)),
    },
    {
      goal: 'lines: the same, chunks of 4096',
      wanted: 0.9,
      reached: quotient(lines('tokenizer-numbers', 4096), lines('llparse-wasm', 4096)),
    },
    {
      goal: 'lines: decoder, times readline',
      wanted: 5,
      reached: lines('decoder', 4096)?.timesReadline ?? Number.NaN,
    },
    { goal: 'payload: tokenizer of the ceiling', wanted: 3, reached: payload?.ratio ?? Number.NaN },
  ];
  return all.filter(({ reached }) => !Number.isNaN(reached));
}
