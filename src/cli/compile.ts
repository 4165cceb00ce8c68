import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Source } from '../compiler.js';
import type { Io } from './io.js';
import { printable, printableLines } from './output/harmless.js';
import { print } from './output/output.js';

/** 1 when the grammar has findings, which are printed then; else what `use` answers. */
async function withGrammar(
  grammar: readonly string[],
  { stderr }: Io,
  use: (compiler: typeof import('../compiler.js'), sources: readonly Source[]) => number | Promise<number>,
): Promise<number> {
  // Loaded only here: who decodes need not wait for a compiler.
  const compiler = await import('../compiler.js');
  const sources = await Promise.all(grammar.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
  try {
    return await use(compiler, sources);
  } catch (error) {
    if (!(error instanceof compiler.GrammarError)) throw error;
    await print(stderr, `${printableLines(error.message)}\n`);
    return 1;
  }
}

export function compileInto(grammar: readonly string[], out: string, io: Io): Promise<number> {
  return withGrammar(grammar, io, async ({ compile }, sources) => {
    for (const [name, text] of compile(sources)) {
      const path = join(out, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      await print(io.stdout, `${printable(path)}\n`);
    }
    return 0;
  });
}

export function check(grammar: readonly string[], io: Io): Promise<number> {
  return withGrammar(grammar, io, ({ check: checkGrammar }, sources) => {
    checkGrammar(sources);
    return 0;
  });
}
