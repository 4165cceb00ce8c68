/** `--grammar`: forms of the user's own, together with those that ship; compiled once, and kept. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Source } from '../../compiler.js';
import { named, Unreadable } from '../fault.js';
import type { Io } from '../io.js';
import { printableLines } from '../output/harmless.js';
import { print } from '../output/output.js';
import type { Protocol } from '../protocol.js';
import { cacheFolder } from './cache-folder.js';
import { loadModule } from './module.js';

/** The first of the places that is there: that of the package, then those of a checkout, without its types and with them. */
function placed(...places: readonly string[]): string {
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? (paths[0] as string);
}

const grammarFolder = (): string => dirname(placed('../grammar/tcpip.at', '../../../grammar/tcpip.at'));
const runtimeFile = (): string => placed('./runtime.js', '../../runtime.js', '../../runtime.ts');

async function sourceOf(path: string, file: string): Promise<Source> {
  try {
    return { file, text: await readFile(path, 'utf8') };
  } catch (error) {
    throw named(error, path);
  }
}

async function sourcesOf(files: readonly string[]): Promise<Source[]> {
  const folder = grammarFolder();
  const shipped = (await readdir(folder)).filter((name) => name.endsWith('.at')).sort();
  const all = [
    ...shipped.map((name) => [join(folder, name), name] as const),
    ...files.map((file) => [file, basename(file)] as const),
  ];
  return Promise.all(all.map(([path, name]) => sourceOf(path, name)));
}

/** Raised when something else is made of a grammar than before. */
const MADE = 3;

/** What is made of the same sources by the same runtime is the same. */
async function keyOf(sources: readonly Source[]): Promise<string> {
  const hash = createHash('sha256');
  hash
    .update(await readFile(runtimeFile()))
    .update(runtimeFile())
    .update(`${process.version} ${MADE}`);
  for (const { file, text } of sources) hash.update(`\0${file}\0${text}`);
  return hash.digest('hex').slice(0, 32);
}

async function compiled(sources: readonly Source[], { stderr }: Io): Promise<Map<string, string>> {
  const { compile, GrammarError } = await import('../../compiler.js');
  try {
    return compile(sources, { runtime: pathToFileURL(runtimeFile()).href, targets: ['javascript'] });
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    await print(stderr, `${printableLines(error.message)}\n`);
    throw new Unreadable('the grammar is not as it should be');
  }
}

/** Whole or not at all: another run may be making the same. */
async function written(files: ReadonlyMap<string, string>, folder: string): Promise<void> {
  await mkdir(join(folder, '..'), { recursive: true });
  const making = await mkdtemp(`${folder}-`);
  try {
    for (const [name, text] of files) await writeFile(join(making, name), text);
    await writeFile(join(making, 'package.json'), '{"type":"module"}');
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!existsSync(join(folder, 'package.json'))) throw named(error, folder);
  }
}

export async function loadGrammar(files: readonly string[], io: Io): Promise<Protocol> {
  const sources = await sourcesOf(files);
  const folder = join(cacheFolder(io), await keyOf(sources));
  if (!existsSync(join(folder, 'package.json'))) await written(await compiled(sources, io), folder);
  return loadModule(join(folder, 'protocol.js'));
}
