/**
 * The place of reading in a buffer (a chunk of the caller's, or the carry), and what the next bytes are. While a buffer is
 * read, places in it are small integers; absolute offsets, which may be larger, are made when asked for.
 *
 *     transparent data, of which the last bytes may begin a line that ends the mode:
 *
 *     GET / HTTP\r\nCLO
 *     ^         ^      ^
 *     0  tokenEnd      position = limit; offset = base + position
 *               └──────┘ untokenized
 */
import { LINES } from './modes.js';

export class ReadState {
  /** What the next bytes are: see modes.ts. */
  mode = LINES;
  /** Absolute offset of index 0 of the buffer. */
  base = 0;
  /** Index after what has been read. */
  position = 0;
  /** So many bytes before that are read, and part of a token that is still to be reported. */
  untokenized = 0;
  /** Index at which the buffer ends. */
  limit = 0;
  /** Index at which the stream's own bytes end in it: less than `limit` where `end()` has added a line end. */
  streamLimit = 0;

  /** Absolute end of the last token. */
  get cursor(): number {
    return this.base + this.tokenEnd;
  }

  /** The same as an index of the buffer; below 0 if the token was in a buffer before. */
  get tokenEnd(): number {
    return (this.position < this.streamLimit ? this.position : this.streamLimit) - this.untokenized;
  }

  /** A token is about to be reported: it ends at index `next`. */
  advance(next: number): number {
    this.position = next;
    this.untokenized = 0;
    return next;
  }

  /** Bytes up to index `next` have been read, and are part of a token that is still to come. */
  pass(next: number): number {
    const before = Math.min(this.position, this.streamLimit);
    this.position = next;
    this.untokenized += Math.min(next, this.streamLimit) - before;
    return next;
  }

  /** From now on indices are those of a buffer whose index 0 has this offset; `endOffset`: where the stream ends, or -1. */
  turnTo(base: number, from: number, to: number, endOffset: number): void {
    this.base = base;
    this.position = from;
    this.limit = to;
    this.streamLimit = endOffset < 0 ? to : Math.min(to, endOffset - base);
  }
}
