/** Which time, or which line of the log, belongs to which bytes of a stream. */

/** Nothing that is asked for begins further back than this: of the marks before it one is enough. */
const MOST = 8192;

export class Marks<T> {
  private starts: number[] = [];
  private values: (T | undefined)[] = [];

  /** From this offset on; offsets only grow. */
  add(offset: number, value: T | undefined): void {
    if (this.values.length > 0 && this.values.at(-1) === value) return;
    this.starts.push(offset);
    this.values.push(value);
    if (this.starts.length >= 2 * MOST) this.drop(this.starts.length - MOST);
  }

  /** What was marked at an offset, or last before it. */
  at(offset: number): T | undefined {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return this.values[low];
  }

  private drop(count: number): void {
    this.starts = this.starts.slice(count);
    this.values = this.values.slice(count);
  }
}
