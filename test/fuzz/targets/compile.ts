/** Grammars of anybody's, and names of their files: findings with a place, or files; and never code of theirs in these. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { grammarSources } from '../../../scripts/grammar-sources.js';
import { type Document, document, type Vocabulary } from '../documents.js';
import { Random } from '../random.js';
import { type Counted, counted } from '../subject.js';
import { type Finding, type Target, thrown, type Verdict } from '../target.js';
import { DocumentTarget } from './document-target.js';

export type Compiler = typeof import('../../../src/compiler.js');
type Files = ReadonlyMap<string, string>;

const PLAIN = 'mine.at';
/** Names of files that would be more than a name in TypeScript, HTML or Markdown. */
const FILES = [
  PLAIN,
  'a\nevil();',
  'a\r\nevil();//',
  'a*/evil();/*',
  '-->',
  '<script>evil()</script>',
  '`\x24{evil()}`',
  'a\u2028evil()',
];

const WORDS = [
  'urc',
  'response',
  'final',
  'intermediate',
  'prompt',
  'command',
  'type',
  'class',
  'codes',
  'eol',
  'sp',
  'sp0',
  'at-once',
  'payload',
  'bytes',
  'lines',
  'quotes',
  'except',
  'while',
  'begins',
  'ends',
  'numeric',
  'cr',
  'restarts',
  'test',
  'read',
  'write',
  'execute',
  'answers',
  'then',
  'sets',
  'within',
  'data',
  'hex',
  'uint',
  'upper',
  'print',
  'text',
  '..',
  '[',
  ']',
  '(',
  ')',
  '((((((((((',
  '|',
  ',',
  '?',
  '~',
  '"',
  "'",
  '"+A:"',
  'i"OK"',
  '"\\x00"',
  '"\\"',
  'n:0..9',
  'length:0..1460',
  '0..99999999999',
  '1..1048576',
  '-1',
  ' ',
  '\n',
  '\n\n',
  '\n  ',
  '#',
  '# */ evil(); /*',
  '# -->',
  '# <script>evil()</script>',
  '# `\x24{evil()}`',
  '# Source: <b onclick=evil()>',
  'constructor',
  '__proto__',
  'toString',
  'ok',
  'x:',
];

/** For a few kilobytes of grammar. */
const MOST_TEXT = 8 * 1024 * 1024;
const MOST_MEMORY = 1024 * 1024 * 1024;

/** A few entries of a grammar, with their comments. */
function excerpts(text: string, random: Random, count: number): string[] {
  const entries = text.split(/\n\n+/);
  return Array.from({ length: count }, () => {
    const from = random.below(entries.length);
    return `${entries.slice(from, from + 1 + random.below(2)).join('\n\n')}\n`;
  });
}

const DECLARATIONS = grammarSources().flatMap(({ text }) => text.match(/^field .*(?:\n[ \t]+\S.*)*$/gm) ?? []);

/** The declarations an excerpt cannot do without, before it. */
function declared(excerpt: string): string {
  const words = new Set(excerpt.match(/[\w-]+/g));
  const needed = DECLARATIONS.filter((line) => words.has(line.split(/\s+/)[1] ?? '') && !excerpt.includes(line));
  return `${needed.join('\n')}\n\n${excerpt}`;
}

const SIMPLE = '# A (simple) form.\nurc mine "+MINE:" sp level:0..9\n';

const faulty = join(import.meta.dirname, '../../compiler/faulty');

/** The words of TypeScript, comments left out: what the program is, whatever it says about itself. */
function kindsOf(text: string): string {
  const tree = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022);
  const kinds: number[] = [];
  const visit = (node: ts.Node): void => {
    kinds.push(node.kind);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return kinds.join();
}

const parsingErrors = (text: string): readonly ts.Diagnostic[] =>
  ts.transpileModule(text, { reportDiagnostics: true }).diagnostics ?? [];

