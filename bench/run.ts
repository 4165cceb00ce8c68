/**
 * `npm run bench`: every subject over every workload, side by side, then size, start, steady state and scaling.
 * A subject or a workload named on the command line leaves out the rest.
 */
import { writeFileSync } from 'node:fs';
import { subjectNames } from './build.js';
import { goals } from './goals.js';
import { findNode, type NodeCommand } from './measure/fresh-node.js';
import { measurePairs } from './measure/pairs.js';
import { formCounts, lineLengths, streamLengths } from './measure/scaling.js';
import { scratchDirectory } from './measure/scratch.js';
import { steadyState } from './measure/steady-state.js';
import { type BenchOptions, readOptions } from './options.js';
import { type Report, reportText } from './report.js';
import { entrySizes, timeToFirstMessage } from './size.js';
import { rowCells } from './table.js';

type Rest = Pick<Report, 'sizes' | 'start' | 'steady' | 'scaling'>;

async function measureRest({ quick }: BenchOptions, node: NodeCommand): Promise<Rest> {
  const directory = scratchDirectory('rest');
  const repeats = quick ? 1 : 3;
  return {
    sizes: await entrySizes(),
    start: await timeToFirstMessage(node, directory),
    steady: await steadyState(node, directory, quick),
    scaling: {
      'length of the stream': await streamLengths(node, directory, repeats),
      'forms in the grammar': await formCounts(node, directory, repeats),
      'length of the line': await lineLengths(node, directory, repeats),
    },
  };
}

const NO_REST: Rest = { sizes: [], start: Number.NaN, steady: [], scaling: {} };

async function run(options: BenchOptions): Promise<Report> {
  const node = findNode(options.node24 ? '24' : undefined);
  const names = subjectNames().filter((name) => options.subjects.length === 0 || options.subjects.includes(name));
  const rows = await measurePairs(options, node, names, (row) =>
    console.error(`${row.workload}: ${rowCells(row).join('  ')}`),
  );
  const rest = options.onlyPairs ? NO_REST : await measureRest(options, node);
  const date = new Date().toISOString().slice(0, 10);
  return { node: node.version, date, rows, goals: goals(rows), ...rest };
}

const options = readOptions(process.argv.slice(2));
const report = await run(options);
console.log(`\n${reportText(report)}`);
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
