/**
 * A log can change its dress further on: another tool, another level of the logger. Then no line is explained any more.
 * The lines since the last one that was are kept, and learned from; if they are read otherwise then, they are read so
 * from their beginning, and nothing of them is lost.
 */
import type { Label, LinePlan, OnLine, Piece } from './contract.js';

/** Makes a plan of lines that none of the log's so far explains; undefined: nothing in them is the module's. */
export type Relearn = (lines: readonly string[]) => LinePlan | undefined;

/** After so many lines without one that is explained it is tried; after each attempt in vain, after twice as many. */
const FIRST_TRY = 200;
/** Enough to learn from, and little to hold. */
const MOST_CHARACTERS = 64 * 1024;

interface Unread {
  readonly line: number;
  readonly text: string;
}

export class Unexplained {
  private readonly relearn: Relearn;
  private readonly onLine: OnLine;
  private lines: Unread[] = [];
  private characters = 0;
  /** Lines that have come since something was tried, and how many it takes for the next attempt. */
  private sinceTry = 0;
  private tryAt = FIRST_TRY;
  /** What was said to be the application's; told when it is certain. */
  private left: Piece[] = [];

  constructor(relearn: Relearn, onLine: OnLine) {
    this.relearn = relearn;
    this.onLine = onLine;
  }

  /** A line is about to be read. */
  add(line: number, text: string): void {
    this.lines.push({ line, text });
    this.characters += text.length;
    this.sinceTry++;
    if (this.characters > MOST_CHARACTERS) this.dropOldest();
  }

  label: OnLine = (label: Label, piece, shape) => {
    if (label === 'application') {
      // Decided late: the line is no longer among those that can be read again.
      const isKept = (piece.line ?? 0) >= (this.lines[0]?.line ?? Number.POSITIVE_INFINITY);
      if (isKept) this.left.push(piece);
      else this.onLine(label, piece);
      return;
    }
    this.tellLeft(Number.POSITIVE_INFINITY);
    this.onLine(label, piece, shape);
    this.explained(piece.line ?? 0);
  };

  /** Bytes were read from this line, so that those before it are of a log that is still understood. */
  explained(line: number): void {
    if (this.lines.length === 0) return;
    this.tellLeft(line);
    if ((this.lines.at(-1)?.line ?? 0) <= line) this.forget();
    else this.keep(this.lines.filter((one) => one.line > line));
    this.tryAt = FIRST_TRY;
  }

  /** The plan by which the lines that are kept can be read; they are then `taken`. */
  plan(): LinePlan | undefined {
    if (this.sinceTry < this.tryAt) return undefined;
    this.sinceTry = 0;
    this.tryAt *= 2;
    return this.relearn(this.lines.map(({ text }) => text));
  }

  /** The lines that are to be read again, which nothing has been said of. */
  taken(): readonly Unread[] {
    const lines = [...this.lines];
    const from = lines[0]?.line ?? Number.POSITIVE_INFINITY;
    this.tellLeft(from - 1);
    this.left = [];
    this.forget();
    this.tryAt = FIRST_TRY;
    return lines;
  }

  end(): void {
    this.tellLeft(Number.POSITIVE_INFINITY);
    this.forget();
  }

  /** Memory is bounded: what is too old to be learned from stays the application's. */
  private dropOldest(): void {
    let first = this.lines.length;
    for (let kept = 0; first > 0; first--) {
      kept += this.lines[first - 1]?.text.length ?? 0;
      if (kept > MOST_CHARACTERS / 2) break;
    }
    const newest = this.lines.slice(first);
    // A line that is too long by itself may still be explained, by what is held of it.
    this.tellLeft((newest[0]?.line ?? Number.POSITIVE_INFINITY) - 1);
    this.keep(newest);
  }

  private keep(lines: Unread[]): void {
    this.lines = lines;
    this.characters = lines.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** Of what was left out, the lines up to this one. */
  private tellLeft(to: number): void {
    if (this.left.length === 0) return;
    const told = this.left.filter(({ line = 0 }) => line <= to);
    this.left = this.left.filter(({ line = 0 }) => line > to);
    for (const piece of told) this.onLine('application', piece);
  }

  private forget(): void {
    this.lines.length = 0;
    this.characters = this.sinceTry = 0;
  }
}
