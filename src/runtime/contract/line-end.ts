/** Line ends, and what ends prompt data. */
import { CR, CTRL_Z, ESC, LF } from './bytes.js';

export function isLineEnd(c: number | undefined): boolean {
  return c === CR || c === LF;
}

/** The end of a line without up to two CR before its LF. */
export function withoutCr(b: Uint8Array, from: number, end: number): number {
  let e = end;
  for (let n = 0; n < 2 && e > from && b[e - 1] === CR; n++) e--;
  return e;
}

/** Ctrl-Z ends prompt data whose length was not announced, and ESC takes it back (AT manual 8.2.3, 4.2.5). */
export function endsPromptData(c: number | undefined): boolean {
  return c === CTRL_Z || c === ESC;
}
