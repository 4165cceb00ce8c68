/** `npm run generate`: writes generated/; with `--check` it names stale files and fails. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileNotation } from './notation.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The chapters in which the order of fallback forms is laid down come last. */
export function grammarSources(): { file: string; text: string }[] {
  const names = readdirSync(join(root, 'grammar')).filter((name) => name.endsWith('.at'));
  const ordered = [...names.filter((n) => n !== 'bare.at').sort(), ...names.filter((n) => n === 'bare.at')];
  return ordered.map((name) => ({ file: `grammar/${name}`, text: readFileSync(join(root, 'grammar', name), 'utf8') }));
}

async function generated(): Promise<Map<string, string>> {
  const files = new Map([['generated/compiler/notation.ts', compileNotation()]]);
  // The compiler reads what the notation's grammar was compiled to, so that has to stand first.
  if (!process.argv.includes('--check')) write(files);
  const { compile } = await import('../src/compiler/compile.js');
  for (const [name, text] of compile(grammarSources(), { runtime: '../src/runtime.js' }))
    files.set(`generated/${name}`, text);
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
    .filter((name) => name.endsWith('.ts'));
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
