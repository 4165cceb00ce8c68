/** A place among `2 ** bits`, by the upper bits of the product: those that all of the word has a part in (Knuth 6.4). */
export function hash(word: number, bits: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - bits);
}
