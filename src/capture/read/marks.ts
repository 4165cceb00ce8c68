/** Which line of the log, and which time, belongs to which bytes of a stream. */

/** Nothing that is asked for begins further back than this: of the marks before it one is enough. */
const MOST = 1 << 13;
const LAST = MOST - 1;

/** From an offset of the stream on. */
interface Mark {
  offset: number;
  line: number | undefined;
  at: string | undefined;
}

export class Marks {
  /** The oldest is overwritten: a ring, once it is full. */
  private readonly ring: Mark[] = [];
  private count = 0;

  /** From this offset on; offsets only grow. */
  add(offset: number, at: string | undefined, line?: number): void {
    const { ring, count } = this;
    const last = ring[(count - 1) & LAST];
    if (last !== undefined && last.at === at && last.line === line) return;
    const oldest = ring[count & LAST];
    if (oldest === undefined) ring.push({ offset, at, line });
    else {
      oldest.offset = offset;
      oldest.at = at;
      oldest.line = line;
    }
    this.count = count + 1;
  }

  /** What was marked at an offset, or last before it; valid until the next is added. */
  at(offset: number): Readonly<Mark> | undefined {
    const { ring, count } = this;
    // What is asked for has come just now.
    const last = ring[(count - 1) & LAST];
    if (last === undefined || last.offset <= offset) return last;
    let [low, high] = [Math.max(0, count - MOST), count];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((ring[middle & LAST] as Mark).offset <= offset) low = middle;
      else high = middle;
    }
    return ring[low & LAST];
  }
}
