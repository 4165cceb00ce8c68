/** Fewer than this are tried: a driver that fails only now and then would be tried for ever. */
const MOST_TRIES = 150;

function parts<T>(all: readonly T[], count: number): T[][] {
  const size = Math.ceil(all.length / count);
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/**
 * As few of these as still do it: a part alone, or all but a part, in ever smaller parts (delta debugging). `does` is asked
 * about lists in their order, and has been true of the whole.
 */
export async function smallest<T>(
  all: readonly T[],
  does: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let current = all;
  let count = 2;
  let tries = 0;
  const tryOne = async (some: readonly T[]): Promise<boolean> => tries++ < MOST_TRIES && (await does(some));
  while (current.length > 0 && tries < MOST_TRIES) {
    const pieces = parts(current, Math.min(count, current.length));
    const others = pieces.map((piece) => current.filter((one) => !piece.includes(one)));
    const smaller = await first(count === 2 ? pieces.filter(({ length }) => length < current.length) : [], tryOne);
    const found = smaller ?? (await first(others, tryOne));
    if (found === undefined && count >= current.length) return current;
    count = found === undefined ? count * 2 : Math.max(2, count - 1);
    current = found ?? current;
  }
  return current;
}

async function first<T>(lists: readonly T[], does: (list: T) => Promise<boolean>): Promise<T | undefined> {
  for (const list of lists) if (await does(list)) return list;
  return undefined;
}
