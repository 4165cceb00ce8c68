/** The bytes that the code speaks of by name. */

export const LF = 0x0a;
export const CR = 0x0d;
/** Flow control: go on, stop. */
export const XON = 0x11;
export const XOFF = 0x13;
/** Ends prompt data whose length was not announced. */
export const CTRL_Z = 0x1a;
/** Takes prompt data back. */
export const ESC = 0x1b;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const AMPERSAND = 0x26;
export const STAR = 0x2a;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const EQUALS = 0x3d;
export const QUESTION = 0x3f;
export const UPPER_A = 0x41;
export const UPPER_D = 0x44;
export const UPPER_S = 0x53;
export const UPPER_T = 0x54;
export const UNDERSCORE = 0x5f;

/** The index after the hex digits that begin at `p`, at most `end`. */
export function hexDigitsEnd(b: Uint8Array, p: number, end: number): number {
  let next = p;
  while (next < end && isHexDigit(b[next] as number)) next++;
  return next;
}

function isHexDigit(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
}
