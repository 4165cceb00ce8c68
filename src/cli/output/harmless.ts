/**
 * Text of somebody else's (a log, a grammar, a file's name) reaches a terminal, a spreadsheet or a reader of JSON as text
 * and nothing more: no escape sequence (ESC ] 0 ; … sets a window's title), no formula, no change of direction.
 */

const NAMES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\\': '\\\\' };

const CHARACTERS: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t' };

/** C0 and C1 control characters, DEL, and what changes the direction or the lines of text (Unicode TR9, TR14). */
const STEERING = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const STEERING_BUT_LF = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** As far as bytes go, which are shown as latin1. */
const STEERING_OR_BACKSLASH = /[\x00-\x1f\x7f-\x9f\\]/g;

function escaped(c: string): string {
  const code = c.charCodeAt(0);
  return NAMES[c] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`);
}

/** One line for a terminal. */
export function printable(text: string): string {
  return text.replace(STEERING, escaped);
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.replace(STEERING_BUT_LF, escaped);
}

/** Bytes as text that can be read back: control characters as `\r`, `\n`, `\t`, `\xHH`, a backslash as two. */
export function readable(text: string): string {
  return text.replace(STEERING_OR_BACKSLASH, escaped);
}

/** The way back; undefined for a text that `readable` would not have written. */
export function unreadable(text: string): string | undefined {
  if (/\\(?!x[0-9a-f]{2}|[rnt\\])/.test(text.replaceAll('\\\\', ''))) return undefined;
  return text.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (CHARACTERS[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** JSON escapes C0 by itself; a terminal takes DEL and C1 (80h..9Fh) for commands too. */
export function harmlessJson(json: string): string {
  return json.replace(/[\x7f-\x9f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
