/** Reads a grammar file, entry by entry. The one file that touches nearley. */
import nearley from 'nearley';
import { notation } from '../../../generated/compiler/notation.js';
import type { Location } from '../model/model.js';
import type { Definition, Doc, Entry, Name } from './ast.js';
import { readDoc } from './doc.js';
import type { Finding, Source } from './errors.js';
import { anyOf, type RuleSymbol } from './expected.js';
import { type Token, tokenize } from './lexer.js';
import { type Chunk, splitEntries } from './split.js';

export interface Parsed {
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
}

/** nearley's chart, of which its types say nothing. */
interface Chart {
  readonly table: readonly { readonly states: readonly State[] }[];
  readonly current: number;
}
interface State {
  readonly rule: { readonly symbols: readonly RuleSymbol[] };
  readonly dot: number;
}

const grammar = nearley.Grammar.fromCompiled(notation);

/** nearley pulls tokens from a lexer; these are already made. */
class TokenSource implements nearley.Lexer {
  readonly #tokens: Iterator<Token>;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens[Symbol.iterator]();
  }
  next(): Token | undefined {
    const { value, done } = this.#tokens.next();
    return done ? undefined : value;
  }
  reset(): void {}
  save(): nearley.LexerState {
    return {};
  }
  formatError(): string {
    return '';
  }
}

/** Only states that have read something tell what could follow; the rest are what those appear before. */
function expectedAt({ table, current }: Chart): string {
  if (current === 0) return anyOf(['entry']);
  const states = table[current]?.states ?? [];
  return anyOf(states.filter((state) => state.dot > 0).flatMap((state) => state.rule.symbols[state.dot] ?? []));
}

function describe({ type, text }: Token): string {
  if (type !== 'unreadable') return `\`${text}\``;
  if (/^(["']).*\1/.test(text)) return 'a text with an escape or a character it cannot have';
  return /^["']/.test(text) ? 'a text without its closing quotation mark' : `\`${text.charAt(0)}\``;
}

/** After the last word of the entry. */
function endOf(tokens: readonly Token[]): Location {
  const { file = '', line = 1, column = 1, text = '' } = tokens.at(-1) ?? {};
  return { file, line, column: column + text.length };
}

type Outcome = { readonly definition: Definition } | { readonly finding: Finding };

/** More are hardly meant, and each takes the parser longer. */
const DEEPEST = 16;

function tooDeep(tokens: readonly Token[]): Finding | undefined {
  let depth = 0;
  for (const { type, text, file, line, column } of tokens) {
    if (type !== 'mark') continue;
    if (text === '[' || text === '(') depth++;
    if (text === ']' || text === ')') depth--;
    if (depth > DEEPEST)
      return { location: { file, line, column }, message: `brackets are nested ${DEEPEST} deep at most` };
  }
  return undefined;
}

function readTokens(tokens: readonly Token[]): Outcome {
  const deep = tooDeep(tokens);
  if (deep !== undefined) return { finding: deep };
  const parser = new nearley.Parser(grammar, { lexer: new TokenSource(tokens) });
  const chart = parser as unknown as Chart;
  let found = 'the end of the entry';
  let location = endOf(tokens);
  try {
    parser.feed('');
    if (parser.results.length === 1) return { definition: parser.results[0] as Definition };
    if (parser.results.length > 1) throw new RangeError(`the notation reads an entry in ${parser.results.length} ways`);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const token = tokens[chart.current];
    if (token === undefined) throw error;
    found = describe(token);
    location = { file: token.file, line: token.line, column: token.column };
  }
  return { finding: { location, message: `found ${found}, expected ${expectedAt(chart)}` } };
}

/** The name of an entry that could not be read: its second word, the third after `fallback`. */
function nameOfBroken(tokens: readonly Token[]): Name | undefined {
  const token = tokens[tokens[0]?.text === 'fallback' ? 2 : 1];
  if (token?.type !== 'word' && token?.type !== 'reserved') return undefined;
  return { text: token.value, location: { file: token.file, line: token.line, column: token.column } };
}

/** Only forms and commands have fields: of any other entry the comment is about itself. */
function docOf({ node }: Definition, { doc, line }: Chunk, file: string): Doc {
  return node === 'form' || node === 'command' ? readDoc(doc, file, line) : { doc, fieldDocs: [] };
}

function readEntry(chunk: Chunk, file: string, entries: Entry[], findings: Finding[]): void {
  const tokens = tokenize(chunk.text, file, chunk.line);
  const outcome = readTokens(tokens);
  if ('definition' in outcome) {
    entries.push({ ...outcome.definition, ...docOf(outcome.definition, chunk, file) });
    return;
  }
  findings.push(outcome.finding);
  const name = nameOfBroken(tokens);
  if (name !== undefined) entries.push({ node: 'broken', name });
}

export function parse(source: Source): Parsed {
  const { chunks, findings } = splitEntries(source);
  const entries: Entry[] = [];
  for (const chunk of chunks) readEntry(chunk, source.file, entries, findings);
  return { entries, findings };
}
