/** What the notation calls its own parts, for "found X, expected Y". Rules left out are listed part by part. */

/** A symbol of a rule of the notation: a rule's name, a literal word, or a type of token. */
export type RuleSymbol = string | { readonly literal: string } | { readonly type: string };

const RULES: Readonly<Record<string, string>> = {
  entry: 'an entry (a kind of form, `fallback`, `field`, `command`, `default` or `table`)',
  kind: 'a kind of form',
  name: 'a name',
  names: 'a name',
  successes: 'a name',
  failures: 'a name',
  heads: 'a text in quotes',
  text: 'a text in quotes',
  quoted: 'a text in quotes',
  elements: 'an element',
  element: 'an element',
  branch: 'an element',
  branches: 'an element',
  ending: '`at-once`, `payload`',
  modifiers: 'a modifier',
  modifier: 'a modifier',
  tail: 'a text with `?`',
  unit: '`bytes` or `hex`',
  clauses: 'a clause (`answers`, `ends`, `then`, `sets`, `within`, `data`)',
  clause: 'a clause (`answers`, `ends`, `then`, `sets`, `within`, `data`)',
  shapes: 'a shape (`test`, `read`, `write`, `execute`)',
  shape: 'a shape (`test`, `read`, `write`, `execute`)',
  atOnce: '`at-once`',
  setting: 'a setting',
  settings: 'a setting',
  row: 'a number with its text',
  rows: 'a number with its text',
  type: 'a type',
  fieldBody: 'a type',
  simple: 'a type',
  asBytes: 'a type',
  words: 'a word in quotes',
  range: 'a range like 1..80',
  run: 'a class of bytes',
  piece: 'another part of the pattern',
  examples: '`example`',
  example: '`example`',
  context: '`while`',
  arrow: '`->`',
  values: 'a field with its value, `rssi: 20`',
  valueList: 'a field with its value, `rssi: 20`',
  value: 'a field with its value, `rssi: 20`',
};
const TOKENS: Readonly<Record<string, string>> = { string: 'a text in quotes', number: 'a number', word: 'a name' };

function nameOf(symbol: RuleSymbol): string | undefined {
  // What appears in parentheses in a rule is a rule of its own, `fieldBody$subexpression$1`.
  if (typeof symbol === 'string') return RULES[symbol.replace(/\$.*/, '')];
  if ('literal' in symbol) return `\`${symbol.literal}\``;
  return TOKENS[symbol.type] ?? 'a name';
}

/** `a, b or c`, without repetition. */
export function anyOf(symbols: readonly RuleSymbol[]): string {
  const unique = [...new Set(symbols.flatMap((symbol) => nameOf(symbol) ?? []))];
  const last = unique.pop() ?? 'nothing';
  return unique.length === 0 ? last : `${unique.join(', ')} or ${last}`;
}
