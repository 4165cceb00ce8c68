import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { print } from './output.js';

type Files = ReadonlyMap<string, string>;

/** The files a grammar makes, or undefined when its findings were printed instead. */
async function compiled(grammar: readonly string[]): Promise<Files | undefined> {
  // Loaded only here: who decodes need not wait for a compiler.
  const { compile, GrammarError } = await import('../compiler.js');
  const sources = await Promise.all(grammar.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
  try {
    return compile(sources);
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    await print(process.stderr, `${error.message}\n`);
    return undefined;
  }
}

export async function compileInto(grammar: readonly string[], out: string): Promise<number> {
  const files = await compiled(grammar);
  if (files === undefined) return 1;
  for (const [name, text] of files) {
    const path = join(out, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    await print(process.stdout, `${path}\n`);
  }
  return 0;
}

export async function check(grammar: readonly string[]): Promise<number> {
  return (await compiled(grammar)) === undefined ? 1 : 0;
}
