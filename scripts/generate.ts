/** `npm run generate`: writes generated/, docs/forms.md and vectors/; with `--check` it names stale files and fails. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grammarSources, root, tcpipSources } from './grammar-sources.js';
import { compileNotation } from './notation.js';
import { vectorFiles } from './vectors.js';
import { writeFiles } from './write-files.js';

/** Made where they are needed, by `npm run docs` and by the tests: nobody reviews them. */
const NOT_COMMITTED = ['docs/grammar.html'];

/** For the command line and for tests, which have all forms. */
const NOT_IN_PART = ['arbitraries.ts', 'fields.ts'];

async function generated(): Promise<Map<string, string>> {
  const files = new Map([['generated/compiler/notation.ts', compileNotation()]]);
  // The compiler reads what the notation's grammar was compiled to, so that has to be written first.
  if (!process.argv.includes('--check')) writeFiles(files);
  const { compile } = await import('../src/compiler/compile.js');
  const made = compile(grammarSources(), {
    runtime: '../src/runtime.js',
    arbitraries: '../src/arbitraries/packed.js',
    targets: ['typescript', 'arbitraries', 'compact', 'docs'],
  });
  for (const [name, text] of made) {
    if (NOT_COMMITTED.includes(name)) continue;
    files.set(name.startsWith('docs/') ? name : `generated/${name}`, text);
  }
  // Chapters by themselves: what they name of others is left out, so nothing is to be said of it.
  const part = compile(tcpipSources(), { runtime: '../../src/runtime.js', targets: ['typescript'], onRemark() {} });
  for (const [name, text] of part) if (!NOT_IN_PART.includes(name)) files.set(`generated/tcpip/${name}`, text);
  for (const [name, text] of vectorFiles()) files.set(name, text);
  return files;
}

function stale(files: ReadonlyMap<string, string>): string[] {
  const present = readdirSync(join(root, 'generated'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
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
  writeFiles(files);
}
