/** The package as its users get it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export interface Packed {
  readonly tarball: string;
  /** What it holds, by path. */
  readonly files: readonly string[];
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Packs what has been built into a folder. */
export function pack(into: string): Packed {
  if (!existsSync(join(root, 'dist', 'index.js'))) throw new Error('nothing was built yet: npm run build');
  // Without its scripts: prepack would build all over again.
  const output = npm(['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', into], root);
  const [packed] = JSON.parse(output) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new Error(output);
  return { tarball: join(into, packed.filename), files: packed.files.map((file) => file.path) };
}

/** Makes a folder into a project that has the package, and nothing else, installed. Nothing is fetched for that. */
export function install(tarball: string, into: string): void {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'package.json'), '{ "name": "user", "private": true, "type": "module" }\n');
  npm(['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball], into);
}
