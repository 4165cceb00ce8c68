const PLUS = 0x2b;
const CR = 13;
const LF = 10;

/** `+++`, perhaps with the line end that a log has put after it. */
export function isEscape(bytes: Uint8Array): boolean {
  const isPlus = (i: number): boolean => bytes[i] === PLUS;
  return isPlus(0) && isPlus(1) && isPlus(2) && bytes.subarray(3).every((byte) => byte === CR || byte === LF);
}
