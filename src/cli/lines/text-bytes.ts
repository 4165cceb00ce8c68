/**
 * Text written straight into bytes, eight at a time: what is the same in many lines is kept as numbers of 64 bits, and so is
 * what a byte of the log is written as. `JSON.stringify` and strings cost several times what it costs to read the message.
 */

/** Texts are written in steps of so many bytes: the last step may write beyond the text, over what comes next. */
const STEP = 8;
const FIRST_ROOM = 1 << 16;
/** No number has more digits than this, with its sign, its fraction and its exponent. */
export const MOST_DIGITS = 32;
/** Larger numbers have another spelling, or none that a loop over digits gives. */
const LARGEST_PLAIN = Number.MAX_SAFE_INTEGER;
const FOUR_DIGITS = 10_000;

const utf8 = new TextEncoder();

/** A text that is written again and again. Bytes of UTF-8, and none of them FFh: no step of them is a NaN. */
export interface Fixed {
  readonly steps: Float64Array;
  readonly length: number;
}

export function fixed(text: string): Fixed {
  const bytes = utf8.encode(text);
  const steps = new Float64Array(Math.ceil(bytes.length / STEP));
  new Uint8Array(steps.buffer).set(bytes);
  return { steps, length: bytes.length };
}

/** How each byte of the log is written: at most eight bytes of UTF-8. */
export interface Spelling {
  readonly steps: Float64Array;
  readonly lengths: Uint8Array;
}

/** `of`: what is written for the character of a byte, which is latin1. */
export function spellingOf(of: (character: string) => string): Spelling {
  const all = Array.from({ length: 256 }, (_, code) => fixed(of(String.fromCharCode(code))));
  return {
    steps: Float64Array.from(all, ({ steps }) => steps[0] ?? 0),
    lengths: Uint8Array.from(all, ({ length }) => length),
  };
}

/** 0000 to 9999 as text, of which the first digit is the lowest byte. */
const DIGITS = Uint32Array.from({ length: FOUR_DIGITS }, (_, n) =>
  [n / 1000, n / 100, n / 10, n].reduce((sum, digit, i) => sum + ((48 + (Math.floor(digit) % 10)) << (8 * i)), 0),
);

const digitsOf = (n: number): number => (n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : 4);

/** Room is made once a line; the methods that write look at none. */
export class TextBytes {
  private bytes = new Uint8Array(FIRST_ROOM);
  private view = new DataView(this.bytes.buffer);
  private used = 0;
  /** Up to here lines are whole. */
  private whole = 0;
  private taken = 0;

  /** Makes room for so many bytes, of which numbers need 32 each. */
  room(count: number): void {
    const needed = this.used + count + STEP;
    if (needed <= this.bytes.length) return;
    this.grow(Math.max(needed, 2 * this.bytes.length));
  }

  /** How many bytes whole lines have, those that were taken included. */
  get length(): number {
    return this.taken + this.whole;
  }

  byte(byte: number): void {
    this.bytes[this.used++] = byte;
  }

  fixed({ steps, length }: Fixed): void {
    const { view } = this;
    let at = this.used;
    this.used = at + length;
    for (let i = 0; i < steps.length; i++, at += STEP) view.setFloat64(at, steps[i] as number, true);
  }

  /** A whole number that is not below 0, and any other. */
  number(value: number): void {
    if (value < FOUR_DIGITS && value === value >>> 0) this.small(value);
    else if (Number.isInteger(value) && value > 0 && value <= LARGEST_PLAIN) this.large(value);
    else this.text(String(value));
  }

  /** The same at the right of so many places. */
  right(value: number, places: number): void {
    const start = this.used;
    this.number(value);
    const blanks = places - (this.used - start);
    if (blanks <= 0) return;
    this.bytes.copyWithin(start + blanks, start, this.used);
    this.bytes.fill(32, start, start + blanks);
    this.used += blanks;
  }

  /** ASCII, and short. */
  text(text: string): void {
    for (let i = 0; i < text.length; i++) this.bytes[this.used++] = text.charCodeAt(i);
  }

  /** Bytes of the log, up to eight times as many. */
  spelled(b: Uint8Array, start: number, end: number, { steps, lengths }: Spelling): void {
    const { view } = this;
    let at = this.used;
    for (let i = start; i < end; i++) {
      const c = b[i] as number;
      view.setFloat64(at, steps[c] as number, true);
      at += lengths[c] as number;
    }
    this.used = at;
  }

  /** The dotted quad of a number of 32 bits. */
  address(address: number): void {
    this.small(address >>> 24);
    this.byte(46);
    this.small((address >>> 16) & 255);
    this.byte(46);
    this.small((address >>> 8) & 255);
    this.byte(46);
    this.small(address & 255);
  }

  /** What another one holds, which is empty then. */
  move(other: TextBytes): void {
    this.room(other.used);
    this.bytes.set(other.bytes.subarray(0, other.used), this.used);
    this.used += other.used;
    other.used = 0;
  }

  /** The line is whole. */
  endLine(): void {
    this.bytes[this.used++] = 10;
    this.whole = this.used;
  }

  /**
   * All whole lines since, to be kept. A copy: to hand out the buffer itself and go on in another was no faster, and in
   * threads, each of which then has many large buffers, the collector took a fifth of the time.
   */
  take(): Uint8Array {
    const { bytes, whole, used } = this;
    const lines = bytes.slice(0, whole);
    bytes.copyWithin(0, whole, used);
    this.taken += whole;
    this.used = used - whole;
    this.whole = 0;
    return lines;
  }

  /** As if nothing had been written; the room stays. */
  clear(): void {
    this.used = this.whole = this.taken = 0;
  }

  private small(n: number): void {
    const count = digitsOf(n);
    this.view.setUint32(this.used, (DIGITS[n] as number) >>> (8 * (4 - count)), true);
    this.used += count;
  }

  private large(n: number): void {
    const front = Math.floor(n / FOUR_DIGITS);
    if (front < FOUR_DIGITS) this.small(front);
    else this.large(front);
    this.view.setUint32(this.used, DIGITS[n - FOUR_DIGITS * front] as number, true);
    this.used += 4;
  }

  private grow(size: number): void {
    const { bytes, used } = this;
    // Not cleared: no byte is read that was not written.
    this.bytes = new Uint8Array(Buffer.allocUnsafeSlow(size).buffer);
    this.bytes.set(bytes.subarray(0, used));
    this.view = new DataView(this.bytes.buffer);
  }
}
