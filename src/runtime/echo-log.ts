/** What the host has written and the module may still send back: a bounded queue of bytes. */
import { isLineEnd } from './line-end.js';

/** So much is remembered. Past it echo is recognised as far as the rule without `sent()` reaches. */
export const ECHO_LIMIT = 16384;

/** How a line of the module compares with what is expected back. */
export const NO_ECHO = 0;
export const ECHO = 1;
export const UNDECIDED = 2;

export class EchoLog {
  private bytes: Uint8Array = new Uint8Array(0);
  private from = 0;
  private to = 0;
  /** The datum sent at a prompt is pending, not command lines. */
  data = false;
  /** Set by `compare`: how many bytes agree. */
  agreed = 0;

  get size(): number {
    return this.to - this.from;
  }

  get first(): number {
    return this.bytes[this.from] as number;
  }

  /** Remembers what was sent; false when there is no room (then nothing is remembered any more). */
  add(sent: Uint8Array, data: boolean): boolean {
    if (data !== this.data) this.clear();
    this.data = data;
    if (this.bytes.length === 0) this.bytes = new Uint8Array(ECHO_LIMIT);
    if (this.to + sent.length > ECHO_LIMIT) {
      this.bytes.copyWithin(0, this.from, this.to);
      this.to -= this.from;
      this.from = 0;
    }
    if (this.to + sent.length > ECHO_LIMIT) {
      this.clear();
      return false;
    }
    this.bytes.set(sent, this.to);
    this.to += sent.length;
    return true;
  }

  /** How many bytes from `p` on are the next ones expected. */
  agree(b: Uint8Array, p: number, e: number): number {
    const most = Math.min(e - p, this.size);
    let n = 0;
    while (n < most && b[p + n] === this.bytes[this.from + n]) n++;
    return n;
  }

  /** Whether `c` is the byte expected so many bytes from now. */
  expects(index: number, c: number): boolean {
    return index < this.size && this.bytes[this.from + index] === c;
  }

  /** Compares the line that begins at `p` with what is expected; `agreed` tells how far they agree. */
  compare(b: Uint8Array, p: number, e: number): number {
    const most = Math.min(e - p, this.size);
    let n = 0;
    while (n < most && b[p + n] === this.bytes[this.from + n]) {
      if (isLineEnd(b[p + n])) break;
      n++;
    }
    this.agreed = n;
    if (p + n >= e) return n > 0 ? UNDECIDED : NO_ECHO;
    // The whole line, the rest of a datum, or a piece that something cut off: a line end stands behind it.
    return n > 0 && isLineEnd(b[p + n]) ? ECHO : NO_ECHO;
  }

  /** So many bytes have come back. */
  take(count: number): void {
    this.from = Math.min(this.to, this.from + count);
  }

  /** The echo of a command line has come, however damaged. */
  takeLine(): void {
    while (this.size > 0 && !isLineEnd(this.first)) this.from++;
    this.skipLineEnds();
  }

  skipLineEnds(): void {
    while (this.size > 0 && isLineEnd(this.first)) this.from++;
  }

  dropData(): void {
    if (this.data) this.clear();
  }

  clear(): void {
    this.from = 0;
    this.to = 0;
    this.data = false;
  }
}
