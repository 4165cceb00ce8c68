/** Numbers among the parameters of a command line: `AT+CIPSEND=0,5`. */
import { COMMA, EQUALS, QUOTE, SEMICOLON, SPACE } from '../contract/bytes.js';
import { isDigit } from './split.js';

/** Larger than any prompt data: such a number announces one that only a result ends. */
const LARGEST = 1_000_000_000;

/**
 * The number that a parameter of the last command in a line is: counted from 1, or from the end if below 0. 0 if it is
 * none, or not there.
 */
export function parameter(b: Uint8Array, end: number, which: number): number {
  const starts = parameterStarts(b, end);
  const from = which === 0 ? undefined : starts.at(which < 0 ? which : which - 1);
  return from === undefined ? 0 : numberAt(b, from, end);
}

/** Where the parameters of the last command in a line begin. */
export function parameterStarts(b: Uint8Array, end: number): number[] {
  const starts: number[] = [];
  let quoted = false;
  for (let p = 0; p < end; p++) {
    const c = b[p];
    if (c === QUOTE) quoted = !quoted;
    if (quoted) continue;
    if (c === SEMICOLON) starts.length = 0;
    if ((c === EQUALS && starts.length === 0) || (c === COMMA && starts.length > 0)) starts.push(p + 1);
  }
  return starts;
}

function numberAt(b: Uint8Array, from: number, end: number): number {
  let p = from;
  while (p < end && b[p] === SPACE) p++;
  const first = p;
  let value = 0;
  for (; p < end && isDigit(b[p] as number); p++) value = Math.min(value * 10 + (b[p] as number) - 48, LARGEST);
  const digits = p - first;
  while (p < end && b[p] === SPACE) p++;
  return digits > 0 && (p === end || b[p] === COMMA) ? value : 0;
}
