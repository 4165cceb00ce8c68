import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

/** Source files by their path from the root, with `/`. */
export type Sources = ReadonlyMap<string, string>;

/** One import: `to` is a path from the root for a file of ours, else the name of a module. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

export function readSources(root: string, folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mts|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(files.map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')]));
}

/** An import names what it will be after the build: `./x.js` stands for `./x.ts`. */
export function target(from: string, specifier: string, sources: Sources): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = posix.join(posix.dirname(from), specifier);
  const source = path.replace(/\.js$/, '.ts');
  return sources.has(source) ? source : path;
}

/** Each rule asks for the edges of the same sources. */
const known = new WeakMap<Sources, readonly Edge[]>();

/** Every import of every file: static, dynamic, of types, and re-exports. */
export function edgesOf(sources: Sources): readonly Edge[] {
  const edges = known.get(sources) ?? edgesIn(sources);
  known.set(sources, edges);
  return edges;
}

function edgesIn(sources: Sources): Edge[] {
  return [...sources].flatMap(([from, text]) =>
    ts
      .preProcessFile(text, true, true)
      .importedFiles.map(({ fileName }) => ({ from, to: target(from, fileName, sources) })),
  );
}

/** The edges of all files that can be reached from one, its own included. */
export function reachable(entry: string, edges: readonly Edge[]): readonly Edge[] {
  const seen = new Set([entry]);
  // A Set can grow while it is walked.
  for (const file of seen) for (const edge of edges) if (edge.from === file) seen.add(edge.to);
  return edges.filter((edge) => seen.has(edge.from));
}
