/**
 * Which grammars were checked and found right, by their content and the compiler's: to check them again would find the
 * same. What cannot be read, or is not as it should be, counts as not there; what cannot be written is not kept.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Checked, Source } from '../../compiler.js';
import { cacheFolder } from '../grammar/cache-folder.js';
import type { Io } from '../io.js';

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

async function fileOf(sources: readonly Source[], io: Io): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await compilerFiles()) hash.update(await readFile(path));
  for (const { file, text } of sources) hash.update(JSON.stringify([file, text]));
  return join(cacheFolder(io), 'checked', `${hash.digest('hex').slice(0, 32)}.json`);
}

const NUMBERS = ['files', 'forms', 'commands', 'examples', 'lines', 'states'] as const;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

function isChecked(value: unknown): value is Checked {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Readonly<Record<string, unknown>>;
  if (!NUMBERS.every((name) => isCount(record[name]))) return false;
  if (record.longest === undefined) return true;
  const { form, bytes } = (record.longest ?? {}) as Readonly<Record<string, unknown>>;
  return typeof form === 'string' && /^[a-z0-9-]+$/.test(form) && isCount(bytes);
}

export async function remembered(sources: readonly Source[], io: Io): Promise<Checked | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(await fileOf(sources, io), 'utf8'));
    return isChecked(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: another run may be writing the same. */
export async function remember(sources: readonly Source[], checked: Checked, io: Io): Promise<void> {
  try {
    const path = await fileOf(sources, io);
    await mkdir(join(cacheFolder(io), 'checked'), { recursive: true });
    const making = `${path}.${process.pid}`;
    await writeFile(making, JSON.stringify(checked));
    await rename(making, path);
  } catch {
    // A folder that cannot be written to costs time and nothing else.
  }
}
