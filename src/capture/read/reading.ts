/** A reader put together: lines, layers taken off one by one, and bytes made of what is left. */
import { QuotedTexts } from '../containers/layers/quoted.js';
import type {
  CaptureReader,
  Emit,
  InnerLine,
  LinePlan,
  OnLine,
  Piece,
  Remark,
  Rows,
  Step,
  StreamState,
} from './contract.js';
import { LineSplitter } from './lines.js';
import { type Relearn, Unexplained } from './relearn.js';
import { textOf, withoutColour } from './text.js';

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
  /** Of the last line. */
  at: string | undefined;

  constructor(steps: readonly Step[], onPiece: (piece: Piece) => void, onForeign: (piece: Piece) => void = () => {}) {
    this.steps = steps;
    this.onPiece = onPiece;
    this.onForeign = onForeign;
  }

  /** `line`: its number, from 1. */
  line(text: string, line: number): void {
    this.take({ text, line }, 0);
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

/** Where it leads. */
interface Ends {
  readonly emit: Emit;
  readonly remark: Remark;
  readonly onLine: OnLine;
  readonly stream?: StreamState | undefined;
}

export class LineReading implements CaptureReader {
  private readonly splitter: LineSplitter;
  private readonly emit: Emit;
  private readonly remark: Remark;
  private readonly onLine: OnLine;
  private readonly stream: StreamState | undefined;
  private readonly unexplained: Unexplained | undefined;
  private layers: Layers;
  private rows: Rows;
  /** Where the rows may be given lines in their bytes: as they are, or the text in one layer. */
  private isDirect = false;
  private quoted: QuotedTexts | undefined;
  /** The number of the last line, and of the one that is being read. */
  private count = 0;
  private line: number | undefined;

  /** `relearn`: asked where lines are no longer explained. */
  constructor(plan: LinePlan, { emit, remark, onLine, stream }: Ends, relearn?: Relearn) {
    // Rows know no lines; what they give while they are given a line is of that line.
    this.emit = (event) => {
      const numbered = 'line' in event ? event : { ...event, line: this.line };
      this.unexplained?.explained(numbered.line ?? 0);
      emit(numbered);
    };
    this.remark = remark;
    this.stream = stream;
    this.unexplained = relearn && new Unexplained(relearn, onLine);
    this.onLine = this.unexplained?.label ?? onLine;
    [this.rows, this.layers] = this.opened(plan);
    this.splitter = new LineSplitter((b, from, to) => this.take(b, from, to));
  }

  write(chunk: Uint8Array): void {
    this.splitter.write(chunk);
  }

  end(): void {
    this.splitter.end();
    this.rows.end();
    this.unexplained?.end();
  }

  private opened({ steps, open }: LinePlan): [Rows, Layers] {
    const rows = open(this.emit, this.remark, this.onLine, this.stream);
    const [step, ...more] = steps;
    this.isDirect = step === undefined;
    this.quoted = step?.isQuoted && more.length === 0 && rows.line ? new QuotedTexts(step.unwrap) : undefined;
    const layers = new Layers(
      steps,
      (piece) => {
        this.line = piece.line;
        if (!rows.row(piece) && piece.text.trim() !== '') this.onLine('application', piece);
      },
      (piece) => this.onLine('application', piece),
    );
    return [rows, layers];
  }

  private take(b: Uint8Array, from: number, to: number): void {
    this.count++;
    if (this.isDirect && this.rows.line?.(b, from, to, this.count)) return;
    const { unexplained, quoted } = this;
    const inner = quoted?.read(b, from, to);
    if (inner !== undefined && this.isReadInside(inner)) return;
    const text = withoutColour(textOf(b.subarray(from, to)));
    if (inner === undefined) quoted?.learn(text);
    unexplained?.add(this.count, text);
    this.layers.line(text, this.count);
    const plan = unexplained?.plan();
    if (unexplained && plan) this.change(plan, unexplained);
  }

  private isReadInside(inner: InnerLine): boolean {
    this.line = this.count;
    if (!this.rows.line?.(inner.bytes, 0, inner.to, this.count, inner)) return false;
    this.layers.at = inner.at;
    return true;
  }

  private change(plan: LinePlan, unexplained: Unexplained): void {
    // What waits for its neighbours is decided, and may be explained after all.
    this.rows.end();
    const lines = unexplained.taken();
    [this.rows, this.layers] = this.opened(plan);
    this.remark(`from line ${lines[0]?.line ?? this.count} on: read as ${plan.container}, otherwise than before`);
    for (const { line, text } of lines) {
      unexplained.add(line, text);
      this.layers.line(text, line);
    }
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
