/** The line forms as rules for nearley over the tokens of moo. */
import type moo from 'moo';
import nearley from 'nearley';
import { type Element, LINE_FORMS, type LineForm } from './line-forms.js';
import { type LineMessage, makerOf } from './line-messages.js';
import { makeLexer } from './line-tokens.js';

type Rule = nearley.CompiledRules['ParserRules'][number];

const token = (type: string): { type: string } => ({ type });
const text = (literal: string): { literal: string } => ({ literal });

class Rules {
  readonly list: Rule[] = [];
  private made = 0;

  private nonterminal(prefix: string): string {
    this.made++;
    return `${prefix}${this.made}`;
  }

  private symbol(element: Element): unknown {
    if (typeof element === 'string') return element === ',' || element === ', ' ? token('comma') : text(element);
    if ('optional' in element) return this.optional(element.optional);
    return this.field(element.quoted ? 'quoted' : element.shape === 'upper' ? 'rest' : element.shape);
  }

  /** A field's text is wrapped so that it can be told from punctuation. */
  private field(type: string): string {
    const name = `field_${type}`;
    const value = ([token]: moo.Token[]): object => ({
      field: type === 'quoted' ? token?.text.slice(1, -1) : token?.text,
    });
    if (!this.list.some((rule) => rule.name === name)) this.add(name, [token(type)], value);
    return name;
  }

  private optional(elements: readonly Element[]): string {
    const name = this.nonterminal('optional');
    const missing = elements.filter((element) => typeof element !== 'string').map(() => ({ field: undefined }));
    this.add(
      name,
      elements.map((element) => this.symbol(element)),
      (parts) => parts.flat(),
    );
    this.add(name, [], () => missing);
    return name;
  }

  add(name: string, symbols: readonly unknown[], postprocess: nearley.Postprocessor): void {
    this.list.push({ name, symbols, postprocess } as unknown as Rule);
  }

  form(form: LineForm): void {
    const make = makerOf(form, 0);
    const symbols = form.elements.map((element) => this.symbol(element));
    this.add('line', [...symbols, token('end')], (parts: unknown[]) => make(fieldTexts(parts)));
  }
}

type Part = { readonly field?: string | undefined };

function fieldTexts(parts: readonly unknown[]): (string | undefined)[] {
  return (parts.flat() as Part[]).filter((part) => 'field' in part).map(({ field }) => field);
}

export function compileGrammar(): nearley.Grammar {
  const rules = new Rules();
  for (const form of LINE_FORMS) rules.form(form);
  return nearley.Grammar.fromCompiled({
    Lexer: makeLexer() as unknown as nearley.Lexer,
    ParserRules: rules.list,
    ParserStart: 'line',
  });
}

/** Reads a line, its line end included. */
export function readWithGrammar(grammar: nearley.Grammar, line: string): LineMessage | undefined {
  const parser = new nearley.Parser(grammar);
  parser.feed(line);
  return parser.results[0] as LineMessage | undefined;
}
