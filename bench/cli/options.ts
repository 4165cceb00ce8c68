/** What `npm run bench:cli --` understands. */
import { parseArgs } from 'node:util';
import { WORKLOADS, type WorkloadName } from '../workload/file.js';

export interface CliBenchOptions {
  /** Of each stream, in bytes. */
  readonly size: number;
  readonly rounds: number;
  readonly workloads: readonly WorkloadName[];
  /** Only programs whose names contain one of these, if any are named. */
  readonly programs: readonly string[];
  /** Another build of the command line, to be measured beside this one. */
  readonly against: string | undefined;
  readonly json: string | undefined;
}

const isWorkload = (name: string): name is WorkloadName => (WORKLOADS as readonly string[]).includes(name);

function atLeastOne(text: string, what: string): number {
  const number = Number(text);
  if (!(number >= 1)) throw new Error(`${what} is a number, at least 1`);
  return number;
}

export function readCliOptions(args: readonly string[]): CliBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: '64' },
      rounds: { type: 'string', default: '3' },
      workload: { type: 'string', multiple: true, default: ['lines-fresh', 'payload'] },
      program: { type: 'string', multiple: true, default: [] },
      against: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const workloads = values.workload.filter(isWorkload);
  if (workloads.length < values.workload.length) throw new Error(`workloads are ${WORKLOADS.join(', ')}`);
  return {
    size: atLeastOne(values.size, '--size (in MiB)') * 2 ** 20,
    rounds: Math.floor(atLeastOne(values.rounds, '--rounds')),
    workloads,
    programs: values.program,
    against: values.against,
    json: values.json,
  };
}
