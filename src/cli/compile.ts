import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Io } from './io.js';
import { printable, printableLines } from './output/harmless.js';
import { print } from './output/output.js';

type Files = ReadonlyMap<string, string>;

/** The files a grammar makes, or undefined when its findings were printed instead. */
async function compiled(grammar: readonly string[], { stderr }: Io): Promise<Files | undefined> {
  // Loaded only here: who decodes need not wait for a compiler.
  const { compile, GrammarError } = await import('../compiler.js');
  const sources = await Promise.all(grammar.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
  try {
    return compile(sources);
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    await print(stderr, `${printableLines(error.message)}\n`);
    return undefined;
  }
}

export async function compileInto(grammar: readonly string[], out: string, io: Io): Promise<number> {
  const files = await compiled(grammar, io);
  if (files === undefined) return 1;
  for (const [name, text] of files) {
    const path = join(out, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    await print(io.stdout, `${printable(path)}\n`);
  }
  return 0;
}

export async function check(grammar: readonly string[], io: Io): Promise<number> {
  return (await compiled(grammar, io)) === undefined ? 1 : 0;
}
