import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Finding, Source } from '../compiler.js';
import { Unreadable } from './fault.js';
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
    if (error instanceof compiler.UnknownFormError) throw new Unreadable(error.message);
    if (!(error instanceof compiler.GrammarError)) throw error;
    await print(stderr, `${printableLines(error.message)}\n`);
    return 1;
  }
}

/** Names of forms with commas between them. */
export interface CompileChoice {
  readonly out: string;
  readonly forms?: string;
  readonly without?: string;
}

const namesIn = (list: string | undefined): string[] | undefined => list?.split(',').filter((name) => name !== '');

/** What was left out because of the choice is said on stderr. */
export function compileInto(grammar: readonly string[], choice: CompileChoice, io: Io): Promise<number> {
  const { out } = choice;
  return withGrammar(grammar, io, async ({ compile }, sources) => {
    const [forms, without] = [namesIn(choice.forms), namesIn(choice.without)];
    const remarks: string[] = [];
    const onRemark = ({ location, message }: Finding): void => {
      remarks.push(`${location.file}:${location.line}:${location.column}: ${message}\n`);
    };
    const chosen = forms || without ? { forms, without, onRemark } : {};
    const made = compile(sources, chosen);
    await print(io.stderr, printableLines(remarks.join('')));
    for (const [name, text] of made) {
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
