/** The programs that are measured: ours, each way to print a log, and what people use instead. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { patternRows } from '../rivals/line-table.js';
import { buildCli } from './build.js';

export interface Program {
  readonly name: string;
  readonly command: readonly string[];
}

/** How a log can be printed, as arguments of `sim800 decode`; whether several jobs can share it. */
const WAYS: readonly (readonly [way: readonly string[], isShared: boolean])[] = [
  [['--format', 'ndjson'], true],
  [['--format', 'csv'], true],
  [['--format', 'pretty'], true],
  [['--format', 'parquet'], false],
  [['--stats'], false],
];

function decoding(name: string, cli: string, log: string, way: readonly string[]): Program {
  return {
    name: `${name} decode ${way.join(' ')}`,
    command: [process.execPath, cli, 'decode', '--container', 'raw', ...way, log],
  };
}

/** Each way by one job, and where it can be shared by as many as there are processors. */
const ours = (cli: string, log: string): Program[] =>
  WAYS.flatMap(([way, isShared]) =>
    (isShared ? [[...way, '--jobs', '1'], way] : [way]).map((one) => decoding('sim800', cli, log, one)),
  );

/** A build that may know no jobs. */
const others = (cli: string, log: string): Program[] => WAYS.map(([way]) => decoding('against', cli, log, way));

function rivals(directory: string, log: string): Program[] {
  const table = join(directory, 'table.json');
  writeFileSync(table, JSON.stringify(patternRows()));
  return [
    { name: 'naive.py', command: ['python3', join(import.meta.dirname, 'naive.py'), table, log] },
    // Of a file whose lines it prints nowhere, grep reads only the first: it is to count.
    { name: 'grep -c', command: ['grep', '-ac', '^+CIPRXGET: [0-9]', log] },
    { name: 'cat', command: ['cat', log] },
  ];
}

/** `against`: another build of the command line, a JavaScript file. */
export async function programs(directory: string, log: string, against: string | undefined): Promise<Program[]> {
  if (against !== undefined && !existsSync(against)) throw new Error(`--against: there is no ${against}`);
  const cli = await buildCli(directory);
  return [...ours(cli, log), ...(against === undefined ? [] : others(against, log)), ...rivals(directory, log)];
}
