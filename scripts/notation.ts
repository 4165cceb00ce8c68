/** Compiles the notation (src/compiler/notation/notation.ne) with nearley's own compiler, in process. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import nearley from 'nearley';

const SOURCE = 'src/compiler/notation/notation.ne';

/** A symbol of a compiled rule: a rule's name, a literal, or a token type wrapped in an expression on the lexer. */
type CompiledSymbol = string | { literal: string } | { token: string };
interface Compiled {
  readonly rules: readonly {
    name: string;
    symbols: readonly CompiledSymbol[];
    postprocess?: string | { builtin: string };
  }[];
  readonly body: readonly string[];
  readonly start: string;
}

const require = createRequire(import.meta.url);
const compileRules = require('nearley/lib/compile.js') as (tree: unknown, options: object) => Compiled;
const language = require('nearley/lib/nearley-language-bootstrapped.js') as nearley.CompiledRules;

function readRules(text: string): Compiled {
  const parser = new nearley.Parser(nearley.Grammar.fromCompiled(language)).feed(text.trimEnd()); // nearley reads a blank at the end in two ways
  if (parser.results.length !== 1) throw new Error(`${SOURCE}: ${parser.results.length} readings`);
  return compileRules(parser.results[0], {});
}

/** Token types by name: the generated file needs no lexer, parse.ts hands the tokens in. */
function printSymbol(symbol: CompiledSymbol): string {
  if (typeof symbol === 'string') return JSON.stringify(symbol);
  if ('literal' in symbol) return `{ literal: ${JSON.stringify(symbol.literal)} }`;
  return `{ type: ${/"([^"]+)"/.exec(symbol.token)?.[0]} }`;
}

function printRule({ name, symbols, postprocess }: Compiled['rules'][number]): string {
  const action = typeof postprocess === 'string' ? `, postprocess: ${postprocess.trim()}` : '';
  return `  { name: ${JSON.stringify(name)}, symbols: [${symbols.map(printSymbol).join(', ')}]${action} },`;
}

/** The text of generated/compiler/notation.ts. */
export function compileNotation(): string {
  const { rules, body, start } = readRules(readFileSync(new URL(`../${SOURCE}`, import.meta.url), 'utf8'));
  return [
    `// Generated from ${SOURCE} by npm run generate. Do not edit.`,
    '// @ts-nocheck',
    "import type { CompiledRules } from 'nearley';",
    ...body,
    'export const notation: CompiledRules = {',
    `ParserStart: ${JSON.stringify(start)},`,
    'ParserRules: [',
    ...rules.map(printRule),
    ']};',
    '',
  ].join('\n');
}
