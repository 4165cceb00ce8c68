/** Where the commands of a line begin and end (V.250 sections 5.2.4 and 6.3.1; AT manual 1.4). */
import {
  AMPERSAND,
  EQUALS,
  PLUS,
  QUESTION,
  QUOTE,
  SEMICOLON,
  SPACE,
  STAR,
  UNDERSCORE,
  UPPER_A,
  UPPER_D,
  UPPER_S,
  UPPER_T,
} from '../contract/bytes.js';
import { latin1 } from '../values/latin1.js';

export const upper = (c: number): number => (c >= 0x61 && c <= 0x7a ? c - 32 : c);
export const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
const isLetter = (c: number): boolean => c >= 0x41 && c <= 0x5a;

export const isAlphanumeric = (c: number): boolean => isDigit(c) || isLetter(upper(c));

/** After the `AT` that begins a command line, or -1: there is none. */
export function afterAttention(b: Uint8Array, from: number, end: number): number {
  if (end - from < 2) return -1;
  return upper(b[from] as number) === UPPER_A && upper(b[from + 1] as number) === UPPER_T ? from + 2 : -1;
}

/** Where the next command begins: a blank or a semicolon is none. */
export function nextCommand(b: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && (b[p] === SPACE || b[p] === SEMICOLON)) p++;
  return p;
}

/**
 * Where the command that begins at `from` ends: a basic one is a letter, perhaps after `&`, and digits; others go on to
 * a semicolon; what is to be dialled is all the rest.
 */
export function commandEnd(b: Uint8Array, from: number, end: number): number {
  const letter = b[from] === AMPERSAND ? from + 1 : from;
  const c = letter < end ? upper(b[letter] as number) : 0;
  if (!isLetter(c)) return extendedEnd(b, from, end);
  if (letter > from) return digitsEnd(b, letter + 1, end);
  if (c === UPPER_D) return end;
  return c === UPPER_S ? registerEnd(b, from + 1, end) : digitsEnd(b, from + 1, end);
}

/** `S0=1`, `S0?`. */
function registerEnd(b: Uint8Array, from: number, end: number): number {
  const p = digitsEnd(b, from, end);
  if (p < end && b[p] === EQUALS) return digitsEnd(b, p + 1, end);
  return p < end && b[p] === QUESTION ? p + 1 : p;
}

function digitsEnd(b: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && isDigit(b[p] as number)) p++;
  return p;
}

/** A semicolon between quotation marks is part of a parameter. */
function extendedEnd(b: Uint8Array, from: number, end: number): number {
  let p = from;
  for (let quoted = false; p < end && (quoted || b[p] !== SEMICOLON); p++) if (b[p] === QUOTE) quoted = !quoted;
  return p;
}

const isWord = (c: number | undefined): boolean => c !== undefined && (isAlphanumeric(c) || c === UNDERSCORE);

/** A command of this name, in capitals, begins here and ends before `end` at the latest. */
function isNamed(b: Uint8Array, from: number, end: number, name: string): boolean {
  const last = from + name.length;
  if (last > end || (last < end && isWord(b[last]))) return false;
  for (let i = 0; i < name.length; i++) if (upper(b[from + i] as number) !== name.charCodeAt(i)) return false;
  for (let i = 1; i < name.length; i++) if (!isWord(name.charCodeAt(i))) return false;
  return true;
}

/** Whether one of the extended commands in a line has this name: `commandNames` without making any. */
export function holdsName(b: Uint8Array, from: number, end: number, name: string): boolean {
  const first = afterAttention(b, nextCommand(b, from, end), end);
  if (first < 0) return false;
  for (let p = nextCommand(b, first, end); p < end; ) {
    const next = commandEnd(b, p, end);
    if (isNamed(b, p, next, name)) return true;
    p = nextCommand(b, next, end);
  }
  return false;
}

function wordEnd(b: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && isWord(b[p])) p++;
  return p;
}

/** `+CSQ` in capitals: the names of the extended commands in a line. */
export function commandNames(b: Uint8Array, from: number, end: number): string[] {
  const names: string[] = [];
  const first = afterAttention(b, nextCommand(b, from, end), end);
  if (first < 0) return names;
  for (let p = nextCommand(b, first, end); p < end; ) {
    const next = commandEnd(b, p, end);
    const nameEnd = wordEnd(b, p + 1, next);
    if ((b[p] === PLUS || b[p] === STAR) && nameEnd > p + 1) names.push(latin1(b, p, nameEnd).toUpperCase());
    p = nextCommand(b, next, end);
  }
  return names;
}
