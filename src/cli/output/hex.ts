/** Bytes as rows of hex with their text: `0d 0a 4f 4b 0d 0a  ..OK..`. */

const ROW = 16;
/** More rows of one message are not shown. */
const MOST_ROWS = 16;

function row(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return `${hex.padEnd(3 * ROW - 1)}  ${text}`;
}

export function hexRows(bytes: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length && rows.length < MOST_ROWS; at += ROW)
    rows.push(row(bytes.subarray(at, at + ROW)));
  const left = bytes.length - MOST_ROWS * ROW;
  return left > 0 ? [...rows, `… ${left} bytes more`] : rows;
}
