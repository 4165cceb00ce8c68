/** The words of the notation (moo), each with the place where it appears. */
import moo from 'moo';
import type { Location } from '../model/model.js';

/** Words that mean something among the elements of a form and so cannot stand for a field there. */
const RESERVED =
  'sp sp0 eol at-once payload bytes lines quotes sized except while begins ends numeric cr restarts test read write execute answers only or also then sets within data example'.split(
    ' ',
  );

/** Latin1 without control characters; anything else is written as an escape. */
const BODY = String.raw`[ !#-&(-\[\]-~\u00a0-\u00ff]|\\[rnt\\"']|\\x[0-9a-fA-F]{2}`;

const RULES = {
  blank: { match: /[ \t\r\n]+/, lineBreaks: true },
  string: { match: new RegExp(`"(?:${BODY}|')*"|'(?:${BODY}|")*'`), value: decode },
  caseless: /i(?=["'])/,
  label: { match: /[A-Za-z_][A-Za-z0-9_-]*:/, value: (text: string) => text.slice(0, -1) },
  word: {
    match: /[A-Za-z_][A-Za-z0-9_-]*/,
    type: moo.keywords({ reserved: RESERVED }),
  },
  number: /-?[0-9]+/,
  mark: ['..', '->', '→', '[', ']', '(', ')', '{', '}', '|', ',', '?', '~'],
  unreadable: moo.error,
};

/** `\r \n \t \\ \" \' \xHH` as the bytes they stand for; the quotation marks around them go. */
function decode(quoted: string): string {
  const named: Record<string, string> = { r: '\r', n: '\n', t: '\t' };
  return quoted
    .slice(1, -1)
    .replace(/\\(?:x(..)|(.))/g, (_, hex: string | undefined, letter: string) =>
      hex === undefined ? (named[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

const lexer = moo.compile(RULES);

/** A word of the notation; its place is called as in `Location`. */
export interface Token extends Location {
  readonly type: string;
  readonly value: string;
  /** As written: what a literal of the grammar is compared with. */
  readonly text: string;
}

/** The words of one entry, blanks left out. */
export function tokenize(text: string, file: string, firstLine: number): Token[] {
  return Array.from(lexer.reset(text))
    .filter((token) => token.type !== 'blank')
    .map((token) => ({
      type: token.type ?? '',
      value: token.value,
      text: token.text,
      file,
      line: token.line + firstLine - 1,
      column: token.col,
    }));
}
