/** The few steps that generated recognisers share. They write into one array of registers. */

import { CR, LF } from './bytes.js';
import { ENDS_AT_CR, ENDS_AT_ONCE, type Machine, type Recognise } from './machine.js';
import { DEAD, NEED } from './outcomes.js';
import { MARKS, NEXT, TOO_LARGE } from './registers.js';

/** A number has at most so many digits, leading zeros included. */
const MOST_DIGITS = 10;

/** The value of the digits in a range that may be too long for 32 bits. */
export function longNumber(b: Uint8Array, start: number, end: number): number {
  if (end - start > MOST_DIGITS) return TOO_LARGE;
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + (b[i] as number) - 48;
  return Math.min(value, TOO_LARGE);
}

/** One digit of a number that other readings of the line keep from being read in one go; its first is at `r[since]`. */
export function nextDigit(r: Int32Array, number: number, since: number, c: number, p: number): void {
  const value = r[number] as number;
  const fits = value < TOO_LARGE / 10 && p - (r[since] as number) < MOST_DIGITS;
  r[number] = fits ? value * 10 + c - 48 : TOO_LARGE;
}

/** The buffer ends inside `text`: `need` if what is there agrees with it. */
export function partial(b: Uint8Array, p: number, e: number, text: string, need: number): number {
  for (let i = 0; p + i < e && i < text.length; i++) {
    if (b[p + i] !== text.charCodeAt(i)) return DEAD;
  }
  return need;
}

/** A table of 256 flags, made of pairs of first and last byte. */
export function byteTable(...ranges: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (let i = 0; i < ranges.length; i += 2) table.fill(1, ranges[i], (ranges[i + 1] as number) + 1);
  return table;
}

/**
 * A text begins at `p` that should have so many bytes: the index after them if CR LF comes there, or CR CR LF, whatever they
 * are; else `p`, and the text ends at the first line end as any other does. NEED: bytes to come tell, and some may (`isLast`
 * is 0). A LF by itself proves nothing: where the size is wrong by a few bytes, that of `\r\n\r\nOK\r\n` may be there.
 */
export function framedTo(b: Uint8Array, p: number, e: number, size: number, most: number, isLast: number): number {
  if (size > most) return p;
  const end = p + size;
  if (end < e && b[end] !== CR) return p;
  const lf = end + 1 < e && b[end + 1] === CR ? end + 2 : end + 1;
  if (lf >= e) return isLast === 0 ? NEED : p;
  return b[lf] === LF ? end : p;
}

/** No optional field is there yet. */
export function forgetMarks(machine: Machine, r: Int32Array): void {
  r[MARKS] = 0;
  for (let i = 1; i < machine.marks; i++) r[MARKS + i] = 0;
}

/** The code of the line at `p`, `r[NEXT]` after its line end; or what the recogniser answers instead. */
export function recogniseLine(
  machine: Machine,
  recognise: Recognise,
  b: Uint8Array,
  p: number,
  e: number,
  r: Int32Array,
): number {
  const code = recognise(b, p, e, r);
  return code < 0 ? code : lineEnd(machine, b, e, r, code);
}

/**
 * CR LF, LF or CR CR LF at `r[NEXT]`, which is then after it. For a form that a CR by itself ends, the CR is all of its line
 * end, whatever follows.
 */
export function lineEnd(machine: Machine, b: Uint8Array, e: number, r: Int32Array, code: number): number {
  const traits = machine.traits[code] as number;
  if (traits & ENDS_AT_ONCE) return code;
  let i = r[NEXT] as number;
  if ((traits & ENDS_AT_CR) === 0) {
    if (b[i] === CR) i++;
    if (i < e && b[i] === CR) i++;
    if (i >= e) return NEED;
    if (b[i] !== LF) return DEAD;
  }
  r[NEXT] = i + 1;
  return code;
}
