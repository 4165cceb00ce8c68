/** The lines of a log, however its bytes are cut. */
import { textOf, withoutMark } from './text.js';

/** A line longer than this comes in pieces: memory stays bounded whatever the file is. */
export const LONGEST_LINE = 1 << 20;

const LF = 10;
const CR = 13;

/** A line without its line end: from one index of the bytes up to another, until it returns. */
export type OnBytes = (b: Uint8Array, from: number, to: number) => void;

export class LineSplitter {
  private readonly onLine: OnBytes;
  private held = new Uint8Array(256);
  private used = 0;
  private first = true;

  constructor(onLine: OnBytes) {
    this.onLine = onLine;
  }

  write(chunk: Uint8Array): void {
    let from = 0;
    for (let lf = chunk.indexOf(LF); lf >= 0; lf = chunk.indexOf(LF, from)) {
      // Nearly all lines are in one chunk, and are read there.
      if (this.used === 0 && lf - from <= LONGEST_LINE) this.give(chunk, from, lf, true);
      else {
        this.add(chunk.subarray(from, lf));
        this.giveHeld(true);
      }
      from = lf + 1;
    }
    if (from < chunk.length) this.add(chunk.subarray(from));
  }

  end(): void {
    if (this.used > 0) this.giveHeld(false);
  }

  private add(bytes: Uint8Array): void {
    let rest = bytes;
    while (this.used + rest.length > LONGEST_LINE) {
      const room = LONGEST_LINE - this.used;
      this.keep(rest.subarray(0, room));
      this.giveHeld(false);
      rest = rest.subarray(room);
    }
    this.keep(rest);
  }

  private keep(bytes: Uint8Array): void {
    if (this.used + bytes.length > this.held.length) {
      const larger = new Uint8Array(Math.max(this.used + bytes.length, 2 * this.held.length));
      larger.set(this.held.subarray(0, this.used));
      this.held = larger;
    }
    this.held.set(bytes, this.used);
    this.used += bytes.length;
  }

  private giveHeld(isEnded: boolean): void {
    const { used } = this;
    this.used = 0;
    this.give(this.held, 0, used, isEnded);
  }

  private give(b: Uint8Array, from: number, to: number, isEnded: boolean): void {
    let end = to;
    while (isEnded && end > from && b[end - 1] === CR) end--;
    const begin = this.first ? end - withoutMark(b.subarray(from, end)).length : from;
    this.first = false;
    this.onLine(b, begin, end);
  }
}

/** A sample without a last line that may be cut off, where there is another. */
export function wholeLines(sample: Uint8Array): Uint8Array {
  const end = sample.lastIndexOf(LF) + 1;
  return end === 0 ? sample : sample.subarray(0, end);
}

export function linesOf(sample: Uint8Array): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((b, from, to) => lines.push(textOf(b.subarray(from, to))));
  splitter.write(sample);
  splitter.end();
  return lines;
}
