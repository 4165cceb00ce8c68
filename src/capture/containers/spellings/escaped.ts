/** Escapes: `AT+CSQ\r`, and whole strings as Python, C, Go and JSON print them: `b'\r\nOK\r\n'`, `"\r\nOK\r\n"`. */
import type { Spell, SpellingContainer } from '../../read/contract.js';
import { bytesOf, shareOf } from '../../read/text.js';

/** A `\u` above FFh is text of two bytes or more; all others are a byte. */
const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|u\{([0-9a-f]{1,6})\}|([0-7]{1,3})|(.))/gis;
const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const HAS_ESCAPE = /\\(?:[rn]|x[0-9a-f]{2}|u00[0-9a-f]{2}|0[0-7]{2})/i;

const utf8 = (code: number): string =>
  String.fromCharCode(...new TextEncoder().encode(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'));

/** Its groups one by one: a line may have an escape for every byte. */
function meaning(
  text: string,
  hex?: string,
  short?: string,
  long?: string,
  braced?: string,
  octal?: string,
  letter = '',
): string {
  const digits = hex ?? short ?? long ?? braced;
  // `\i` is no escape: the backslash was the text's own, and the log did not double it.
  if (digits === undefined && octal === undefined) return LETTERS[letter] ?? (/^\w?$/.test(letter) ? text : letter);
  const code = octal === undefined ? Number.parseInt(digits ?? '', 16) : Number.parseInt(octal, 8);
  return code <= 0xff ? String.fromCharCode(code) : utf8(code);
}

/** The text with every escape put in. */
export const unescaped = (text: string): string => (text.includes('\\') ? text.replace(ESCAPE, meaning) : text);

/** Where the string that begins with a quote at `start` ends, or -1. */
function endOf(text: string, start: number): number {
  const quote = text[start];
  for (let p = start + 1; p < text.length; p++) {
    if (text[p] === '\\') p++;
    else if (text[p] === quote) return p;
  }
  return -1;
}

const OPENS = /^\s*(?:bytearray)?[([\s]*/;
const LETTER = /[bu]?(?=["'])/y;
const BETWEEN = /[\s,)\]]*/y;

function matchAt(sign: RegExp, text: string, at: number): number {
  sign.lastIndex = at;
  return sign.test(text) ? sign.lastIndex : -1;
}

/** The strings of a line that holds nothing but strings, one after the other; undefined for any other line. */
export function stringsIn(text: string): string[] | undefined {
  const all: string[] = [];
  let p = OPENS.exec(text)?.[0].length ?? 0;
  while (p < text.length && text[p] !== ';') {
    const start = matchAt(LETTER, text, p);
    const end = start < 0 ? -1 : endOf(text, start);
    if (end < 0) return undefined;
    all.push(unescaped(text.slice(start + 1, end)));
    p = matchAt(BETWEEN, text, end + 1);
  }
  return all.length === 0 || text.slice(p).trim().length > 1 ? undefined : all;
}

const literalsIn = (text: string): string | undefined => stringsIn(text)?.join('');

const isLiteral = (text: string): boolean => literalsIn(text) !== undefined;

function open(sample: readonly string[]): Spell {
  // Where strings are quoted, a line without quotes is no string; where they are not, a quote is one.
  const quoted = shareOf(sample, isLiteral) >= 0.3;
  if (!quoted) return (text) => bytesOf(unescaped(text));
  return (text) => {
    const literals = literalsIn(text);
    return literals === undefined ? undefined : bytesOf(literals);
  };
}

export const escaped: SpellingContainer = {
  kind: 'spelling',
  name: 'escaped',
  says: 'escapes: AT\\r, b\'\\r\\nOK\\r\\n\', "\\r\\nOK\\r\\n"',
  losses: [],
  evidence: (sample) =>
    Math.max(
      shareOf(sample, isLiteral),
      shareOf(sample, (text) => HAS_ESCAPE.test(text)),
    ),
  open,
};
