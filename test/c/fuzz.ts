/**
 * `npm run fuzz:c -- SEED ROUNDS [code]`: 2000 mutated streams a round, the C engine beside the TypeScript decoder; half of the
 * rounds with what the host has sent. `code`: with the forms as code, which takes a minute to build, twice.
 */
import { join } from 'node:path';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { analyse } from '../../src/compiler/analyse.js';
import { build, DIALOGUE, grammarFolder, SANITIZED } from './engine.js';
import { differences, draws } from './streams.js';

const STREAMS = 2000;
const [seed = 1, rounds = 10] = process.argv.slice(2, 4).map(Number);
const encoding = process.argv[4] === 'code' ? 'code' : 'table';

const folder = grammarFolder(analyse(grammarSources()), encoding);
const programs = [SANITIZED, [...DIALOGUE, ...SANITIZED]].map((flags) =>
  build(folder, { flags, sources: [join(root, 'test/c/driver.c')] }),
);
for (let round = 0; round < rounds; round++) {
  const told = round % 2 === 1;
  const found = differences(programs[told ? 1 : 0] ?? '', draws(seed * 100_000 + round, STREAMS, told));
  for (const one of found) console.log(JSON.stringify(one));
  if (found.length > 0) process.exit(1);
}
console.log(`${rounds * STREAMS} streams are read alike`);
