/** What `npm run bench --` understands. */
import { parseArgs } from 'node:util';
import { WORKLOADS, type WorkloadName } from './workload/file.js';

export interface BenchOptions {
  readonly json: string | undefined;
  readonly quick: boolean;
  readonly node24: boolean;
  /** Only these, if any are named. */
  readonly subjects: readonly string[];
  readonly workloads: readonly WorkloadName[];
  readonly chunks: readonly number[];
  /** Something was named: size, start, steady state and scaling are left out. */
  readonly onlyPairs: boolean;
}

export const CHUNKS: readonly number[] = [1, 64, 4096];

const isWorkload = (name: string): name is WorkloadName => (WORKLOADS as readonly string[]).includes(name);

export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      node24: { type: 'boolean', default: false },
      subject: { type: 'string', multiple: true, default: [] },
      workload: { type: 'string', multiple: true, default: [] },
      chunk: { type: 'string', multiple: true, default: [] },
    },
  });
  const workloads = values.workload.filter(isWorkload);
  if (workloads.length < values.workload.length) throw new Error(`workloads are ${WORKLOADS.join(', ')}`);
  return {
    json: values.json,
    quick: values.quick,
    node24: values.node24,
    subjects: values.subject,
    workloads: workloads.length > 0 ? workloads : WORKLOADS,
    onlyPairs: [values.subject, values.workload, values.chunk].some((named) => named.length > 0),
    chunks: values.chunk.length > 0 ? values.chunk.map(Number) : CHUNKS,
  };
}
