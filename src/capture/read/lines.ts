/** The lines of a log, however its bytes are cut. */
import { MARK, textOf } from './text.js';

/** A line longer than this comes in pieces: memory stays bounded whatever the file is. */
export const LONGEST_LINE = 1 << 20;

const LF = 10;
const CR = 13;

/** A line without its line end. */
export type OnLine = (line: string) => void;

export class LineSplitter {
  private readonly onLine: OnLine;
  private held = new Uint8Array(256);
  private used = 0;
  private first = true;

  constructor(onLine: OnLine) {
    this.onLine = onLine;
  }

  write(chunk: Uint8Array): void {
    let from = 0;
    for (let lf = chunk.indexOf(LF); lf >= 0; lf = chunk.indexOf(LF, from)) {
      this.add(chunk.subarray(from, lf));
      this.give(true);
      from = lf + 1;
    }
    this.add(chunk.subarray(from));
  }

  end(): void {
    if (this.used > 0) this.give(false);
  }

  private add(bytes: Uint8Array): void {
    let rest = bytes;
    while (this.used + rest.length > LONGEST_LINE) {
      const room = LONGEST_LINE - this.used;
      this.keep(rest.subarray(0, room));
      this.give(false);
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

  private give(ended: boolean): void {
    let end = this.used;
    while (ended && end > 0 && this.held[end - 1] === CR) end--;
    const line = textOf(this.held.subarray(0, end));
    this.used = 0;
    this.onLine(this.first && line.startsWith(MARK) ? line.slice(MARK.length) : line);
    this.first = false;
  }
}

/** A sample without a last line that may be cut off, where there is another. */
export function wholeLines(sample: Uint8Array): Uint8Array {
  const end = sample.lastIndexOf(LF) + 1;
  return end === 0 ? sample : sample.subarray(0, end);
}

export function linesOf(sample: Uint8Array): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  splitter.write(sample);
  splitter.end();
  return lines;
}
