/**
 * `npm run bench:cli`: what a person waits for. Each way to print a log, a naive script, grep and cat, in turns over the
 * same files; the best round of each.
 */
import { writeFileSync } from 'node:fs';
import { scratchDirectory } from '../measure/scratch.js';
import { short, table } from '../table.js';
import { longStream } from '../workload/long.js';
import { readCliOptions } from './options.js';
import { type Program, programs } from './programs.js';
import { type Spent, spend } from './spend.js';

interface Result extends Spent {
  readonly workload: string;
  readonly program: string;
  /** 10^6 bytes of the log a second. */
  readonly speed: number;
}

const options = readCliOptions(process.argv.slice(2));
const directory = scratchDirectory('cli');

/** The least that is told of time. */
const TICK = 0.01;

/** Where others take the processor, its own time is the shorter; where it has threads, the clock's is. */
const timeOf = ({ elapsed, cpu }: Spent): number => Math.max(TICK, Math.min(elapsed, cpu));

function best(runs: readonly Spent[]): Spent {
  const least = (value: (one: Spent) => number): number => Math.min(...runs.map(value));
  const [fastest] = [...runs].sort((a, b) => timeOf(a) - timeOf(b));
  return { ...(fastest as Spent), memory: least(({ memory }) => memory) };
}

function measure(workload: string, all: readonly Program[]): Result[] {
  const runs = all.map((): Spent[] => []);
  for (let round = 0; round < options.rounds; round++)
    for (const [i, { name, command }] of all.entries()) {
      console.error(`${workload}, round ${round + 1} of ${options.rounds}: ${name}`);
      runs[i]?.push(spend(command));
    }
  return all.map(({ name: program }, i) => {
    const spent = best(runs[i] as Spent[]);
    return { workload, program, ...spent, speed: options.size / timeOf(spent) / 1e6 };
  });
}

async function resultsOf(workload: (typeof options.workloads)[number]): Promise<Result[]> {
  const all = await programs(directory, longStream(workload, options.size), options.against);
  const isWanted = ({ name }: Program): boolean =>
    options.programs.length === 0 || options.programs.some((part) => name.includes(part));
  return measure(workload, all.filter(isWanted));
}

function tableOf(workload: string, results: readonly Result[]): string {
  const head = [workload, 'MB/s', 'seconds', 'of the processor', 'memory, MB'];
  const rows = results.map((one) => [
    one.program,
    short(one.speed),
    short(one.elapsed),
    short(one.cpu),
    short(one.memory / 1e6),
  ]);
  return table(head, rows);
}

const results: Result[] = [];
const size = `${options.size / 2 ** 20} MiB`;
console.log(`Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, ${size} each, output to /dev/null\n`);
for (const workload of options.workloads) {
  const found = await resultsOf(workload);
  results.push(...found);
  console.log(`${tableOf(workload, found)}\n`);
}
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, undefined, 2)}\n`);
