import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { C99Options, Finding, Source } from '../compiler.js';
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
    const isTheirs = error instanceof compiler.GrammarError || error instanceof compiler.SelectionError;
    if (!isTheirs) throw error;
    await print(stderr, `${printableLines(error.message)}\n`);
    return 1;
  }
}

/** Lists are names of forms, or of commands, with commas between them. */
export interface CompileChoice {
  readonly out: string;
  readonly target: 'typescript' | 'javascript' | 'c99' | 'program';
  readonly forms?: string;
  readonly without?: string;
  readonly commands?: string;
  readonly strict?: boolean;
  readonly encoding?: C99Options['encoding'];
}

const namesIn = (list: string | undefined): string[] | undefined => list?.split(',').filter((name) => name !== '');

type Compiler = typeof import('../compiler.js');
type Files = ReadonlyMap<string, string | Uint8Array>;

/** What `compile` writes next to the code, and `--without` can leave out like a form. */
const EXTRAS = ['arbitraries', 'reference', 'docs'] as const;

const isExtra = (name: string): boolean => (EXTRAS as readonly string[]).includes(name);

/** The code of the chosen forms, and what of the rest is wanted. */
function codeOf(
  compiler: Compiler,
  sources: readonly Source[],
  code: 'typescript' | 'javascript',
  forms: readonly string[] | undefined,
  unwanted: readonly string[] = [],
): [Files, readonly string[]] {
  const remarks: string[] = [];
  const onRemark = ({ location, message }: Finding): void => {
    remarks.push(`${location.file}:${location.line}:${location.column}: ${message}`);
  };
  const without = unwanted.filter((name) => !isExtra(name));
  const isPart = forms !== undefined || without.length > 0;
  // JavaScript is for who runs it and reads nothing.
  const extras = code === 'javascript' ? [] : EXTRAS.filter((name) => !unwanted.includes(name));
  const targets = [code, ...extras];
  return [compiler.compile(sources, { targets, ...(isPart && { forms, without, onRemark }) }), remarks];
}

/** The files of a target, and remarks on what a selection of forms leaves out. */
function made(compiler: Compiler, sources: readonly Source[], choice: CompileChoice): [Files, readonly string[]] {
  const { strict = false } = choice;
  const [forms, without] = [namesIn(choice.forms), namesIn(choice.without)];
  const commands = namesIn(choice.commands);
  const part = { strict, ...(forms && { forms }), ...(without && { without }), ...(commands && { commands }) };
  switch (choice.target) {
    case 'typescript':
    case 'javascript':
      return codeOf(compiler, sources, choice.target, forms, without);
    case 'c99': {
      const { files, remarks } = compiler.compileC99(sources, { ...part, encoding: choice.encoding });
      return [files, remarks];
    }
    case 'program': {
      const { bytes, remarks } = compiler.compileProgram(sources, part);
      return [new Map([['sim800.program', bytes]]), remarks];
    }
  }
}

/** What was left out because of the choice is said on stderr. */
export function compileInto(grammar: readonly string[], choice: CompileChoice, io: Io): Promise<number> {
  return withGrammar(grammar, io, async (compiler, sources) => {
    const [files, remarks] = made(compiler, sources, choice);
    for (const remark of remarks) await print(io.stderr, `${printableLines(remark)}\n`);
    for (const [name, content] of files) {
      const path = join(choice.out, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      await print(io.stdout, `${printable(path)}\n`);
    }
    return 0;
  });
}
