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

const ofCeiling = (row: Row | undefined): number => row?.ratio ?? Number.NaN;

/** Those of which something was measured. */
export function goals(rows: readonly Row[]): Goal[] {
  const fresh = find(rows, 'lines-fresh');
  const mixed = find(rows, 'mixed');
  const numbersByLlparse = (chunk: number): number =>
    quotient(fresh('tokenizer-numbers', chunk), fresh('llparse-wasm', chunk));
  const all: Goal[] = [
    { goal: 'lines-fresh: tokenizer of the ceiling', wanted: 0.25, reached: ofCeiling(fresh('tokenizer', 4096)) },
    {
      goal: 'lines-fresh: tokenizer, numbers only, of the ceiling',
      wanted: 0.3,
      reached: ofCeiling(fresh('tokenizer-numbers', 4096)),
    },
    {
      goal: 'lines-fresh: tokenizer by llparse-wasm, both numbers only, chunks of 64',
      wanted: 1,
      reached: numbersByLlparse(64),
    },
    { goal: 'lines-fresh: the same, chunks of 4096', wanted: 0.9, reached: numbersByLlparse(4096) },
    {
      goal: 'lines-fresh: decoder, times split and regular expressions',
      wanted: 4,
      reached: fresh('decoder', 4096)?.timesSplit ?? Number.NaN,
    },
    {
      goal: 'lines-fresh: decoder, times readline',
      wanted: 9,
      reached: fresh('decoder', 4096)?.timesReadline ?? Number.NaN,
    },
    {
      goal: 'mixed: decoder, times split and regular expressions',
      wanted: 4,
      reached: mixed('decoder', 4096)?.timesSplit ?? Number.NaN,
    },
    {
      goal: 'payload: tokenizer of the ceiling',
      wanted: 3,
      reached: ofCeiling(find(rows, 'payload')('tokenizer', 4096)),
    },
  ];
  return all.filter(({ reached }) => !Number.isNaN(reached));
}
