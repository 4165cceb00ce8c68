/**
 * Numbers that depend on a seed, on what they are for, and on how many there were for that before: a fault that is left
 * out changes no other draw, so that a failing run can be made smaller.
 */
export interface Random {
  /** From 0 on, below 1. */
  draw(purpose: string): number;
  /** A whole number, both bounds included. */
  between(purpose: string, least: number, most: number): number;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hash(text: string, start: number): number {
  let h = (start ^ FNV_OFFSET) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV_PRIME) >>> 0;
  return h;
}

/** The finaliser of MurmurHash3: inputs that differ in one bit come out unlike each other. */
function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function seededRandom(seed: number): Random {
  const counts = new Map<string, number>();
  const draw = (purpose: string): number => {
    const count = (counts.get(purpose) ?? 0) + 1;
    counts.set(purpose, count);
    return mixed(hash(purpose, mixed(seed | 0)) + Math.imul(count, 0x9e3779b9)) / 0x1_0000_0000;
  };
  return {
    draw,
    between: (purpose, least, most) => least + Math.floor(draw(purpose) * (most - least + 1)),
  };
}
