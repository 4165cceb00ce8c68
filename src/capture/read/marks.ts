/** Which line of the log, and which time, belongs to which bytes of a stream. */

/** Nothing that is asked for begins further back than this: of the marks before it one is enough. */
const MOST = 1 << 13;
const LAST = MOST - 1;
/** The number of no line. */
const NONE = 0;

/** Rings: the oldest mark is overwritten. Numbers apart from texts, as there is a mark for every line of a log. */
export class Marks {
  private readonly starts = new Float64Array(MOST);
  private readonly lines = new Float64Array(MOST);
  private readonly times: (string | undefined)[] = [];
  private count = 0;

  /** From this offset on; offsets only grow. */
  add(offset: number, at: string | undefined, line: number = NONE): void {
    const last = (this.count - 1) & LAST;
    if (this.count > 0 && this.lines[last] === line && this.times[last] === at) return;
    const next = this.count & LAST;
    this.starts[next] = offset;
    this.lines[next] = line;
    if (next === this.times.length) this.times.push(at);
    else this.times[next] = at;
    this.count++;
  }

  /** The time that was marked at an offset, or last before it. */
  timeAt(offset: number): string | undefined {
    return this.times[this.indexOf(offset)];
  }

  /** The same for the line. */
  lineAt(offset: number): number | undefined {
    const line = this.lines[this.indexOf(offset)];
    return line === NONE ? undefined : line;
  }

  private indexOf(offset: number): number {
    const { starts, count } = this;
    // What is asked for has come just now.
    const last = (count - 1) & LAST;
    if ((starts[last] as number) <= offset) return last;
    let [low, high] = [Math.max(0, count - MOST), count];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle & LAST] as number) <= offset) low = middle;
      else high = middle;
    }
    return low & LAST;
  }
}
