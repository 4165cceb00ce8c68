/** `npm run bench`: every subject over every workload, side by side. */
import { writeFileSync } from 'node:fs';
import { subjectNames } from './build.js';
import { findNode } from './fresh-node.js';
import { readOptions } from './options.js';
import { measurePairs } from './pairs.js';
import { rowCells, rowTables } from './table.js';

const options = readOptions(process.argv.slice(2));
const node = findNode(options.node24 ? '24' : undefined);
const names = subjectNames().filter((name) => options.subjects.length === 0 || options.subjects.includes(name));
const rows = await measurePairs(options, node, names, (row) =>
  console.error(`${row.workload}: ${rowCells(row).join('  ')}`),
);
console.log(`\nNode ${node.version}, ${new Date().toISOString().slice(0, 10)}\n\n${rowTables(rows)}`);
if (options.json) writeFileSync(options.json, `${JSON.stringify({ node: node.version, rows }, undefined, 2)}\n`);
