/** What generated recognisers write while they scan a line, and the few steps they share. */

/** Answers of a recogniser instead of a line's code. */
export const DEAD = -1; // no line begins like this
export const NEED = -2; // a line may begin like this: more bytes are needed

/** Larger than every bound a grammar may set, so that longer numbers stay out of bounds instead of wrapping. */
const TOO_LARGE = 1_000_000_000;
/** A number is at most so many characters, leading zeros and sign included. */
const NUMBER_LENGTH = 10;

export class Registers {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly number: Int32Array;
  /** By pattern of a command: not 0 while such a command is in flight; 0 stands for any. */
  readonly inFlight: Uint8Array;
  /** Index behind the line that was recognised. */
  next = 0;
  /** Index of the line's first byte: a field that ends behind it is there. */
  line = 0;
  /** Absolute offsets of the token that is being reported. */
  spanStart = 0;
  spanEnd = 0;
  /** Where the line stands that the registers speak of. */
  buffer: Uint8Array = new Uint8Array(0);

  constructor(slots: number, patterns: number) {
    this.start = new Int32Array(slots);
    this.end = new Int32Array(slots);
    this.number = new Int32Array(slots);
    this.inFlight = new Uint8Array(patterns + 1);
  }

  /** Whether an optional field is there. */
  has(slot: number): boolean {
    return (this.end[slot] as number) > this.line;
  }

  /** What earlier lines left behind is not mistaken for a field of the next one. */
  forget(): void {
    for (let i = 0; i < this.end.length; i++) this.end[i] = 0;
  }

  /** The text in a slot, latin1. */
  text(slot: number): string {
    return latin1(this.buffer, this.start[slot] ?? 0, this.end[slot] ?? 0);
  }

  /** The bytes in a slot, copied. */
  bytes(slot: number): Uint8Array {
    // Not `slice`: of a Buffer of Node's it is a view.
    return new Uint8Array(this.buffer.subarray(this.start[slot], this.end[slot]));
  }

  /** The number in a slot, with its sign. */
  signed(slot: number): number {
    const value = this.number[slot] ?? 0;
    return this.buffer[this.start[slot] ?? 0] === 0x2d ? -value : value;
  }

  /** The dotted quad in a slot, without leading zeros. */
  ipv4(slot: number): string {
    const text = this.text(slot);
    return /(^|\.)0\d/.test(text) ? text.split('.').map(Number).join('.') : text;
  }
}

/** Below this many bytes a loop beats `apply`; a line is never longer than a few thousand. */
const SHORT = 24;

export function latin1(buffer: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return String.fromCharCode.apply(null, buffer.subarray(start, end) as unknown as number[]);
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(buffer[i] as number);
  return text;
}

export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** Reads on in a number whose first digit is in `number[slot]`; returns the index behind its last digit. */
export function digits(b: Uint8Array, p: number, e: number, r: Registers, slot: number): number {
  let value = r.number[slot] as number;
  while (p < e) {
    const digit = (b[p] as number) - 48;
    if (digit < 0 || digit > 9) break;
    value = value < TOO_LARGE / 10 ? value * 10 + digit : TOO_LARGE;
    p++;
  }
  r.number[slot] = p - (r.start[slot] as number) > NUMBER_LENGTH ? TOO_LARGE : value;
  return p;
}

/** The same for one of the four numbers of an address: the text's own length bounds it. */
export function octet(b: Uint8Array, from: number, e: number, r: Registers, slot: number): number {
  let p = from;
  for (; p < e; p++) {
    const c = b[p] as number;
    if (c < 48 || c > 57) break;
    nextOctet(r, slot, c);
  }
  return p;
}

export function nextOctet(r: Registers, slot: number, c: number): void {
  const value = r.number[slot] as number;
  r.number[slot] = value < TOO_LARGE / 10 ? value * 10 + c - 48 : TOO_LARGE;
}

/** One digit of a number that other readings of the line keep from being read in one go. */
export function nextDigit(r: Registers, slot: number, c: number, p: number): void {
  const value = r.number[slot] as number;
  const fits = value < TOO_LARGE / 10 && p - (r.start[slot] as number) < NUMBER_LENGTH;
  r.number[slot] = fits ? value * 10 + c - 48 : TOO_LARGE;
}

export function countOne(r: Registers, slot: number): void {
  r.number[slot] = (r.number[slot] as number) + 1;
}

/** The buffer ends inside `text`: whether what is there agrees with it. */
export function partial(b: Uint8Array, p: number, e: number, text: string): number {
  for (let i = 0; p + i < e && i < text.length; i++) {
    if (b[p + i] !== text.charCodeAt(i)) return DEAD;
  }
  return NEED;
}

/** CR LF, LF or CR CR LF at `p`: then the line is `code`. */
export function lineEnd(b: Uint8Array, p: number, e: number, r: Registers, code: number): number {
  // Nearly every line ends so.
  if (p + 1 < e && b[p] === 13 && b[p + 1] === 10) {
    r.next = p + 2;
    return code;
  }
  let i = p;
  if (b[i] === 13) i++;
  if (i < e && b[i] === 13) i++;
  if (i >= e) return NEED;
  if (b[i] !== 10) return DEAD;
  r.next = i + 1;
  return code;
}

/** The same for a form that a lone CR ends; the CR is all of its line end, whatever follows. */
export function lineEndOrCr(_b: Uint8Array, p: number, _e: number, r: Registers, code: number): number {
  r.next = p + 1;
  return code;
}

/** A table of 256 flags, made of pairs of first and last byte. */
export function byteTable(...ranges: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (let i = 0; i < ranges.length; i += 2) table.fill(1, ranges[i], (ranges[i + 1] as number) + 1);
  return table;
}
