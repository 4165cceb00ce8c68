/** A reader put together: lines, layers taken off one by one, and bytes made of what is left. */
import type {
  CaptureReader,
  Direction,
  Emit,
  Piece,
  Remark,
  Rows,
  Spell,
  SpellingName,
  Untagged,
  Unwrap,
} from './contract.js';
import { LineSplitter } from './lines.js';
import { withoutColour } from './text.js';

export interface Step {
  readonly unwrap: Unwrap;
  readonly untagged: Untagged;
}

/** How one side's bytes are spelled, and whether its line ends are among them. */
export interface SideSpelling {
  readonly spell: Spell;
  readonly lineEnds: 'spelled' | 'lost';
}

export type OpenRows = (emit: Emit, remark: Remark) => Rows;

/** Lines of text, each a piece of the stream. */
class SpelledRows implements Rows {
  private readonly sides: Readonly<Record<Direction, SideSpelling>>;
  private readonly own: Readonly<Record<SpellingName, Spell>>;
  private readonly emit: Emit;

  constructor(sides: SpelledRows['sides'], own: SpelledRows['own'], emit: Emit) {
    this.sides = sides;
    this.own = own;
    this.emit = emit;
  }

  row({ text, at, direction = 'rx', spelling, open = false }: Piece): void {
    const side = this.sides[direction];
    const bytes = (spelling === undefined ? side.spell : this.own[spelling])(text);
    if (bytes === undefined) return;
    const when = at === undefined ? {} : { at };
    const restores = spelling === undefined && side.lineEnds === 'lost' && !open;
    if (restores) this.emit({ direction, bytes: withLineEnd(bytes), ...when, lineEnd: 'restored' });
    else if (bytes.length > 0) this.emit({ direction, bytes, ...when });
  }

  end(): void {}
}

function withLineEnd(bytes: Uint8Array): Uint8Array {
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  line[bytes.length] = 10;
  return line;
}

export const spelledRows =
  (sides: Readonly<Record<Direction, SideSpelling>>, own: Readonly<Record<SpellingName, Spell>>): OpenRows =>
  (emit) =>
    new SpelledRows(sides, own, emit);

/** What an inner layer says of a piece goes before what an outer one has said; the outer time is the log's own. */
function merged(outer: Piece, inner: Piece, isLast: boolean): Piece {
  return {
    text: inner.text,
    at: outer.at ?? inner.at,
    direction: inner.direction ?? outer.direction,
    spelling: inner.spelling ?? outer.spelling,
    open: inner.open === true || (isLast && outer.open === true),
  };
}

/** Takes layers off a line. */
export class Layers {
  private readonly steps: readonly Step[];
  private readonly onPiece: (piece: Piece) => void;
  private at: string | undefined;

  constructor(steps: readonly Step[], onPiece: (piece: Piece) => void) {
    this.steps = steps;
    this.onPiece = onPiece;
  }

  line(text: string): void {
    this.take({ text }, 0);
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
    else for (const found of inner) this.take(merged(piece, found, found === inner.at(-1)), depth + 1);
  }

  private untagged(piece: Piece, step: Step, depth: number): void {
    if (step.untagged === 'application') return;
    const { text, spelling, open = false, at = this.at, direction = 'rx' } = piece;
    this.take({ text, at, direction, spelling, open }, depth + 1);
  }
}

export class LineReading implements CaptureReader {
  private readonly splitter: LineSplitter;
  private readonly rows: Rows;

  constructor(steps: readonly Step[], openRows: OpenRows, emit: Emit, remark: Remark) {
    const rows = openRows(emit, remark);
    const layers = new Layers(steps, (piece) => rows.row(piece));
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

/** Nothing to take off but a mark of UTF-8 in front: the log is the stream. Events hold the caller's own chunks. */
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
