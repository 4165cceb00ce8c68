/**
 * `npm run bench:linear`: a byte costs the same in a stream of N and of 2N bytes, whatever the bytes are and however
 * they are cut; and one byte at a time costs at most five times what a byte costs in chunks of 64, of ordinary lines or
 * of the same stream where that costs more. The same with each option set. Fails past the bounds.
 */
import { bundle } from './build.js';
import { findNode, runFresh } from './measure/fresh-node.js';
import type { LinearRequest, LinearResult } from './measure/linear-trial.js';
import { scratchDirectory } from './measure/scratch.js';
import { table } from './table.js';
import { LINEAR_OPTIONS, type LinearOption } from './workload/linear-options.js';
import { STREAMS } from './workload/linear-streams.js';
import { workload } from './workload/make.js';

/** Twice the bytes may cost this much more a byte before it is called growth; anything quadratic would cost 2. */
const GROWTH = 1.4;
const SINGLE_BYTES = 5;
const CHUNKS = [1, 64, 4096];
const ATTEMPTS = 3;

const node = findNode(process.argv.includes('--node24') ? '24' : undefined);
const entry = `import { runLinear } from './measure/linear-trial.js';\nawait runLinear();`;
const trial = await bundle('linear', entry, scratchDirectory('linear'));
const session = workload('lines');

/** A busy machine makes ratios larger, not smaller: the least of some attempts holds. */
function attempt(request: LinearRequest, bound: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ATTEMPTS && least > bound; i++)
    least = Math.min(least, runFresh<LinearResult>(node, [], trial, request).ratio);
  return least;
}

const failures: string[] = [];

function judged(what: string, ratio: number, bound: number): string {
  if (ratio > bound) failures.push(`${what}: ${ratio.toFixed(2)} is past ${bound}`);
  return ratio.toFixed(2);
}

const rows = Object.keys(STREAMS).map((stream) => {
  const cells = CHUNKS.map((chunk) => {
    const ratio = attempt({ kind: 'doubled', stream, chunk, session }, GROWTH);
    return judged(`${stream} at ${chunk}`, ratio, GROWTH);
  });
  const single = attempt({ kind: 'single-bytes', stream, chunk: 64, session }, SINGLE_BYTES);
  return [stream, ...cells, judged(`${stream} byte by byte`, single, SINGLE_BYTES)];
});

const optionRows = (Object.keys(LINEAR_OPTIONS) as LinearOption[]).map((option) => {
  const ratios = Object.keys(STREAMS).map((stream) => {
    const ratio = attempt({ kind: 'doubled', stream, chunk: 64, session, option }, GROWTH);
    judged(`${stream}, ${option} set`, ratio, GROWTH);
    return { stream, ratio };
  });
  const worst = ratios.reduce((most, one) => (one.ratio > most.ratio ? one : most));
  return [option, worst.ratio.toFixed(2), worst.stream];
});

const head = ['cost of a byte', '2N by N, chunks of 1', 'of 64', 'of 4096', 'one byte at a time'];
console.log(`Node ${node.version}\n\n${table(head, rows)}`);
console.log(table(['option set', '2N by N, chunks of 64, at most', 'of'], optionRows));
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
