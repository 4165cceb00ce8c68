/** Subject by workload by chunk size: each in a fresh Node, several times over, the subjects taking turns. */
import { bundleSubject } from '../build.js';
import type { Subject } from '../measure/subject.js';
import type { BenchOptions } from '../options.js';
import type { WorkloadName } from '../workload/file.js';
import { cacheDirectory, workload } from '../workload/make.js';
import { type NodeCommand, runFresh } from './fresh-node.js';
import { scratchDirectory } from './scratch.js';
import { median } from './statistics.js';
import type { MemoryRequest, MemoryResult, TrialRequest, TrialResult, Verdict } from './trial.js';

export interface Row {
  readonly subject: string;
  readonly workload: WorkloadName;
  readonly chunk: number;
  readonly verdict: Verdict;
  /** The best of all rounds, 10^6 bytes a second. */
  readonly speed: number;
  readonly messagesPerSecond: number;
  /** The median of speed by the byte loop's speed in the same round; that of the subject `ceiling` is 1. */
  readonly ratio: number;
  /** How many times as fast as readline and regular expressions. */
  readonly timesReadline: number;
  /** And as a loop of `split` and the same regular expressions. */
  readonly timesSplit: number;
  readonly bytesPerMessage: number | undefined;
}

interface Pair {
  readonly subject: Subject;
  readonly bundle: string;
  readonly workload: WorkloadName;
  readonly chunk: number;
}

type Pace = Omit<TrialRequest, 'workload' | 'chunk'>;

const PACE = {
  quick: { repeats: 1, warmUp: 1000, rounds: 7, round: 40 },
  full: { repeats: 2, warmUp: 1500, rounds: 11, round: 60 },
};

/** A quick run looks at what changes from day to day. */
const QUICK_WORKLOADS: readonly WorkloadName[] = ['lines-fresh', 'mixed'];
/** Where no workload was named, this one is read at one size: it differs from `lines-fresh` in nothing but that it repeats. */
const ONE_SIZE: WorkloadName = 'lines';
const LARGEST = 4096;

function isWanted({ quick, onlyPairs }: BenchOptions, workload: WorkloadName, chunk: number): boolean {
  if (onlyPairs) return true;
  if (quick) return QUICK_WORKLOADS.includes(workload) && chunk > 1;
  return workload !== ONE_SIZE || chunk === LARGEST;
}

/** Bytes are counted over a short stream, in a young generation that holds all that is allocated meanwhile. */
const MEMORY_FLAGS = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];
const MEMORY_SIZE = 1 << 18;

async function pairs(options: BenchOptions, names: readonly string[]): Promise<Pair[]> {
  const directory = scratchDirectory('bundles');
  const found: Pair[] = [];
  for (const name of names) {
    const { subject } = (await import(`../subjects/${name}.js`)) as { subject: Subject };
    const reason = await subject.prepare?.(cacheDirectory());
    if (reason) {
      console.error(`${name} is left out: ${reason}`);
      continue;
    }
    const bundle = await bundleSubject(name, directory);
    for (const workload of options.workloads.filter((one) => subject.workloads.includes(one)))
      for (const chunk of options.chunks)
        if (isWanted(options, workload, chunk)) found.push({ subject, bundle, workload, chunk });
  }
  return found;
}

function toRow(pair: Pair, results: readonly TrialResult[], bytesPerMessage?: number): Row {
  const speed = Math.max(...results.flatMap(({ speeds }) => speeds));
  const [{ verdict, messages, bytes }] = results as [TrialResult];
  return {
    subject: pair.subject.name,
    workload: pair.workload,
    chunk: pair.chunk,
    verdict,
    speed,
    messagesPerSecond: (speed * 1e6 * messages) / bytes,
    ratio: median(results.flatMap(({ ratios }) => ratios)),
    timesReadline: Number.NaN,
    timesSplit: Number.NaN,
    bytesPerMessage,
  };
}

function countBytes(pair: Pair, node: NodeCommand, pace: Pace): number | undefined {
  const request: MemoryRequest = {
    ...pace,
    memory: true,
    workload: workload(pair.workload, { size: MEMORY_SIZE }),
    chunk: pair.chunk,
  };
  const { allocated } = runFresh<MemoryResult>(node, MEMORY_FLAGS, pair.bundle, request);
  return allocated.collections === 0 ? allocated.bytesPerMessage : undefined;
}

/** Measures; `report` hears of every row as soon as it is known. */
export async function measurePairs(
  options: BenchOptions,
  node: NodeCommand,
  names: readonly string[],
  report: (row: Row) => void,
): Promise<Row[]> {
  const all = await pairs(options, names);
  const { repeats, ...pace } = options.quick ? PACE.quick : PACE.full;
  const results = new Map<Pair, TrialResult[]>(all.map((pair) => [pair, []]));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const pair of all) {
      const request: TrialRequest = { ...pace, workload: workload(pair.workload), chunk: pair.chunk };
      results.get(pair)?.push(runFresh<TrialResult>(node, [], pair.bundle, request));
    }
  }
  const rows = all.map((pair) => {
    const row = toRow(pair, results.get(pair) ?? [], countBytes(pair, node, pace));
    report(row);
    return row;
  });
  return rows.map((row) => related(row, rows));
}

/** Ratios to other subjects are those of their ratios to the byte loop: so each compares neighbours in time. */
function related(row: Row, rows: readonly Row[]): Row {
  const of = (subject: string): number =>
    rows.find((one) => one.subject === subject && one.workload === row.workload && one.chunk === row.chunk)?.ratio ??
    Number.NaN;
  const ceiling = of('ceiling');
  const ratio = Number.isNaN(ceiling) ? row.ratio : row.ratio / ceiling;
  return {
    ...row,
    ratio,
    timesReadline: row.ratio / of('readline-regex'),
    timesSplit: row.ratio / of('split-regex'),
  };
}
