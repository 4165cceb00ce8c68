/** What is fuzzed: modules of the house in a bundle of their own, with counters in it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { withCounters } from './counters.js';
import { Coverage } from './coverage.js';

type Library = typeof import('../../src/index.js');
type Protocol = typeof import('../../generated/protocol.js');

/** What the stream is read with. */
export type Subject = Pick<Library, 'Decoder' | 'Tokenizer' | 'decode' | 'encode' | 'tokenize' | 'StateError'> &
  Pick<Protocol, 'machine'>;

export interface Counted<Exports> {
  readonly subject: Exports;
  readonly coverage: Coverage;
}

const ROOT = join(import.meta.dirname, '../..');

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'library',
    platform: 'node',
    external: ['serialport'],
    // What the examples import by the name of the package.
    alias: { 'sim800-protocol/session': join(ROOT, 'src/session.ts') },
    target: 'es2022',
  });
  return outputFiles.map((file) => file.text).join('');
}

/** What the text of a module exports, counting what it runs. Edits of the sources do not reach it any more. */
export async function counted<Exports>(entry: string): Promise<Counted<Exports>> {
  const { code, blocks } = withCounters(await bundled(entry), '$c');
  const coverage = new Coverage(blocks);
  const source = `(($c, require) => {${code}\nreturn library;})`;
  const load = new Script(source, { filename: 'sim800-counted.js' }).runInThisContext() as (
    counters: Uint8Array,
    require: NodeJS.Require,
  ) => Exports;
  return { subject: load(coverage.counters, createRequire(import.meta.url)), coverage };
}

export const countedSubject = (): Promise<Counted<Subject>> =>
  counted("export * from './src/index.js'; export { machine } from './generated/protocol.js';");
