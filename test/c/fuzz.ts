/** `npm run fuzz:c -- SEED ROUNDS`: 2000 mutated streams a round, the C engine beside the TypeScript decoder. */
import { join } from 'node:path';
import { grammarSources, root } from '../../scripts/grammar-sources.js';
import { analyse } from '../../src/compiler/analyse.js';
import { build, grammarFolder } from './engine.js';
import { differences, draws } from './streams.js';

const STREAMS = 2000;
const [seed = 1, rounds = 10] = process.argv.slice(2).map(Number);

const flags = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
const program = build(grammarFolder(analyse(grammarSources())), { flags, sources: [join(root, 'test/c/driver.c')] });
for (let round = 0; round < rounds; round++) {
  const found = differences(program, draws(seed * 100_000 + round, STREAMS));
  for (const one of found) console.log(JSON.stringify(one));
  if (found.length > 0) process.exit(1);
}
console.log(`${rounds * STREAMS} streams are read alike`);
