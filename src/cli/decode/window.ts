/** The bytes of the stream that are not yet shown. */

export class Window {
  private held: Uint8Array = new Uint8Array(0);
  private start = 0;

  add(bytes: Uint8Array): void {
    this.held = Buffer.concat([this.held, bytes]);
  }

  /** All up to an offset that were not taken before. */
  upTo(offset: number): Uint8Array {
    const taken = this.held.subarray(0, Math.max(0, offset - this.start));
    this.held = this.held.subarray(taken.length);
    this.start += taken.length;
    return taken;
  }
}
