import type { LiteralAtom } from './model.js';

/** A literal as lists of spellings one after the other; what has one spelling only is joined. */
export function partsOf(atom: LiteralAtom): readonly (readonly string[])[] {
  const joined: (readonly string[])[] = [];
  for (const part of atom.parts ?? [atom.accepts]) {
    const last = joined.at(-1);
    if (last?.length === 1 && part.length === 1) joined[joined.length - 1] = [`${last[0]}${part[0]}`];
    else joined.push(part);
  }
  return joined;
}
