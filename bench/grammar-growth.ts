/**
 * `npm run bench:growth`: the lines of the application note are read as fast with the complete grammar as with a grammar
 * of those forms alone. Fails when they are read more than a twentieth slower.
 */
import { bundleForms } from './build.js';
import { findNode } from './measure/fresh-node.js';
import { measure, type Point } from './measure/scaling.js';
import { scratchDirectory } from './measure/scratch.js';
import { short, table } from './table.js';
import { allTypes, noteTypes } from './workload/forms.js';
import { workload } from './workload/make.js';

const BOUND = 0.95;
const ATTEMPTS = 3;

const node = findNode(process.argv.includes('--node24') ? '24' : undefined);
const directory = scratchDirectory('growth');
const note = new Set(noteTypes());
const all = new Set(allTypes());
const stream = workload('lines', { types: note });

async function point(of: string, types: ReadonlySet<string>): Promise<Point> {
  return { of, bundle: await bundleForms(`grammar-${types.size}`, types, directory), workload: stream };
}

const points = [await point(`${note.size} forms of the note`, note), await point(`all ${all.size} forms`, all)];

let kept = 0;
for (let i = 0; i < ATTEMPTS && kept < BOUND; i++) {
  const rows = measure(node, points, 3);
  const [alone, complete] = rows as [(typeof rows)[0], (typeof rows)[0]];
  kept = Math.max(alone.cost / complete.cost, complete.ratio / alone.ratio);
  const cells = rows.map((row) => [row.of, short(1000 / row.cost), short(row.cost), row.ratio.toFixed(3)]);
  console.log(`Node ${node.version}\n\n${table(['grammar', 'MB/s', 'ns a byte', 'of the ceiling'], cells)}\n`);
}
console.log(`With all forms the lines are read at ${(100 * kept).toFixed(0)} % of the speed.`);
if (kept < BOUND) process.exitCode = 1;
