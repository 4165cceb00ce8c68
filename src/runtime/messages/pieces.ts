/** Bytes that come in pieces, put together. */
import { copyInto } from '../values/copy.js';

const EMPTY = new Uint8Array(0);

/** So much room is made for a payload before it comes: more than one read of the module's buffer gives (1,460 bytes). */
const MOST_AT_ONCE = 4096;

/** Bytes that come in pieces: those of a payload, or of an echo. */
export class Pieces {
  private bytes = EMPTY;
  private used = 0;
  private announced = 0;

  /** `size`: as announced. A header of 25 bytes can announce 319,488 that never come: no more room than for a segment. */
  begin(size: number): void {
    this.announced = size;
    this.bytes = size > 0 ? new Uint8Array(Math.min(size, MOST_AT_ONCE)) : EMPTY;
    this.used = 0;
  }

  add(buffer: Uint8Array, start: number, end: number): void {
    const used = this.used + end - start;
    if (used > this.bytes.length) this.grow(used);
    copyInto(this.bytes, this.used, buffer, start, end);
    this.used = used;
  }

  take(): Uint8Array {
    const whole = this.used === this.bytes.length ? this.bytes : this.bytes.slice(0, this.used);
    this.bytes = EMPTY;
    this.used = 0;
    return whole;
  }

  private grow(least: number): void {
    const doubled = 2 * this.bytes.length;
    const larger = new Uint8Array(Math.max(least, doubled < this.announced ? doubled : this.announced));
    larger.set(this.bytes.subarray(0, this.used));
    this.bytes = larger;
  }
}

/** Pairs of hex digits, of which one may be cut off by a chunk. */
export class HexPieces extends Pieces {
  private high = -1;

  override begin(size: number): void {
    super.begin(size);
    this.high = -1;
  }

  override add(buffer: Uint8Array, start: number, end: number): void {
    const bytes = new Uint8Array((end - start + 1) >> 1);
    let [high, used] = [this.high, 0];
    for (let i = start; i < end; i++) {
      const c = buffer[i] as number;
      const digit = c <= 57 ? c - 48 : (c | 32) - 87;
      if (high >= 0) bytes[used++] = high * 16 + digit;
      high = high >= 0 ? -1 : digit;
    }
    this.high = high;
    super.add(bytes, 0, used);
  }
}
