/** What the "." entry weighs, and how long it takes from its import to the first message. */
import { gzipSync } from 'node:zlib';
import { minified } from '../scripts/minified.js';
import { bundle } from './build.js';
import { type NodeCommand, runFresh } from './measure/fresh-node.js';
import { median } from './measure/statistics.js';

export interface EntrySize {
  readonly name: string;
  readonly minified: number;
  readonly gzipped: number;
}

/** A driver takes one of the two; what it does not import is shaken out. */
const ENTRIES: Readonly<Record<string, string>> = {
  'all of "."': `export * from './src/index.js';`,
  'Decoder alone': `export { Decoder } from './src/index.js';`,
  'Tokenizer alone': `export { Tokenizer } from './src/index.js';`,
};

export async function entrySizes(): Promise<EntrySize[]> {
  const sizes = Object.entries(ENTRIES).map(async ([name, contents]) => {
    const code = await minified(contents);
    return { name, minified: code.length, gzipped: gzipSync(code, { level: 9 }).length };
  });
  return Promise.all(sizes);
}

const STARTS = 15;

/** Milliseconds, the median of some fresh starts. */
export async function timeToFirstMessage(node: NodeCommand, directory: string): Promise<number> {
  const library = await bundle('library', `export * from '../src/index.js';`, directory);
  const start = await bundle('start', `import { runStart } from './measure/start.js';\nawait runStart();`, directory);
  const times = Array.from({ length: STARTS }, () => runFresh<number>(node, [], start, { library }));
  return median(times);
}
