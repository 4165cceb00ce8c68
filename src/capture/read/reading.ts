/** A reader put together: lines, layers taken off one by one, and bytes made of what is left. */
import type { CaptureReader, Emit, OnLine, OpenRows, Piece, Remark, Rows, Untagged, Unwrap } from './contract.js';
import { LineSplitter } from './lines.js';
import { withoutColour } from './text.js';

export interface Step {
  readonly unwrap: Unwrap;
  readonly untagged: Untagged;
}

/** What an inner layer says of a piece goes before what an outer one has said; the outer time is the log's own. */
const merged = (outer: Piece, inner: Piece): Piece => ({
  text: inner.text,
  at: outer.at ?? inner.at,
  direction: inner.direction ?? outer.direction,
  line: outer.line,
});

/** Takes layers off a line. */
export class Layers {
  private readonly steps: readonly Step[];
  private readonly onPiece: (piece: Piece) => void;
  private readonly onForeign: (piece: Piece) => void;
  private at: string | undefined;
  private count = 0;

  constructor(steps: readonly Step[], onPiece: (piece: Piece) => void, onForeign: (piece: Piece) => void = () => {}) {
    this.steps = steps;
    this.onPiece = onPiece;
    this.onForeign = onForeign;
  }

  line(text: string): void {
    this.count++;
    this.take({ text, line: this.count }, 0);
  }

  private take(piece: Piece, depth: number): void {
    const step = this.steps[depth];
    if (step === undefined) {
      this.at = piece.at;
      this.onPiece(piece);
      return;
    }
    const inner = step.unwrap(piece.text);
    if (inner === undefined) this.untagged(piece, step, depth);
    else for (const found of inner) this.take(merged(piece, found), depth + 1);
  }

  private untagged(piece: Piece, step: Step, depth: number): void {
    if (step.untagged === 'application') {
      if (piece.text.trim() !== '') this.onForeign(piece);
      return;
    }
    const { at = this.at } = piece;
    this.take({ ...piece, at }, depth + 1);
  }
}

export class LineReading implements CaptureReader {
  private readonly splitter: LineSplitter;
  private readonly rows: Rows;
  private line: number | undefined;

  constructor(steps: readonly Step[], openRows: OpenRows, emit: Emit, remark: Remark, onLine: OnLine) {
    // Rows know no lines; what they give while they are given a line is of that line.
    const numbered: Emit = (event) => emit('line' in event ? event : { ...event, line: this.line });
    const rows = openRows(numbered, remark, onLine);
    const layers = new Layers(
      steps,
      (piece) => {
        this.line = piece.line;
        if (!rows.row(piece) && piece.text.trim() !== '') onLine('application', piece);
      },
      (piece) => onLine('application', piece),
    );
    this.rows = rows;
    this.splitter = new LineSplitter((line) => layers.line(withoutColour(line)));
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk);
  }

  end(): void {
    this.splitter.end();
    this.rows.end();
  }
}

/** Nothing to take off but a mark of UTF-8 before it: the log is the stream. Events hold the caller's own chunks. */
export class StreamReading implements CaptureReader {
  private readonly emit: Emit;
  private skip: number;

  constructor(skip: number, emit: Emit) {
    this.skip = skip;
    this.emit = emit;
  }

  write(chunk: Uint8Array): void {
    const bytes = chunk.subarray(this.skip);
    this.skip -= chunk.length - bytes.length;
    if (bytes.length > 0) this.emit({ direction: 'rx', bytes });
  }

  end(): void {}
}
