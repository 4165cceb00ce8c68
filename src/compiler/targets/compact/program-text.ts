/** A program as a text of printable ASCII: see TEXT in src/runtime/contract/program.ts. */
import { TEXT, TEXT_RARE } from '../../../runtime/contract/program.js';

const BYTE_VALUES = 256;

/** All byte values, those that come most often first. */
function byFrequency(bytes: Uint8Array): number[] {
  const counts: number[] = new Array(BYTE_VALUES).fill(0);
  for (const byte of bytes) counts[byte] = (counts[byte] as number) + 1;
  return [...counts.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** A literal of TypeScript. */
export function programText(bytes: Uint8Array): string {
  const order = byFrequency(bytes);
  const frequent = order.slice(0, TEXT.length);
  const rare = order.slice(TEXT.length).sort((a, b) => a - b);
  const texts: string[] = [];
  frequent.forEach((byte, i) => {
    texts[byte] = TEXT.charAt(i);
  });
  rare.forEach((byte, i) => {
    texts[byte] = TEXT_RARE.charAt(Math.floor(i / TEXT.length)) + TEXT.charAt(i % TEXT.length);
  });
  return `'${frequent.map(hex).join('')}${Array.from(bytes, (byte) => texts[byte]).join('')}'`;
}
