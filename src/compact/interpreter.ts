/** Runs the code of a program over a line: docs/program.md says what each instruction does. */
import { CR, LF, SPACE } from '../runtime/contract/bytes.js';
import { TO_DIGITS, TO_NUMBER } from '../runtime/contract/field-places.js';
import type { Recognise } from '../runtime/contract/machine.js';
import { DEAD } from '../runtime/contract/outcomes.js';
import {
  ACCEPT,
  BLANK,
  COUNT,
  DIGITS,
  FRAME,
  GOTO,
  GUARD,
  GUARD_ELSE,
  LINE_END,
  LITERALS,
  LOOP,
  MUST,
  MUST_DIGIT,
  NOTHING,
  ON_LENGTH,
  ON_NUMBER,
  SET,
  SWITCH,
  SWITCH_EITHER_CASE,
  TRY_LINE_END,
  TRY_SET,
  WHILE,
} from '../runtime/contract/program.js';
import { framedTo, longNumber } from '../runtime/contract/recognise.js';
import { MARKS, NEXT } from '../runtime/contract/registers.js';
import { ACCEPT_AT_ONCE, GUARD_CELLS, MARKED, STORE } from './instructions.js';

export interface Code {
  readonly cells: Int32Array;
  /** 256 flags for each set of bytes. */
  readonly sets: Uint8Array;
  readonly marks: number;
  /** The register of the flag that nothing more comes. */
  readonly last: number;
  /** By line: the slots, by their first registers, whose digits make a number, and those whose digits make an address. */
  readonly numbers: readonly (readonly number[])[];
  readonly addresses: readonly (readonly number[])[];
}

/** Of a letter, upper case. */
const CASELESS = 0xdf;
const ZERO = 0x30;
const MOST_DIGITS = 10;

/** Whether the bound holds whose cells begin at `at`. */
function holds(cells: Int32Array, at: number, b: Uint8Array, position: number, r: Int32Array): boolean {
  const kind = cells[at] as number;
  const held = r[cells[at + 1] as number] as number;
  const bound = cells[at + 2] as number;
  let value = held;
  if (kind === ON_NUMBER) value = longNumber(b, held, position);
  else if (kind === ON_LENGTH) value = position - held;
  return cells[at + 3] === 1 ? value >= bound : value <= bound;
}

/** The value of the digits from `start` on. */
function numberAt(b: Uint8Array, start: number): number {
  let value = 0;
  for (let i = start; i < start + MOST_DIGITS; i++) {
    const digit = (b[i] as number) - ZERO;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  return value;
}

/** The four numbers of an address as one of 32 bits. */
function addressAt(b: Uint8Array, start: number): number {
  let address = 0;
  let octet = 0;
  for (let i = start, points = 0; points < 4; i++) {
    const digit = (b[i] as number) - ZERO;
    if (digit >= 0 && digit <= 9) octet = octet * 10 + digit;
    else {
      address = (address << 8) | octet;
      octet = 0;
      points++;
    }
  }
  return address;
}

function convert({ numbers, addresses }: Code, code: number, b: Uint8Array, r: Int32Array): void {
  for (const slot of numbers[code] as readonly number[]) {
    r[slot + TO_NUMBER] = numberAt(b, r[slot + TO_DIGITS] as number);
  }
  for (const slot of addresses[code] as readonly number[]) r[slot + 1] = addressAt(b, r[slot] as number);
}

/**
 * Lines begin at instruction `start`; `need` is what is answered if the bytes end inside one.
 */
export function interpreter(code: Code, start: number, need: number): Recognise {
  const { cells, sets, marks, last } = code;
  return (b, p, e, r) => {
    for (let i = 0; i < marks; i++) r[MARKS + i] = 0;
    let at = start;
    let i = p;
    for (;;) {
      const op = cells[at] as number;
      if (op < LITERALS) {
        if (i >= e) return need;
        if (b[i] !== op) return DEAD;
        i++;
        at++;
        continue;
      }
      switch (op) {
        case STORE:
          r[cells[at + 1] as number] = i - 1;
          at += 2;
          continue;
        case MARKED:
          r[cells[at + 1] as number] = (r[cells[at + 1] as number] as number) | (cells[at + 2] as number);
          at += 3;
          continue;
        case SET:
          r[cells[at + 1] as number] = cells[at + 2] as number;
          at += 3;
          continue;
        case COUNT:
          r[cells[at + 1] as number] = (r[cells[at + 1] as number] as number) + 1;
          at += 2;
          continue;
        case GUARD:
          if (!holds(cells, at + 1, b, i - 1, r)) return DEAD;
          at += 1 + GUARD_CELLS;
          continue;
        case GUARD_ELSE:
          at = holds(cells, at + 1, b, i - 1, r) ? at + 2 + GUARD_CELLS : (cells[at + 1 + GUARD_CELLS] as number);
          continue;
        case GOTO:
          at = cells[at + 1] as number;
          continue;
        case WHILE:
          at = r[cells[at + 1] as number] === 0 ? at + 3 : (cells[at + 2] as number);
          continue;
        case ACCEPT:
        case ACCEPT_AT_ONCE:
          r[NEXT] = op === ACCEPT ? i - 1 : i;
          convert(code, cells[at + 1] as number, b, r);
          return cells[at + 1] as number;
        case NOTHING:
          return DEAD;
      }
      if (op === FRAME) {
        r[cells[at + 1] as number] = i;
        const size = numberAt(b, r[cells[at + 2] as number] as number);
        const next = framedTo(b, i, e, size, cells[at + 3] as number, r[last] as number);
        if (next < 0) return next;
        i = next;
        at += 4;
        continue;
      }
      if (op === DIGITS) {
        while (i < e && ((b[i] as number) - ZERO) >>> 0 <= 9) i++;
        if (i >= e) return need;
        at++;
        continue;
      }
      if (op === LOOP) {
        const set = (cells[at + 1] as number) << 8;
        while (i < e && sets[set | (b[i] as number)] !== 0) i++;
        if (i >= e) return need;
        at += 2;
        continue;
      }
      if (i >= e) return need;
      const c = b[i] as number;
      switch (op) {
        case SWITCH:
        case SWITCH_EITHER_CASE: {
          const wanted = op === SWITCH ? c : c & CASELESS;
          let pair = at + 2;
          const end = pair + 2 * (cells[at + 1] as number);
          while (pair < end && cells[pair] !== wanted) pair += 2;
          at = pair;
          if (pair < end) {
            at = cells[pair + 1] as number;
            i++;
          }
          continue;
        }
        case MUST:
          if (sets[((cells[at + 1] as number) << 8) | c] === 0) return DEAD;
          at += 2;
          i++;
          continue;
        case TRY_SET:
          if (sets[((cells[at + 1] as number) << 8) | c] === 0) at += 3;
          else {
            at = cells[at + 2] as number;
            i++;
          }
          continue;
        case MUST_DIGIT:
          if ((c - ZERO) >>> 0 > 9) return DEAD;
          at++;
          i++;
          continue;
        case BLANK:
          at++;
          if (c === SPACE) i++;
          continue;
        case LINE_END:
          if (c !== CR && c !== LF) return DEAD;
          at++;
          i++;
          continue;
        case TRY_LINE_END:
          if (c !== CR && c !== LF) at += 2;
          else {
            at = cells[at + 1] as number;
            i++;
          }
          continue;
        default:
          // A letter in either case.
          if ((c & CASELESS) !== (op & 0x7f)) return DEAD;
          at++;
          i++;
      }
    }
  };
}
