/**
 * The rules about chunks: they live here and nowhere else. A token is read from the caller's chunk where it stands; the
 * beginning of a line that the chunk does not hold whole is copied to the carry and read there once it may be whole.
 *
 * While a buffer is read, places in it are small integers; absolute offsets, which may be larger, are made when asked for.
 */
import { CR, LF } from '../contract/line-end.js';
import { NEED, NEED_ANY } from '../contract/registers.js';

/** What the carry needs to know of a grammar to see that a held line may be whole. */
export interface LineBounds {
  readonly longestLine: number;
  /** The bytes that a form without a line end can end with. */
  readonly headerEnds: Uint8Array;
}

/**
 * A chunk of so many bytes is read behind the held line, in the carry: to copy it costs less than to begin twice. With
 * fewer, that line would be read again and again.
 */
const LEAST = 32;
const MOST = 256;
/** So few bytes are moved faster one by one. */
const FEW = 48;

export abstract class ChunkReader {
  protected readonly carry: Uint8Array;
  /** No line is longer. */
  protected readonly longest: number;
  private readonly bounds: LineBounds;
  private reading = false; // a callback may be running
  private readingCarry = false;
  private held = 0; // bytes in the carry
  private received = 0; // absolute end of what has been taken in
  private over = -1; // absolute end of the stream, once known
  /** Absolute offset of index 0 of the buffer being read. */
  protected base = 0;
  /** Index behind what has been read of it. */
  protected done = 0;
  /** So many bytes in front of that belong to no token yet. */
  protected lag = 0;
  /** Where reading stops in it, and where the bytes of the stream end: a line end that `feedLast` adds is none of them. */
  protected limit = 0;
  protected realLimit = 0;
  /** The held line may be something that is expected byte for byte: it is read again where it differs. */
  protected expecting = false;
  /** What the held line needs, as a recogniser answered: NEED, NEED_CR or NEED_ANY. */
  protected awaited = NEED_ANY;
  /** Nothing more comes: what is held is judged as it is. */
  private settling = false;
  /** In the carry stands a chunk of the caller's that is still at hand. */
  protected joined = false;

  constructor(bounds: LineBounds) {
    this.bounds = bounds;
    this.longest = bounds.longestLine;
    this.carry = new Uint8Array(this.longest + MOST);
  }

  /** Reads token after token, up to `limit`; returns the index of the first byte that has to wait. */
  protected abstract readTokens(b: Uint8Array, from: number): number;

  /** What comes next is no line, and is handed out where the caller has it. */
  protected abstract get inBlock(): boolean;

  /** The byte at this index of the held line is the one expected there. */
  protected abstract isExpected(index: number, c: number): boolean;

  /** How many bytes of the stream have been read. */
  get offset(): number {
    const read = this.reading ? this.base + this.done : this.received;
    return this.over < 0 ? read : Math.min(read, this.over);
  }

  /** Absolute end of the last token. */
  protected get cursor(): number {
    return this.base + this.tokenEnd;
  }

  /** The same as an index of the buffer being read; below 0 if the token stood in a buffer before. */
  protected get tokenEnd(): number {
    return (this.done < this.realLimit ? this.done : this.realLimit) - this.lag;
  }

  /** How many of them are the beginning of a line that is not whole. */
  protected get heldBytes(): number {
    return this.readingCarry ? this.held - this.done : this.held;
  }

  protected feed(b: Uint8Array, from: number, to: number): void {
    if (to - from === 1 && this.isAdded(b[from] as number)) return;
    const base = this.received - from;
    let p = from;
    this.reading = false;
    // An exception of a callback may have left the carry half read.
    if (this.readingCarry && (this.done > 0 || this.held > this.longest)) this.readCarry();
    while (p < to) {
      if (this.held > 0) {
        p = this.extend(b, p, to, base);
        continue;
      }
      this.readingCarry = false;
      this.turnTo(base, p, to);
      p = this.read(b, p);
      if (p < to) p = this.hold(b, p, to);
    }
    this.received = base + to;
  }

  /** The byte makes the held line longer and nothing else, as nearly all do where they come one by one. */
  private isAdded(c: number): boolean {
    const { held } = this;
    if (held === 0 || held + 1 >= this.longest || this.done > 0 || this.mayEndAt(c, held)) return false;
    this.carry[held] = c;
    this.held = held + 1;
    this.received++;
    return true;
  }

  /** A byte that belongs to no token of its own, but to the one that is held: what of that is over has to be read first. */
  protected skipByte(): void {
    this.reading = false;
    if (this.held > 0) this.readCarry();
    this.received++;
    this.base++;
    this.lag++;
  }

  /** Bytes that end the stream without being in it. */
  protected feedLast(bytes: Uint8Array): void {
    if (this.over < 0) this.over = this.received;
    this.feed(bytes, 0, bytes.length);
  }

