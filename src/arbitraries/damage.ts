import * as fc from 'fast-check';
import { concatenated, toBytes } from './bytes.js';

type Fault = { readonly at: number; readonly what: 'lost' | 'doubled' | 'flipped'; readonly bit: number };

/** What is left of the one byte at the place of the fault. */
function struck(byte: number, { what, bit }: Fault): number[] {
  if (what === 'lost') return [];
  return what === 'doubled' ? [byte, byte] : [byte ^ (1 << bit)];
}

function strike(bytes: Uint8Array, fault: Fault): Uint8Array {
  const at = bytes.length === 0 ? 0 : fault.at % bytes.length;
  const found = Array.from(bytes.subarray(at, at + 1)).flatMap((byte) => struck(byte, fault));
  return concatenated([bytes.subarray(0, at), Uint8Array.from(found), bytes.subarray(at + 1)]);
}

/** The bytes as a bad line brings them: one to four of them lost, doubled or with a bit flipped. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const fault = fc.record({
    at: fc.nat({ max: Math.max(0, bytes.length - 1) }),
    what: fc.constantFrom('lost', 'doubled', 'flipped' as const),
    bit: fc.nat({ max: 7 }),
  });
  return fc.array(fault, { minLength: 1, maxLength: 4 }).map((faults) => faults.reduce(strike, bytes));
}

/** Anything: bytes, words of the grammar, pieces of them, line ends. */
export function noise(words: readonly string[]): fc.Arbitrary<Uint8Array> {
  const byte = fc.nat({ max: 255 }).map((code) => String.fromCharCode(code));
  const word = fc.constantFrom(...words);
  const piece = fc.tuple(word, fc.nat({ max: 8 })).map(([text, length]) => text.slice(0, length));
  const part = fc.oneof(
    { withCrossShrink: true },
    byte,
    fc.constantFrom('\r\n', '\r', '\n', ' ', ',', '"'),
    word,
    piece,
  );
  return fc.array(part, { maxLength: 30 }).map((parts) => toBytes(parts.join('')));
}
