/** Bytes as the cases spell them: README.md in cases/ says how. */

import { bytesOf } from '../latin1.js';
import type { Block } from '../markdown.js';

const ESCAPES: Readonly<Record<string, string>> = { '\\r': '\r', '\\n': '\n', '\\t': '\t', '\\\\': '\\' };

// A blank at the end would be lost in many an editor, and a byte outside of ASCII has no one spelling: both are \xHH.
const SPELLED = /^(?:\\[rnt\\]|\\x[0-9a-fA-F]{2}|[\x20-\x5b\x5d-\x7e])*$/;

function spelledIn(line: string, number: number): Uint8Array {
  if (!SPELLED.test(line) || line.endsWith(' ')) throw new Error(`line ${number}: not bytes: ${line}`);
  const text = line.replace(/\\(?:x(..)|.)/g, (spelling, hex: string | undefined) =>
    hex === undefined ? (ESCAPES[spelling] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return bytesOf(text);
}

/** Each line of a block as bytes. */
export const linesOfBytes = ({ lines, line }: Block): Uint8Array[] =>
  lines.map((one, i) => spelledIn(one, line + 1 + i));

export const bytesIn = (block: Block): Uint8Array => Buffer.concat(linesOfBytes(block));
