/** Sets of bytes, as ascending lists. */
export const CR = 0x0d;
export const LF = 0x0a;

export const digits: readonly number[] = Array.from({ length: 10 }, (_, i) => 0x30 + i);

export function without(bytes: readonly number[], taken: readonly number[] | string): readonly number[] {
  const out = typeof taken === 'string' ? Array.from(taken, (c) => c.charCodeAt(0)) : taken;
  return out.length === 0 ? bytes : bytes.filter((b) => !out.includes(b));
}

/** Classes of bytes that no set tells apart: `classOf[byte]`, and the members of each class. */
export function classify(sets: Iterable<readonly number[]>): {
  classOf: readonly number[];
  members: readonly (readonly number[])[];
} {
  const classOf: number[] = new Array(256).fill(0);
  let count = 1;
  const seen = new Set<string>();
  for (const set of sets) {
    const id = set.join(',');
    if (seen.has(id)) continue;
    seen.add(id);
    count = divide(classOf, set);
  }
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const [byte, c] of classOf.entries()) members[c]?.push(byte);
  return { classOf, members };
}

/** Divides each class into its bytes in the set and the others; classes are numbered in the order of their first bytes. */
function divide(classOf: number[], set: readonly number[]): number {
  const isInside = new Uint8Array(256);
  for (const byte of set) isInside[byte] = 1;
  // By the number of a class before and whether a byte is in the set: its number now, from 1 on.
  const renamed = new Uint16Array(2 * 256);
  let count = 0;
  for (let byte = 0; byte < 256; byte++) {
    const name = 2 * (classOf[byte] as number) + (isInside[byte] as number);
    if (renamed[name] === 0) renamed[name] = ++count;
    classOf[byte] = (renamed[name] as number) - 1;
  }
  return count;
}
