import type { OnLine, Piece, Shape } from '../../capture/index.js';

/** So many of the lines that nothing explains are kept. */
const MOST_KEPT = 10;

/** A piece holds until what is told of it returns. */
const kept = ({ text, line }: Piece): Piece => ({ text, line });

/** What became of the lines of a log. */
export class Account {
  lines = 0;
  left = 0;
  /** The number of the last line: one that holds a command and its answer is told of twice. */
  private last: number | undefined;
  /** The first lines that were left out. */
  readonly foreign: Piece[] = [];
  readonly shapes = new Map<Shape, { lines: number; readonly first: Piece }>();

  readonly onLine: OnLine = (label, piece, shape) => {
    if (piece.line === undefined || piece.line !== this.last) this.lines++;
    this.last = piece.line;
    if (label === 'application') this.leave(piece);
    else if (shape !== undefined) this.count(shape, piece);
  };

  /** One line for stderr; undefined: the log is the stream itself, and nothing of it is left out. */
  summary(): string | undefined {
    if (this.lines === 0) return undefined;
    const lines = this.lines === 1 ? '1 line' : `${this.lines} lines`;
    return this.left === 0 ? `${lines}, none left out` : `${this.left} of ${lines} left out as the application's`;
  }

  private leave(piece: Piece): void {
    this.left++;
    if (this.foreign.length < MOST_KEPT) this.foreign.push(kept(piece));
  }

  private count(shape: Shape, piece: Piece): void {
    const found = this.shapes.get(shape);
    if (found === undefined) this.shapes.set(shape, { lines: 1, first: kept(piece) });
    else found.lines++;
  }
}
