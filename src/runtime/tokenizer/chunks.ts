/**
 * The rules about chunks: no other file has any. A token is read in the caller's chunk itself; the
 * beginning of a line that the chunk does not hold whole is copied to the carry and read there once it may be whole.
 */
import { CR, LF } from '../contract/bytes.js';
import { NEED, NEED_ANY } from '../contract/outcomes.js';
import type { ReadState } from './read-state.js';

/** What reads the tokens of a buffer. */
export interface TokenReader {
  /** Reads token after token, up to the limit; returns the index of the first byte that has to wait. */
  readTokens(b: Uint8Array, from: number): number;
  /** What comes next is no line, and is handed out where the caller has it. */
  readonly inBlock: boolean;
  /** Whether `c`, at this index of the held line, is the byte that would come back there. */
  isExpected(index: number, c: number): boolean;
}

/** What the carry needs to know of a grammar to see that a held line may be whole. */
export interface LineBounds {
  readonly longestLine: number;
  /** The bytes that a form without a line end can end with. */
  readonly headerEnds: Uint8Array;
}

/**
 * A chunk of so many bytes is read after the held line, in the carry: to copy it costs less than to begin twice. With
 * fewer, that line would be read again and again.
 */
const LEAST = 32;
const MOST = 256;
/** So few bytes are moved faster one by one. */
const FEW = 48;

export class ChunkReader {
  /** The held line is at the beginning of it. Whoever has to hand out bytes that no chunk holds may put them there. */
  readonly carry: Uint8Array;
  private readonly at: ReadState;
  private readonly reader: TokenReader;
  private readonly longest: number;
  private readonly headerEnds: Uint8Array;
  /** True from before the first callback of a read to after the last: a method called then comes from inside a callback. */
  private reading = false;
  private readingCarry = false;
  private held = 0; // bytes in the carry
  private received = 0; // absolute end of what has been written
  private endOffset = -1; // absolute end of the stream; set by the first `feedLast`
  /**
   * Set where what is held may be an echo (`AT+C` of `AT+CSQ`), cleared by every read: it is read again at a byte that
   * differs from what the host wrote.
   */
  private expecting = false;
  /** What the held line needs, as a recogniser answered: NEED, NEED_CR or NEED_ANY. */
  private awaited = NEED_ANY;
  /** Set while `flush()` or `end()` reads what is held: nothing more comes, and it is judged as it is. */
  private settling = false;
  /** Set while the carry holds a whole chunk of the caller's after the held line: see `join`. */
  carryHoldsCallerChunk = false;

  constructor({ longestLine, headerEnds }: LineBounds, at: ReadState, reader: TokenReader) {
    this.longest = longestLine;
    this.headerEnds = headerEnds;
    this.at = at;
    this.reader = reader;
    this.carry = new Uint8Array(longestLine + MOST);
  }

  /** How many bytes of the stream have been read. */
  get offset(): number {
    const read = this.reading ? this.at.base + this.at.position : this.received;
    return this.endOffset < 0 ? read : Math.min(read, this.endOffset);
  }

  /** A callback may be running. */
  get isReading(): boolean {
    return this.reading;
  }

  /** `feedLast` has added bytes after the last of the stream. */
  get hasLast(): boolean {
    return this.endOffset >= 0 && this.received > this.endOffset;
  }

  /** How many of them are the beginning of a line that is not whole. */
  get heldBytes(): number {
    return this.readingCarry ? this.held - this.at.position : this.held;
  }

  feed(b: Uint8Array, from: number, to: number): void {
    if (to - from === 1 && this.isAdded(b[from] as number)) return;
    const base = this.received - from;
    let p = from;
    this.reading = false;
    // An exception of a callback may have left the carry half read.
    if (this.readingCarry && (this.at.position > 0 || this.held > this.longest)) this.readCarry();
    while (p < to) {
      if (this.held > 0) {
        p = this.extend(b, p, to, base);
        continue;
      }
      this.readingCarry = false;
      this.at.turnTo(base, p, to, this.endOffset);
      p = this.read(b, p);
      if (p < to) p = this.hold(b, p, to);
    }
    this.received = base + to;
  }

  /** The byte makes the held line longer and nothing else, as nearly all do where they come one by one. */
  private isAdded(c: number): boolean {
    const { held } = this;
    if (held === 0 || held + 1 >= this.longest || this.at.position > 0 || this.mayEndAt(c, held)) return false;
    this.carry[held] = c;
    this.held = held + 1;
    this.received++;
    return true;
  }

