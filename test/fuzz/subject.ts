/** What is fuzzed: the library, as its source says or with counters in it. */
import { join } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { withCounters } from './counters.js';
import { Coverage } from './coverage.js';

type Library = typeof import('../../src/index.js');
type Protocol = typeof import('../../generated/protocol.js');

export type Subject = Pick<Library, 'Decoder' | 'Tokenizer' | 'decode' | 'encode' | 'tokenize' | 'StateError'> &
  Pick<Protocol, 'machine'>;

export interface Counted {
  readonly subject: Subject;
  readonly coverage: Coverage;
}

const ROOT = join(import.meta.dirname, '../..');
const ENTRY = "export * from './src/index.js'; export { machine } from './generated/protocol.js';";

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'library',
    target: 'es2022',
  });
  return outputFiles.map((file) => file.text).join('');
}

/** The library in a bundle of its own, which counts what it runs. Edits of the sources do not reach it any more. */
export async function countedSubject(): Promise<Counted> {
  const { code, blocks } = withCounters(await bundled(), '$c');
  const coverage = new Coverage(blocks);
  const load = new Script(`(($c) => {${code}\nreturn library;})`, { filename: 'sim800-counted.js' }).runInThisContext();
  return { subject: (load as (counters: Uint8Array) => Subject)(coverage.counters), coverage };
}
