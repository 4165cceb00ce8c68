import nearley, { type CompiledRules } from 'nearley';
import compile from 'nearley/lib/compile.js';
import generate from 'nearley/lib/generate.js';
import language from 'nearley/lib/nearley-language-bootstrapped.js';
import { parserOf } from './lookahead.js';

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

/** Nearley reads its own language by a rule that recurs on the right: the time goes with the square of the text. */
const RULES_AT_ONCE = 40;

/** The code before it, and after it some rules at a time: each is a line of its own. */
function pieces(text: string): string[] {
  const behindCode = text.indexOf('\n%}\n') + '\n%}\n'.length;
  const rules = text
    .slice(behindCode)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const groups = Array.from({ length: Math.ceil(rules.length / RULES_AT_ONCE) }, (_, i) =>
    rules.slice(i * RULES_AT_ONCE, (i + 1) * RULES_AT_ONCE).join('\n'),
  );
  return [text.slice(0, behindCode), ...groups];
}

function productionsIn(piece: string): readonly unknown[] {
  const source = new Parser(Grammar.fromCompiled(language));
  source.feed(piece);
  // Nearley's own language is ambiguous in its blanks: like nearleyc, the first parse is taken.
  if (source.results.length === 0) throw new Error(`the reference grammar ends too early: ${piece.slice(0, 80)}`);
  return source.results[0];
}

/** Compiles the text of a nearley grammar. */
export function compileReference(text: string): CompiledRules {
  const script = generate(compile(pieces(text).flatMap(productionsIn), { file: 'reference.ne' }), 'grammar');
  const module: { exports: unknown } = { exports: {} };
  new Function('module', script)(module);
  return module.exports as CompiledRules;
}

/** The one reading of a line (text, and payload after it), or undefined; a second one is an error of the grammar. */
export function reader(rules: CompiledRules, start: string): (line: string) => Reading | undefined {
  const parses = parserOf(rules, start);
  return (line) => {
    const all = parses(line) as readonly Parse[];
    const bound = all.filter((parse) => parse.bound);
    const readings = (bound.length > 0 ? bound : all).map(({ type, fields }) => ({ type, fields }));
    // Two ways through tolerated spellings may come to the same reading.
    const [first, ...others] = readings;
    if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first)))
      throw new Error(`${JSON.stringify(line)} has several parses: ${JSON.stringify(all)}`);
    return first;
  };
}
