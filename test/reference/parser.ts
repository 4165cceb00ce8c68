import nearley, { type CompiledRules } from 'nearley';
import compile from 'nearley/lib/compile.js';
import generate from 'nearley/lib/generate.js';
import language from 'nearley/lib/nearley-language-bootstrapped.js';

const { Grammar, Parser } = nearley;

/** A line as the reference reads it; bytes are latin1 strings. */
export interface Reading {
  readonly type: string;
  readonly fields: Readonly<Record<string, number | string>>;
}
interface Parse extends Reading {
  /** Of a form that needs a command in flight: it goes before others. */
  readonly bound: boolean;
}

/** Compiles the text of a nearley grammar. */
export function compileReference(text: string): CompiledRules {
  const source = new Parser(Grammar.fromCompiled(language));
  source.feed(text);
  // Nearley's own language is ambiguous in its blanks: like nearleyc, the first parse is taken.
  if (source.results.length === 0) throw new Error('the reference grammar ends too early');
  const script = generate(compile(source.results[0], { file: 'reference.ne' }), 'grammar');
  const module: { exports: unknown } = { exports: {} };
  new Function('module', script)(module);
  return module.exports as CompiledRules;
}

function parses(grammar: InstanceType<typeof Grammar>, line: string): Parse[] {
  const parser = new Parser(grammar);
  try {
    parser.feed(line);
  } catch {
    return []; // Nothing goes on at some byte: nearley says so with an error.
  }
  return parser.results;
}

/** The one reading of a line (text, and payload after it), or undefined; a second one is an error of the grammar. */
export function reader(rules: CompiledRules, start: string): (line: string) => Reading | undefined {
  const grammar = Grammar.fromCompiled({ ...rules, ParserStart: start });
  return (line) => {
    const all = parses(grammar, line);
    const bound = all.filter((parse) => parse.bound);
    const readings = (bound.length > 0 ? bound : all).map(({ type, fields }) => ({ type, fields }));
    // Two ways through tolerated spellings may come to the same reading.
    const [first, ...others] = readings;
    if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first)))
      throw new Error(`${JSON.stringify(line)} has several parses: ${JSON.stringify(all)}`);
    return first;
  };
}
