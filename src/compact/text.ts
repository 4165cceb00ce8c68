/** A program as generated code has it: see TEXT in src/runtime/contract/program.ts. */
import { TEXT, TEXT_RARE } from '../runtime/contract/program.js';

const BYTE_VALUES = 256;

/** The bytes that one character stands for, then those that two do. */
function byteOrder(text: string): number[] {
  const frequent = Array.from(TEXT, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
  const others = Array.from({ length: BYTE_VALUES }, (_, byte) => byte).filter((byte) => !frequent.includes(byte));
  return [...frequent, ...others];
}

export function programOf(text: string): Uint8Array {
  const order = byteOrder(text);
  const bytes: number[] = [];
  for (let i = 2 * TEXT.length; i < text.length; i++) {
    const rare = TEXT_RARE.indexOf(text.charAt(i)) + 1;
    if (rare > 0) i++;
    bytes.push(order[rare * TEXT.length + TEXT.indexOf(text.charAt(i))] as number);
  }
  return Uint8Array.from(bytes);
}
