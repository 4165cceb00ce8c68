/**
 * The rules about chunks: they live here and nowhere else. A token is read from the caller's chunk where it stands; the
 * beginning of a line that the chunk does not hold whole is copied to the carry and read there once it may be whole.
 */
const CR = 13;
const LF = 10;

/** What the carry needs to know of a grammar to see that a held line may be whole. */
export interface LineBounds {
  readonly longestLine: number;
  readonly longestHeader: number;
  readonly headerEnds: Uint8Array;
}

export abstract class ChunkReader {
  protected readonly carry: Uint8Array;
  private readonly bounds: LineBounds;
  private readingCarry = false;
  private reading = false; // a callback may be running
  private held = 0; // bytes in the carry
  private done = 0; // of which so many have been read
  private sawCr = false; // a CR has been tried as the end of the held line
  private base = 0; // absolute offset of index 0 of the buffer being read
  private received = 0; // absolute end of what has been taken in
  private over = Number.MAX_SAFE_INTEGER; // absolute end of the stream, once known
  /** Absolute end of the last token. */
  protected cursor = 0;
  /** Where reading stops in the buffer being read. */
  protected limit = 0;
  /** The held line may be something that is expected byte for byte: it is read again where it differs. */
  protected expecting = false;
  /** A line may begin inside the held one, so a header may end farther behind its beginning. */
  protected cutting = false;
  /** Nothing more comes: what is held is judged as it is. */
  private settling = false;

  constructor(bounds: LineBounds) {
    this.bounds = bounds;
    this.carry = new Uint8Array(bounds.longestLine);
  }

  /** Reads the token at `p`, which is below `limit`; returns the index behind it, or `p` if more bytes are needed. */
  protected abstract readToken(b: Uint8Array, p: number): number;

  /** How many bytes of the stream have been read. */
  get offset(): number {
    return Math.min(this.received, this.over);
  }

  /** How many of them are the beginning of a line that is not whole. */
  protected get heldBytes(): number {
    return this.held - this.done;
  }

  protected feed(b: Uint8Array, from: number, to: number): void {
    const base = this.received - from;
    let p = from;
    this.reading = false;
    // An exception of a callback may have left the carry half read.
    if (this.done > 0) this.readCarry();
    while (p < to) {
      if (this.held > 0) {
        p = this.extend(b, p, to, base);
        continue;
      }
      this.base = base;
      this.limit = to;
      this.readingCarry = false;
      p = this.read(b, p);
      if (p < to) p = this.hold(b, p, to);
    }
    this.received = base + to;
  }

  /** A byte that belongs to no token of its own. */
  protected skipByte(): void {
    this.received++;
  }

  /** Bytes that end the stream without being in it. */
  protected feedLast(bytes: Uint8Array): void {
    this.over = Math.min(this.over, this.received);
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
    this.held = this.done = 0;
    this.cursor = this.received;
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

  /** The token that begins at `p` may wait for more bytes. */
  protected mayWait(p: number): boolean {
    return !this.settling && this.limit - p < this.carry.length;
  }

  /** Where a line that begins at `p` has to end. */
  protected lineLimit(p: number): number {
    return Math.min(this.limit, p + this.carry.length);
  }

  /** Where the bytes of the stream end in the buffer: the line end that `feedLast` adds is none of them. */
  protected get realLimit(): number {
    return Math.min(this.limit, this.over - this.base);
  }

  /** A token is about to be reported: it ends at index `next`. */
  protected advance(next: number): number {
    this.cursor = Math.min(this.base + next, this.over);
    if (this.readingCarry) this.done = next;
    else this.received = this.base + next;
    return next;
  }

  /** Keeps the beginning of a line. */
  private hold(b: Uint8Array, p: number, to: number): number {
    this.held = to - p;
    this.done = 0;
    for (let i = 0; i < this.held; i++) this.carry[i] = b[p + i] as number;
    this.lookForLineEnds();
    return to;
  }

  /** Adds to the held line up to a byte that may end it, then reads it. */
  private extend(b: Uint8Array, from: number, to: number, base: number): number {
    const { carry, bounds } = this;
    let p = from;
    let ends = false;
    while (p < to && !ends && this.held < carry.length) {
      const c = b[p++] as number;
      carry[this.held++] = c;
      const header = (this.cutting || this.held <= bounds.longestHeader) && bounds.headerEnds[c] === 1;
      ends = c === LF || (c === CR && !this.sawCr) || header;
      if (c === CR) this.sawCr = true;
      if (this.expecting && !this.isExpected(this.held - 1, c)) ends = true;
    }
    this.received = base + p;
    if (ends || this.held === carry.length) this.readCarry();
    return p;
  }

  private readCarry(): void {
    this.dropRead();
    this.base = this.received - this.held;
    this.limit = this.held;
    this.readingCarry = true;
    this.done = this.read(this.carry, 0);
    this.dropRead();
  }

  private dropRead(): void {
    if (this.done === 0) return;
    this.carry.copyWithin(0, this.done, this.held);
    this.held = Math.max(0, this.held - this.done);
    this.done = 0;
    this.lookForLineEnds();
  }

  private lookForLineEnds(): void {
    this.sawCr = false;
    for (let i = 0; i < this.held; i++) {
      if (this.carry[i] === CR) this.sawCr = true;
    }
  }

  /** The byte at this index of the held line is the one expected there. */
  protected abstract isExpected(index: number, c: number): boolean;

  /** What lines read so far have left behind says nothing about those that come. */
  protected abstract forgetFields(): void;

  /** Reads token after token; returns the index of the first byte that has to wait. */
  private read(b: Uint8Array, from: number): number {
    this.forgetFields();
    this.expecting = this.cutting = false;
    this.reading = true;
    let p = from;
    try {
      while (p < this.limit) {
        const q = this.readToken(b, p);
        if (q === p) break;
        p = q;
      }
    } finally {
      // An exception of a callback ends the reading too: reset() is no longer called from inside it.
      this.reading = false;
    }
    return p;
  }
}