/** Fenced blocks and code spans of Markdown: as many backticks at the end as at the beginning. */
const CODE = /^```[\s\S]*?^```$|(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/gm;

/** The tags of HTML, and those that Markdown hands on. */
const tagsOf = (text: string): string =>
  (text.replace(CODE, '').match(/<!--|-->|<\/?[a-z][\w-]*|(?<=<[^>]*)\son\w+=/gi) ?? []).join();

/**
 * The same grammar of a harmless author: what its comments say, without what would be a sign of some language. No letter takes its
 * place: `#': ` is about nothing, `#x: ` about a field x.
 */
const harmless = (text: string): string => text.replace(/^\s*#.*$/gm, (line) => line.replace(/[^\w\s#:.,-]/g, '.'));

class CompileTarget extends DocumentTarget {
  readonly coverage;
  protected readonly limitMs = 4000;
  protected readonly vocabulary: Vocabulary = { choices: [...FILES, ...FILES.map(() => PLAIN)], words: WORDS };
  private readonly compiler: Compiler;

  constructor({ subject, coverage }: Counted<Compiler>) {
    super();
    this.compiler = subject;
    this.coverage = coverage;
  }

  seeds(seed: number, count: number): readonly Document[] {
    const random = new Random(seed);
    const refused = readdirSync(faulty).map((file) => readFileSync(join(faulty, file), 'utf8'));
    const shipped = grammarSources().flatMap(({ text }) => excerpts(text, random, Math.ceil(count / 60)));
    const read = shipped.map((text) => document(declared(text), PLAIN));
    return [...read, ...refused.map((text) => document(text, PLAIN)), ...FILES.map((file) => document(SIMPLE, file))];
  }

  protected fault({ bytes, choice }: Document): Verdict {
    const text = Buffer.from(bytes).toString('latin1');
    const before = process.memoryUsage().rss;
    try {
      const files = this.files(choice, text);
      const more = process.memoryUsage().rss - before;
      if (more > MOST_MEMORY) return { kind: 'memory', detail: `${more} bytes for ${bytes.length}` };
      return files instanceof Map ? this.filesFault(files, text) : (files as Verdict);
    } catch (error) {
      return thrown(error, 'compile');
    }
  }

  /** The files; or what is wrong with the refusal, if anything is. */
  private files(file: string, text: string): Files | Verdict {
    try {
      return this.compiler.compile([{ file, text }]);
    } catch (error) {
      if (!(error instanceof this.compiler.GrammarError)) throw error;
      return refusalFault(error.findings, file, text);
    }
  }

  private filesFault(files: Files, text: string): Verdict {
    const length = [...files.values()].reduce((sum, file) => sum + file.length, 0);
    if (length > MOST_TEXT) return { kind: 'far more text than grammar', detail: `${length} of ${text.length}` };
    // In the same order: a page is named after its file.
    const plain = [...this.compiler.compile([{ file: PLAIN, text: harmless(text) }]).values()];
    for (const [i, [name, file]] of [...files].entries()) {
      const found = faultOf(name)(name, file, plain[i] ?? '');
      if (found) return found;
    }
    return undefined;
  }
}

function codeFault(name: string, file: string, plain: string): Finding | undefined {
  const [error] = parsingErrors(file);
  if (error) return { kind: `${name} is no TypeScript`, detail: String(error.messageText) };
  return kindsOf(file) === kindsOf(plain)
    ? undefined
    : { kind: `${name} is another program`, detail: 'with other comments and another file name' };
}

/** The rules of nearley, comments left out. */
const rulesOf = (text: string): string => text.replace(/^#.*\n/gm, '');

function ruleFault(name: string, file: string, plain: string): Finding | undefined {
  return rulesOf(file) === rulesOf(plain) ? undefined : { kind: `${name} has other rules`, detail: rulesOf(file) };
}

function tagFault(name: string, file: string, plain: string): Finding | undefined {
  const [tags, others] = [tagsOf(file), tagsOf(plain)];
  if (tags === others) return undefined;
  const added = tags.split(',').find((tag, i) => tag !== others.split(',')[i]);
  return { kind: `${name} has a tag of the grammar's`, detail: String(added) };
}

function faultOf(name: string): typeof tagFault {
  if (name.endsWith('.ts')) return codeFault;
  return name.endsWith('.ne') ? ruleFault : tagFault;
}

function refusalFault(
  findings: readonly { readonly location: { file: string; line: number; column: number } }[],
  file: string,
  text: string,
): Verdict {
  const lines = text.split('\n');
  if (findings.length === 0) return { kind: 'refused without a finding', detail: text };
  for (const { location } of findings) {
    const { line, column } = location;
    const ends = (lines[line - 1]?.length ?? -2) + 2;
    const isThere = location.file === file && line >= 1 && column >= 1 && column <= ends;
    if (!isThere) return { kind: 'a finding out of place', detail: JSON.stringify(location) };
  }
  return undefined;
}

export const compileOf = (of: Counted<Compiler>): Target<Document> => new CompileTarget(of);

export const countedCompiler = (): Promise<Counted<Compiler>> => counted("export * from './src/compiler.js';");

export const compileTarget = async (): Promise<Target<Document>> => compileOf(await countedCompiler());
