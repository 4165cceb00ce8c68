/**
 * Before all tests: the sources without their types, for the programs that tests start. Through tsx each of them takes a
 * second of a processor longer. The sources are beside, for what reads those.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that stands for the root, with `src` and `generated`. */
    javascript: string;
  }
}

const root = join(import.meta.dirname, '..');
const SOURCES = ['src', 'generated'];
/** What the sources read, by its place. */
const BESIDE = ['package.json', 'grammar', 'c'];

const typeScriptIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, folder, file));

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'javascript-'));
  for (const name of SOURCES) cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of BESIDE) symlinkSync(join(root, name), join(folder, name));
  const target = { format: 'esm', platform: 'node', target: 'node20' } as const;
  await build({ entryPoints: SOURCES.flatMap(typeScriptIn), outbase: root, outdir: folder, ...target });
  provide('javascript', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
