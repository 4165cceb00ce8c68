/** `npm run generate`: writes generated/; with `--check` it names stale files and fails. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { grammarSources, root } from './grammar-sources.js';
import { compileNotation } from './notation.js';

async function generated(): Promise<Map<string, string>> {
  const files = new Map([['generated/compiler/notation.ts', compileNotation()]]);
  // The compiler reads what the notation's grammar was compiled to, so that has to stand first.
  if (!process.argv.includes('--check')) write(files);
  const { compile } = await import('../src/compiler/compile.js');
  const options = { runtime: '../src/runtime.js', arbitraries: '../src/arbitraries/tables.js' };
  for (const [name, text] of compile(grammarSources(), options)) {
    files.set(name.startsWith('docs/') ? name : `generated/${name}`, text);
  }
  return files;
}

function write(files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function stale(files: ReadonlyMap<string, string>): string[] {
  const present = readdirSync(join(root, 'generated'), { recursive: true, encoding: 'utf8' })
    .map((name) => `generated/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(ts|ne)$/.test(name));
  const unknown = present.filter((name) => !files.has(name));
  const different = [...files].filter(([name, text]) => {
    const path = join(root, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  return [...different.map(([name]) => name), ...unknown.map((name) => `${name} (no longer generated)`)];
}

const files = await generated();
if (process.argv.includes('--check')) {
  const names = stale(files);
  for (const name of names) console.error(`stale: ${name}`);
  if (names.length > 0) {
    console.error('run `npm run generate` and commit what it writes');
    process.exitCode = 1;
  }
} else {
  write(files);
}
