/**
 * What was checked and found right, by its content and the compiler's: to check it again would find the same. Whole
 * grammars, and the parts of one that is being written. What cannot be read, or is not as it should be, counts as not
 * there; what cannot be written is not kept.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Checked, Source } from '../../compiler.js';
import { cacheFolder } from '../grammar/cache-folder.js';
import type { Io } from '../io.js';
import { isChecked } from './is-checked.js';
import { KnownParts } from './known-parts.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Built, the compiler is one file that names its parts by their content; in a checkout it is a folder. */
async function compilerFiles(): Promise<string[]> {
  const built = here('./compiler.js');
  if (existsSync(built)) return [built];
  const folder = here('../../compiler');
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = all.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return [...files.sort(), here('../../../generated/compiler/notation.ts')];
}

async function hashOfCompiler(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await compilerFiles()) hash.update(await readFile(path));
  return hash.digest('hex');
}

let compiler: Promise<string> | undefined;

/** A file for what this compiler says of this. */
async function fileFor(folder: string, said: readonly unknown[], io: Io): Promise<string> {
  compiler ??= hashOfCompiler();
  const hash = createHash('sha256').update(await compiler);
  for (const each of said) hash.update(JSON.stringify(each));
  return join(cacheFolder(io), folder, `${hash.digest('hex').slice(0, 32)}.json`);
}

const fileOf = (sources: readonly Source[], io: Io): Promise<string> =>
  fileFor(
    'checked',
    sources.map(({ file, text }) => [file, text]),
    io,
  );

/** One for the same files, whatever they hold. */
const partsFileOf = (sources: readonly Source[], io: Io): Promise<string> =>
  fileFor(
    'parts',
    sources.map(({ file }) => file),
    io,
  );

async function read(path: Promise<string>): Promise<unknown> {
  try {
    return JSON.parse(await readFile(await path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another run may be writing the same. */
async function write(path: Promise<string>, value: unknown): Promise<void> {
  try {
    const file = await path;
    await mkdir(dirname(file), { recursive: true });
    const making = `${file}.${process.pid}`;
    await writeFile(making, JSON.stringify(value));
    await rename(making, file);
  } catch {
    // A folder that cannot be written to costs time and nothing else.
  }
}

export async function remembered(sources: readonly Source[], io: Io): Promise<Checked | undefined> {
  const record = await read(fileOf(sources, io));
  return isChecked(record) ? record : undefined;
}

export const remember = (sources: readonly Source[], checked: Checked, io: Io): Promise<void> =>
  write(fileOf(sources, io), checked);

export const knownParts = async (sources: readonly Source[], io: Io): Promise<KnownParts> =>
  new KnownParts(await read(partsFileOf(sources, io)));

export const keepParts = (sources: readonly Source[], parts: KnownParts, io: Io): Promise<void> =>
  parts.size === 0 ? Promise.resolve() : write(partsFileOf(sources, io), parts);
