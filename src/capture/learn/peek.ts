/** A first look at what appears after a place in a line, whatever its spelling: is any of it known to the grammar? */
import { fromBase64 } from '../containers/spellings/base64.js';
import { fromDecimal } from '../containers/spellings/decimal.js';
import { stringsIn, unescaped } from '../containers/spellings/escaped.js';
import { fromHex } from '../containers/spellings/hex.js';
import { showsControls, uncontrolled } from '../containers/spellings/visible.js';
import { textOf } from '../read/text.js';
import type { Judge, Judgement } from '../recognise/judge.js';

export interface Peek {
  readonly judgement: Judgement;
  /** What appears after the text, where it was only known without. */
  readonly tail: string;
}

/** Bytes in hex that print, or are line ends: they may be a piece of the stream, which no line of it shows. */
export type Peeked = Peek | 'bytes' | 'blank' | undefined;

const ESCAPES = /\\(?:[rn]|x[0-9a-f]{2}|0[0-7]{2})/i;
const HEX = /^\s*\[?\s*(?:0x)?[0-9a-f]{2}/i;
/** What closes a string or a list of bytes. */
const CLOSED = /["'`)>}|].*$/s;
/** A command without its AT: `### AT: +CIPSHUT`. */
export const WITHOUT_AT = /^[+&][A-Z]/;
/** What may appear after a text that is a word in any language: no other words, unless in brackets. */
const BEHIND_WORD = /^[^A-Za-z]*(?:[([][^)\]]*[)\]])?[^A-Za-z]*$/;
/** A shorter text may be any word. */
const SHORTEST_BASE64 = 7;
const PRINTS = /^[\r\n\x1a\x1b\x20-\x7e]+$/;
/** Where a text may end: before a quote, a bracket, a tag that closes, Markdown's stars, a separator, a blank. */
const TAIL = /["'`)\]>|}]|<\/[a-z]|\*\*|\s*[,;|#]\s|\s+[-–(<[{|#/]?\s*(?=[^\s])/g;
const MOST_TAILS = 12;
/** No text is looked at further than that. */
const LONGEST_LOOK = 600;

/** The places from which on something else may appear than the text, the last first. */
function tailsOf(line: string): number[] {
  const ends: number[] = [];
  if (line.length > LONGEST_LOOK) return ends;
  for (const { index } of line.matchAll(TAIL)) if (index > 0) ends.push(index);
  return ends.reverse().slice(0, MOST_TAILS);
}

function known(judge: Judge, line: string): Judgement | undefined {
  return judge.knows(line) ? judge.of(line) : undefined;
}

/** What a line begins with that is known, and what appears after it. */
export function knownFront(judge: Judge, line: string): Peek | undefined {
  for (const end of tailsOf(line)) {
    const judgement = known(judge, line.slice(0, end));
    const tail = line.slice(end);
    if (judgement === undefined) continue;
    const isWord = !judgement.strong || /^AT\w?$/.test(judgement.type);
    if (!isWord || BEHIND_WORD.test(tail)) return { judgement, tail };
  }
  return undefined;
}

function knownWithTail(judge: Judge, line: string): Peek | undefined {
  const whole = known(judge, line) ?? (WITHOUT_AT.test(line) ? known(judge, `AT${line}`) : undefined);
  return whole === undefined ? knownFront(judge, line) : { judgement: whole, tail: '' };
}

/** What does not print as a dot: `..+CSQ: 21,0....OK..`. */
const DOTTED = /^\.\.(?!\.)|[^.]\.\.$/;
const DOTS = /\.{2,}/g;

function shown(rest: string): string {
  const controls = showsControls(rest) ? uncontrolled(rest) : rest;
  const lines = DOTTED.test(controls) ? controls.replace(DOTS, '\n') : controls;
  return ESCAPES.test(lines) ? unescaped(lines) : lines;
}

/** Line ends that are spelled: a piece of the stream, even if no line of it is whole. */
export const showsBytes = (rest: string): boolean => ESCAPES.test(rest) || /[\r\n]/.test(rest) || showsControls(rest);

const CONTROL =
  /\\(?:[rn]|x[0-9a-f]{2}|0[0-7]{2})|[\r\n]|[<[{(]\\?(?:CR|LF|NL|0[ad]|r|n)[>\]})]|<0x[0-9a-f]{2}>|\^[MJ]/i;

/** Where in a line the first control byte is shown. */
export function firstControl(line: string): number {
  const found = line.search(CONTROL);
  return found < 0 ? line.length : found;
}

function peekBytes(judge: Judge, rest: string): Peeked {
  const bytes = fromHex(rest) ?? fromHex(rest.replace(CLOSED, ''));
  const found = bytes && lookAt(judge, bytes, rest);
  if (typeof found === 'object') return found;
  const numbers = fromDecimal(rest);
  return (numbers && lookAt(judge, numbers, rest)) ?? found;
}

function lookAt(judge: Judge, bytes: Uint8Array, rest: string): Peeked {
  const text = textOf(bytes);
  const line = text
    .split(/[\r\n]+/)
    .map((one) => known(judge, one))
    .find((one) => one !== undefined);
  if (line !== undefined) return { judgement: line, tail: '' };
  return PRINTS.test(text) && (bytes.length > 1 || rest.startsWith('0x')) ? 'bytes' : undefined;
}

/** A string, or several in brackets or after one another. */
const STRING = /^\s*(?:bytearray)?[([\s]*[bu]?["'`]/;
const IN_BRACKETS = /^\s*[([]/;

/** Every string of a list is a line, or some: `['AT+CSQ\r', '+CSQ: 14,0', 'OK']`. */
export function listIn(text: string): string[] | undefined {
  if (!STRING.test(text)) return undefined;
  const strings = stringsIn(text);
  return strings !== undefined && (strings.length > 1 || IN_BRACKETS.test(text)) ? strings : undefined;
}

export function peek(judge: Judge, text: string): Peeked {
  const rest = text.length > 4 * LONGEST_LOOK ? text.slice(0, 4 * LONGEST_LOOK) : text;
  const list = listIn(rest);
  // Where one string begins, its text begins after the quote.
  if (list === undefined && STRING.test(rest)) return undefined;
  // Of several lines the first decides: before it appears what is to be found.
  const lines = (list ?? [shown(rest)]).map(
    (one) =>
      one
        .trim()
        .split(/[\r\n]/, 1)[0]
        ?.trim() ?? '',
  );
  if (lines.every((line) => line === '')) return 'blank';
  for (const line of lines.slice(0, 4)) {
    const found = knownWithTail(judge, line);
    if (found !== undefined) return found;
  }
  if (HEX.test(rest)) return peekBytes(judge, rest);
  const bytes = rest.length > SHORTEST_BASE64 ? fromBase64(rest) : undefined;
  const found = bytes && lookAt(judge, bytes, rest);
  return typeof found === 'object' ? found : undefined;
}
