/** Bytes as text of one character a byte, and back. TextDecoder's `latin1` is another code page. */

const PIECE = 8192;

export function textOf(bytes: Uint8Array): string {
  if (bytes.length <= PIECE) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = '';
  for (let from = 0; from < bytes.length; from += PIECE) text += textOf(bytes.subarray(from, from + PIECE));
  return text;
}

export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The mark that some editors put before UTF-8. */
const MARK = '\xef\xbb\xbf';

export const withoutMark = (bytes: Uint8Array): Uint8Array =>
  textOf(bytes.subarray(0, MARK.length)) === MARK ? bytes.subarray(MARK.length) : bytes;

/** Colours that a logger has put around its lines. */
export function withoutColour(line: string): string {
  return line.includes('\x1b[') ? line.replace(/\x1b\[[0-9;]*m/g, '') : line;
}

/** The share of lines, blank ones aside, that hold. */
export function shareOf(lines: readonly string[], holds: (line: string) => boolean): number {
  let all = 0;
  let held = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    all++;
    if (holds(line)) held++;
  }
  return all === 0 ? 0 : held / all;
}
