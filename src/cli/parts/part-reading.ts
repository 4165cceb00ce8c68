/**
 * Reading a stream from an entry point on, cut as it is when it is read from its beginning: in transparent mode each chunk
 * is a message of its own, so that what is printed of it depends on where chunks end.
 */
import type { Source } from './source.js';

/** What reads it. */
export interface Reader {
  write(chunk: Uint8Array): void;
  /** See `Tokenizer.snapshot`. */
  snapshot(): string | undefined;
  readonly isTransparent: boolean;
}

const LF = 10;
const NOTHING = new Uint8Array(0);

export class PartReading {
  readonly reader: Reader;
  /** All up to here has been read. */
  position: number;
  private readonly source: Source;
  private readonly chunk: number;
  /** The rest of a chunk that is read line by line, from `position` on. */
  private rest = NOTHING;

  /** `chunk`: chunks end at multiples of this. */
  constructor(source: Source, reader: Reader, from: number, chunk: number) {
    this.source = source;
    this.reader = reader;
    this.position = from;
    this.chunk = chunk;
  }

  /** Reads one line; in transparent mode what is left of the chunk. False: there is nothing more. */
  step(): boolean {
    const { source, position } = this;
    if (position >= source.size) return false;
    // Kept: others read from the same source meanwhile.
    if (this.rest.length === 0) this.rest = new Uint8Array(source.read(position, this.chunkEnd()));
    const line = this.reader.isTransparent ? 0 : this.rest.indexOf(LF) + 1;
    const bytes = line > 0 ? this.rest.subarray(0, line) : this.rest;
    this.rest = this.rest.subarray(bytes.length);
    this.give(bytes);
    return true;
  }

  /** Reads up to an entry point at least, chunk by chunk and at last line by line. */
  readTo(end: number): void {
    while (this.position < end && this.chunkEnd() <= end) {
      this.rest = NOTHING;
      this.give(this.source.read(this.position, this.chunkEnd()));
    }
    while (this.position < end && this.step());
  }

  private give(bytes: Uint8Array): void {
    this.reader.write(bytes);
    this.position += bytes.length;
  }

  private chunkEnd(): number {
    return Math.min(this.source.size, (Math.floor(this.position / this.chunk) + 1) * this.chunk);
  }
}
