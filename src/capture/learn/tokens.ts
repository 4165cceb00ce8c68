/** What varies in the heads of a log's lines: times, numbers, addresses, levels. Heads that differ only in these are one. */
import { STAMP, timeIn } from '../read/time.js';

export type TokenKind = 'time' | 'number' | 'hex' | 'level' | 'spaces';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** So much of a line is looked at for what appears before its text. */
export const LONGEST_HEAD = 240;

const LEVELS = 'trace|debug|info|notice|warn|warning|error|fatal|critical|verbose';
const TOKEN = new RegExp(
  String.raw`(${STAMP})|(0x[0-9a-f]+|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{4,}\b)|((?<=[[(]) *\d+(?:\.\d+)*|\d+(?:\.\d+)*)|\b(${LEVELS})\b|( +)`,
  'gi',
);
const KINDS: readonly TokenKind[] = ['time', 'hex', 'number', 'level', 'spaces'];

export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  for (const match of line.slice(0, LONGEST_HEAD).matchAll(TOKEN)) {
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? 'spaces';
    tokens.push({ kind, start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

/** One sign for each kind, which appears in no text. */
export const MASKS: Readonly<Record<TokenKind, string>> = {
  time: '\x01',
  hex: '\x02',
  number: '\x03',
  level: '\x04',
  spaces: ' ',
};

/** The text with its tokens masked. */
export function maskOf(text: string, tokens: readonly Token[]): string {
  let mask = '';
  let from = 0;
  for (const { kind, start, end } of tokens) {
    if (end > text.length) break;
    mask += text.slice(from, start) + MASKS[kind];
    from = end;
  }
  return mask + text.slice(from);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const PATTERNS: Readonly<Record<TokenKind, string>> = {
  time: STAMP,
  hex: '(?:0[xX])?[0-9a-fA-F]+',
  number: String.raw` *\d+(?:\.\d+)*`,
  level: '[A-Za-z]+',
  spaces: ' +',
};

/** A regular expression for every text of the same mask; its group `at` is the time. */
export function patternOf(text: string): string {
  const at = timeIn(text);
  const from = at === undefined ? -1 : text.indexOf(at);
  let timed = false;
  let pattern = '';
  let done = 0;
  for (const { kind, start, end } of tokensOf(text)) {
    pattern += escaped(text.slice(done, start));
    const isTime: boolean = !timed && at !== undefined && start <= from && from < end;
    timed ||= isTime;
    pattern += isTime ? timePattern(kind) : PATTERNS[kind];
    done = end;
  }
  return pattern + escaped(text.slice(done));
}

const timePattern = (kind: TokenKind): string =>
  kind === 'number' ? String.raw` *(?<at>\d+(?:\.\d+)*)` : `(?<at>${PATTERNS[kind]})`;

/** What one byte of a text is compared with: `\[`, `[.,:]`, `x`; and what joins these: `(?:`, `)`, `{2,4}`. */
const PARTS = /(\\.|\[[^\]]*\])|\(\?(?::|<at>)|\{\d+(?:,\d*)?\}|[()|*+?]|(.)/gs;

/** The same for what a text of the pattern begins with: it may end before any of its bytes. */
export const partialOf = (pattern: string): string =>
  pattern.replace(PARTS, (part, atom?: string, sign?: string) => ((atom ?? sign) ? `(?:${part}|$)` : part));