  /**
   * Reads what has been added to the held line since it was last looked at: what the host does next must find the same
   * tokens read, however the stream was cut.
   */
  protected catchUp(): void {
    if (!this.reading && this.held > 0) this.readCarry();
  }

  /** Forgets the held line; from inside a callback, what is held behind the token is yet to be read and stays. */
  protected forget(): void {
    if (this.reading) return;
    this.held = this.lag = 0;
    this.turnTo(this.received, 0, 0);
  }

  /** Reads what is held as if nothing more came. */
  protected settle(): void {
    if (this.held === 0) return;
    this.settling = true;
    try {
      this.readCarry();
    } finally {
      this.settling = false;
    }
  }

  /** Whether the token that begins at `p` may wait for more bytes: for what a recogniser answered that it needs. */
  protected mayWait(p: number, need: number): boolean {
    this.awaited = need;
    return !this.settling && this.limit - p < this.longest;
  }

  /** Where a line that begins at `p` has to end. */
  protected lineLimit(p: number): number {
    return Math.min(this.limit, p + this.longest);
  }

  /** A token is about to be reported: it ends at index `next`. */
  protected advance(next: number): number {
    this.done = next;
    this.lag = 0;
    return next;
  }

  /** Bytes up to index `next` have been read, and belong to a token that is still to come. */
  protected pass(next: number): number {
    const before = Math.min(this.done, this.realLimit);
    this.done = next;
    this.lag += Math.min(next, this.realLimit) - before;
    return next;
  }

  /** From now on indices are those of a buffer whose index 0 has this offset. */
  private turnTo(base: number, from: number, to: number): void {
    this.base = base;
    this.done = from;
    this.limit = to;
    this.realLimit = this.over < 0 ? to : Math.min(to, this.over - base);
  }

  /** Keeps the beginning of a line. */
  private hold(b: Uint8Array, p: number, to: number): number {
    this.held = 0;
    this.add(b, p, to);
    this.readingCarry = true;
    this.turnTo(this.base + p, 0, this.held);
    return to;
  }

  /** Adds to the held line, and reads it once it may be whole. */
  private extend(b: Uint8Array, from: number, to: number, base: number): number {
    if (from === 0 && to === b.length && to >= LEAST && this.held + to <= MOST) return this.join(b, base);
    const most = Math.min(to, from + this.longest - this.held);
    const end = this.findEnd(b, from, most);
    const next = end < 0 ? most : end;
    this.add(b, from, next);
    this.received = base + next;
    if (end >= 0 || this.held === this.longest) this.readCarry();
    return next;
  }

  /** Adds all of a chunk, and reads that too, up to a payload: that is not for the carry. */
  private join(b: Uint8Array, base: number): number {
    this.carry.set(b, this.held);
    this.held += b.length;
    this.received = base + b.length;
    this.joined = true;
    try {
      this.readCarry();
    } finally {
      this.joined = false;
    }
    if (!this.inBlock) return b.length;
    if (this.held > b.length) {
      // It begins in the line that was held, which has been given up for what came behind it.
      this.readCarry();
      return b.length;
    }
    const next = b.length - this.held;
    this.held = 0;
    return next;
  }

  /** Behind the first byte that may end the held line; -1: none of these does. */
  private findEnd(b: Uint8Array, from: number, most: number): number {
    for (let p = from; p < most; p++) if (this.mayEndAt(b[p] as number, this.held + p - from)) return p + 1;
    return -1;
  }

  /** Puts bytes behind the held ones. */
  private add(b: Uint8Array, from: number, to: number): void {
    const { carry, held } = this;
    for (let i = from, k = held; i < to; i++, k++) carry[k] = b[i] as number;
    this.held = held + to - from;
  }

  private mayEndAt(c: number, index: number): boolean {
    if (c === LF) return true;
    if (this.expecting && (c === CR || !this.isExpected(index, c))) return true;
    if (this.awaited === NEED) return false;
    return c === CR || (this.awaited === NEED_ANY && this.bounds.headerEnds[c] === 1);
  }

  private readCarry(): void {
    this.dropRead();
    this.readingCarry = true;
    this.turnTo(this.received - this.held, 0, this.held);
    this.read(this.carry, 0);
    this.dropRead();
  }

  private dropRead(): void {
    const { carry, done } = this;
    if (!this.readingCarry || done === 0) return;
    const left = Math.max(0, this.held - done);
    if (left > FEW) carry.copyWithin(0, done, this.held);
    else for (let i = 0; i < left; i++) carry[i] = carry[done + i] as number;
    this.held = left;
    this.turnTo(this.base + done, 0, left);
  }

  private read(b: Uint8Array, from: number): number {
    this.expecting = false;
    this.awaited = NEED_ANY;
    this.reading = true;
    try {
      return this.readTokens(b, from);
    } finally {
      // An exception of a callback ends the reading too: reset() is no longer called from inside it.
      this.reading = false;
      if (!this.readingCarry) this.received = this.base + this.done;
    }
  }
}
