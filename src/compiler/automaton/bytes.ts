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
  let classOf: number[] = new Array(256).fill(0);
  let count = 1;
  const seen = new Set<string>();
  for (const set of sets) {
    const id = set.join(',');
    if (seen.has(id)) continue;
    seen.add(id);
    const inside = new Set(set);
    const renamed = new Map<string, number>();
    classOf = classOf.map((c, byte) => {
      const name = `${c} ${inside.has(byte)}`;
      const known = renamed.get(name) ?? renamed.size;
      renamed.set(name, known);
      return known;
    });
    count = renamed.size;
  }
  const members: number[][] = Array.from({ length: count }, () => []);
  for (const [byte, c] of classOf.entries()) members[c]?.push(byte);
  return { classOf, members };
}
