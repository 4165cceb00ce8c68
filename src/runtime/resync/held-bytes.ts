/** Bytes of the stream that are held back, in one array: added at the end, taken from the front. */
export class HeldBytes {
  private bytes = new Uint8Array(0);
  private first = 0; // index of the first byte that is held
  private end = 0; // index after the last

  get size(): number {
    return this.end - this.first;
  }

  /** The array in which byte `n` of those held is at index `indexOf(n)`; both hold until bytes are added. */
  get buffer(): Uint8Array {
    return this.bytes;
  }

  indexOf(n: number): number {
    return this.first + n;
  }

  add(chunk: Uint8Array): void {
    if (this.end + chunk.length > this.bytes.length) this.makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** The first `count` bytes, in place. */
  front(count: number): Uint8Array {
    return this.bytes.subarray(this.first, this.first + count);
  }

  /** The first `count` bytes are held no longer. */
  drop(count: number): void {
    this.first += count;
    if (this.first === this.end) this.first = this.end = 0;
  }

  /** Twice what is needed, so that each byte is moved a bounded number of times, however the stream is cut. */
  private makeRoom(count: number): void {
    const { size } = this;
    const needed = 2 * (size + count);
    const target = needed > this.bytes.length ? new Uint8Array(needed) : this.bytes;
    target.set(this.front(size));
    this.bytes = target;
    this.first = 0;
    this.end = size;
  }
}
