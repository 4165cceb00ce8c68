/** Bundles a subject with what runs it, so that no loader is between the code and the engine. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { grammarSources } from '../scripts/grammar-sources.js';
import { compile } from '../src/compiler.js';

const here = import.meta.dirname;

/** What only prepares a subject does not belong into the bundle that is timed. */
const EXTERNAL = ['*/llparse/build.js'];

export function subjectNames(): string[] {
  return readdirSync(join(here, 'subjects'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
}

/** As the package is built: see tsup.config.ts. */
export const AS_PACKAGED = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  logLevel: 'error',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
} as const;

/** Bundles source text whose imports are relative to bench/; returns the path of the bundle. */
export async function bundle(name: string, contents: string, directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const outfile = join(directory, `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: here, sourcefile: `${name}-entry.ts`, loader: 'ts' },
    outfile,
    ...AS_PACKAGED,
    external: EXTERNAL,
  });
  return outfile;
}

export function bundleSubject(name: string, directory: string): Promise<string> {
  const contents = `import { subject } from './subjects/${name}.js';\nimport { runTrial } from './measure/trial.js';\nawait runTrial(subject);\n`;
  return bundle(name, contents, directory);
}

/** A tokenizer of some forms of the grammar, every field of every view read. */
export function bundleForms(name: string, types: ReadonlySet<string>, directory: string): Promise<string> {
  const folder = join(directory, name);
  const options = { runtime: join(here, '../src/runtime.js'), forms: [...types], targets: ['typescript'] } as const;
  for (const [file, text] of compile(grammarSources(), options)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const contents = [
    `import { Tokenizer } from ${JSON.stringify(join(folder, 'protocol.js'))};`,
    `import { EVERY_FIELD, tokenizerSubject } from './measure/tokenizer-subject.js';`,
    `import { runTrial } from './measure/trial.js';`,
    'await runTrial(tokenizerSubject(Tokenizer, EVERY_FIELD));',
  ].join('\n');
  return bundle(name, contents, directory);
}
