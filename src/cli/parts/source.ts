/** A file of bytes that is read at any place, and where it can be entered. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { named, Unreadable } from '../fault.js';

export interface Source {
  readonly size: number;
  /** The bytes between two offsets; valid until the next are read. */
  read(from: number, to: number): Uint8Array;
}

const LF = 10;
/** A line end is looked for in so many bytes at once. */
const AT_ONCE = 4096;

export class FileSource implements Source {
  readonly size: number;
  private readonly path: string;
  private readonly file: number;
  private buffer = new Uint8Array(0);

  constructor(path: string) {
    this.path = path;
    try {
      this.file = openSync(path, 'r');
      this.size = fstatSync(this.file).size;
    } catch (error) {
      throw named(error, path);
    }
  }

  read(from: number, to: number): Uint8Array {
    const length = to - from;
    if (this.buffer.length < length) this.buffer = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = this.readSome(done, length - done, from + done);
      if (count === 0) throw new Unreadable(`${this.path}: it became shorter while it was read`);
      done += count;
    }
    return this.buffer.subarray(0, length);
  }

  close(): void {
    closeSync(this.file);
  }

  private readSome(at: number, length: number, position: number): number {
    try {
      return readSync(this.file, this.buffer, at, length, position);
    } catch (error) {
      throw named(error, this.path);
    }
  }
}

/** Where a stream can be entered at an offset or after it: at its beginning, after a line end, at its end. */
export function entryFrom(source: Source, offset: number): number {
  if (offset <= 0) return 0;
  for (let at = Math.min(offset, source.size) - 1; at < source.size; at += AT_ONCE) {
    const found = source.read(at, Math.min(source.size, at + AT_ONCE)).indexOf(LF);
    if (found >= 0) return at + found + 1;
  }
  return source.size;
}