  /** Bytes that belong to no token of their own, but to the one that is held: what of that is over has to be read first. */
  skip(count: number): void {
    this.reading = false;
    if (this.held > 0) this.readCarry();
    this.received += count;
    this.at.base += count;
    this.at.untokenized += count;
  }

  /** Bytes that end the stream without being in it. */
  feedLast(bytes: Uint8Array): void {
    if (this.endOffset < 0) this.endOffset = this.received;
    this.feed(bytes, 0, bytes.length);
  }

  /**
   * Reads what has been added to the held line since it was last looked at: what the host does next must find the same
   * tokens read, however the stream was cut.
   */
  catchUp(): void {
    if (!this.reading && this.held > 0) this.readCarry();
  }

  /** Forgets the held line; from inside a callback, what is held after the token is yet to be read and stays. */
  forget(): void {
    if (this.reading) return;
    this.held = this.at.untokenized = 0;
    this.at.turnTo(this.received, 0, 0, this.endOffset);
  }

  /** Reads what is held as if nothing more came. */
  settle(): void {
    if (this.held === 0) return;
    this.settling = true;
    try {
      this.readCarry();
    } finally {
      this.settling = false;
    }
  }

  /** Whether the token that begins at `p` may wait for more bytes: for what a recogniser answered that it needs. */
  mayWait(p: number, need: number): boolean {
    this.awaited = need;
    return !this.settling && this.at.limit - p < this.longest;
  }

  /** The same for what may be an echo: what is held is read again at a byte that differs from what the host wrote. */
  mayExpect(p: number): boolean {
    this.expecting = this.mayWait(p, NEED);
    return this.expecting;
  }

  /** Where a line that begins at `p` has to end. */
  lineLimit(p: number): number {
    return Math.min(this.at.limit, p + this.longest);
  }

  /** Keeps the beginning of a line. */
  private hold(b: Uint8Array, p: number, to: number): number {
    this.held = 0;
    this.add(b, p, to);
    this.readingCarry = true;
    this.at.turnTo(this.at.base + p, 0, this.held, this.endOffset);
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
    this.carryHoldsCallerChunk = true;
    try {
      this.readCarry();
    } finally {
      this.carryHoldsCallerChunk = false;
    }
    if (!this.reader.inBlock) return b.length;
    if (this.held > b.length) {
      // It begins in the line that was held, which has been given up for what comes after it.
      this.readCarry();
      return b.length;
    }
    const next = b.length - this.held;
    this.held = 0;
    return next;
  }

  /** After the first byte that may end the held line; -1: none of these does. */
  private findEnd(b: Uint8Array, from: number, most: number): number {
    for (let p = from; p < most; p++) if (this.mayEndAt(b[p] as number, this.held + p - from)) return p + 1;
    return -1;
  }

  /** Puts bytes after the held ones. */
  private add(b: Uint8Array, from: number, to: number): void {
    const { carry, held } = this;
    for (let i = from, k = held; i < to; i++, k++) carry[k] = b[i] as number;
    this.held = held + to - from;
  }

  private mayEndAt(c: number, index: number): boolean {
    if (c === LF) return true;
    if (this.expecting && (c === CR || !this.reader.isExpected(index, c))) return true;
    if (this.awaited === NEED) return false;
    return c === CR || (this.awaited === NEED_ANY && this.headerEnds[c] === 1);
  }

  private readCarry(): void {
    this.dropRead();
    this.readingCarry = true;
    this.at.turnTo(this.received - this.held, 0, this.held, this.endOffset);
    this.read(this.carry, 0);
    this.dropRead();
  }

  private dropRead(): void {
    const { carry } = this;
    const done = this.at.position;
    if (!this.readingCarry || done === 0) return;
    const left = Math.max(0, this.held - done);
    if (left > FEW) carry.copyWithin(0, done, this.held);
    else for (let i = 0; i < left; i++) carry[i] = carry[done + i] as number;
    this.held = left;
    this.at.turnTo(this.at.base + done, 0, left, this.endOffset);
  }

  private read(b: Uint8Array, from: number): number {
    this.expecting = false;
    this.awaited = NEED_ANY;
    this.reading = true;
    try {
      return this.reader.readTokens(b, from);
    } finally {
      // An exception of a callback ends the reading too: reset() is no longer called from inside it.
      this.reading = false;
      if (!this.readingCarry) this.received = this.at.base + this.at.position;
    }
  }
}
