/** `npm run bench:module`: how much payload passes the simulated module, by each way; fails below its bound. */
import { markdownTable } from 'markdown-table';
import { speedOf } from './measure.js';
import { WAYS } from './ways.js';

/** MB/s: more than any line of a SIM800 carries a thousand times. */
const BOUND = 20;
const PIECES = 4000;
const ROUNDS = 5;

const rows = WAYS.map((way) => ({ way, speed: speedOf(way, PIECES, ROUNDS) }));
const cells = rows.map(({ way, speed }) => [way.name, speed.megabytes.toFixed(0), speed.ofCopying.toFixed(4)]);
console.log(markdownTable([['way', 'MB/s', 'of copying'], ...cells], { align: ['l', 'r', 'r'] }));
const slow = rows.filter(({ speed }) => speed.megabytes < BOUND);
if (slow.length > 0) {
  console.error(`below ${BOUND} MB/s: ${slow.map(({ way }) => way.name).join(', ')}`);
  process.exitCode = 1;
}
