/** `npm run generate`: writes generated/, docs/forms.md and vectors/; with `--check` it names stale files and fails. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './grammar-sources.js';
import { compileNotation } from './notation.js';
import { writeFiles } from './write-files.js';

async function generated(): Promise<Map<string, string>> {
  const notation = new Map([['generated/compiler/notation.ts', compileNotation()]]);
  // The compiler reads what the notation's grammar was compiled to, so that has to be written first.
  if (!process.argv.includes('--check')) writeFiles(notation);
  const { generatedFiles } = await import('./generated-files.js');
  return new Map([...notation, ...generatedFiles()]);
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
