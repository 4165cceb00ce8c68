/**
 * After the build: the types of every entry, once. They are CommonJS (`.d.cts`), which an ES module may import from as well as
 * a CommonJS one may require them; `.d.ts` of an entry hands on the same names.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import ts from 'typescript';
import { sharing, withoutUnused } from './declaration-graph.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Where one declaration imports another: `from './x.js'`, `import('./x.js')`. */
const SPECIFIER = /(from |import\()(['"])(\.{1,2}\/[^'"]+)\.js\2/g;

/** What the compiler declares for the sources that these lead to: by path relative to the root, without its ending. */
function declared(sources: readonly string[]): Map<string, string> {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const program = ts.createProgram(sources, {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rootDir: root,
    outDir: dist,
  });
  const found = new Map<string, string>();
  program.emit(undefined, (file, text) => {
    if (file.endsWith('.d.ts'))
      found.set(
        relative(dist, file)
          .replace(/\.d\.ts$/, '')
          .replaceAll('\\', '/'),
        text,
      );
  });
  return found;
}

const importsOf = (name: string, text: string): string[] =>
  [...text.matchAll(SPECIFIER)].map(([, , , path = '']) => posix.join(posix.dirname(name), path));

/** These and what their declarations import, which is less than what their code does. */
function reachable(entries: readonly string[], all: ReadonlyMap<string, string>): Set<string> {
  const found = new Set(entries);
  for (const name of found) {
    const text = all.get(name);
    if (text === undefined) throw new Error(`${name} is imported, and was not declared`);
    for (const other of importsOf(name, text)) found.add(other);
  }
  return found;
}

/** Four spaces a level are most of a declaration, and comments of a few words have lines of nothing else. */
const narrow = (text: string): string =>
  text
    .replace(/\/\*\*\n\s*\* ([\s\S]*?)\n\s*\*\//g, (_, lines: string) => `/** ${lines.replace(/\n\s*\*/g, '\n *')} */`)
    .replace(/^(?: {4})+/gm, (indent) => ' '.repeat(indent.length / 4));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(dist, file)), { recursive: true });
  writeFileSync(join(dist, file), text);
}

/** The entry of a part of the forms has most of its types in common with that of all forms. */
function shared(name: string, all: ReadonlyMap<string, string>): string {
  const text = all.get(name) ?? '';
  const whole = all.get(name.replace(/^generated\/tcpip\//, 'generated/'));
  return whole === undefined || whole === text ? text : sharing(text, whole, `../${posix.basename(name)}.js`);
}

/** Writes `dist/ENTRY.d.cts`, `dist/ENTRY.d.ts` and what they lead to below `dist/types`. */
export function writeDeclarations(entries: readonly string[]): void {
  const names = entries.map((entry) => `src/${entry}`);
  const all = withoutUnused(names, declared(names.map((name) => join(root, `${name}.ts`))));
  for (const name of reachable(names, all)) {
    const text = shared(name, all).replace(SPECIFIER, '$1$2$3.cjs$2');
    write(`types/${name}.d.cts`, narrow(text));
  }
  for (const entry of entries) {
    write(`${entry}.d.cts`, `export * from './types/src/${entry}.cjs';\n`);
    write(`${entry}.d.ts`, `export * from './${entry}.cjs';\n`);
  }
}
