/** Which time belongs to which bytes of a stream. */

/** Nothing that is asked for begins further back than this: of the times before it one is enough. */
const MOST = 8192;

export class Times {
  private starts: number[] = [];
  private times: (string | undefined)[] = [];

  /** From this offset on; offsets only grow. */
  add(offset: number, at: string | undefined): void {
    if (this.times.length > 0 && this.times.at(-1) === at) return;
    this.starts.push(offset);
    this.times.push(at);
    if (this.starts.length >= 2 * MOST) this.drop(this.starts.length - MOST);
  }

  /** The time at an offset. */
  at(offset: number): string | undefined {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return this.times[low];
  }

  private drop(count: number): void {
    this.starts = this.starts.slice(count);
    this.times = this.times.slice(count);
  }
}
