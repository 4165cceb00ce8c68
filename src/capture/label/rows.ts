/** Reads the lines of a log whose shapes are known: each is the host's, the module's, goes on with the one above, or is the application's. */

import { extract, HEADLESS } from '../learn/shape.js';
import type { Direction, Emit, InnerLine, Label, OnLine, Piece, Rows, Shape, StreamState } from '../read/contract.js';
import { bytesOf } from '../read/text.js';
import { TimeText } from '../read/time-text.js';
import { Judge } from '../recognise/judge.js';
import { type Head, Heads } from './heads.js';
import { CERTAIN, labelled, type Odds } from './likely.js';
import { isTidy, LineOfBytes, spelledText } from './line.js';
import { type Match, Matcher } from './matcher.js';
import { joinsCommands, joinsForms } from './pieces.js';
import { Spoken } from './spoken.js';
import { BLANK, Weighing } from './weighing.js';

/** A line with what it could be. */
interface Held {
  readonly match: Match;
  readonly text: string;
  readonly piece: Piece;
  readonly odds: Odds;
}

/** Text that is not over: a quote is open, or more pieces of the line may come. */
interface Open {
  readonly match: Match;
  readonly first: Piece;
  text: string;
  readonly lines: Piece[];
}

/** A quote goes over no more lines, a line that is not decided waits for no more. */
const MOST_OPEN = 40;
const MOST_HELD = 24;

export class ShapedRows implements Rows {
  private readonly matcher: Matcher;
  private readonly headsBy = new Map<Direction | undefined, Heads>();
  private readonly onLine: OnLine;
  private readonly judge = new Judge();
  private readonly spoken: Spoken;
  private readonly weighing: Weighing;
  private readonly bytes = new LineOfBytes();
  private readonly times = new TimeText();
  private held: Held[] = [];
  private quote: Open | undefined;
  private pieces: Open | undefined;
  private isModule = true;
  private at: string | undefined;
  private block: Shape | undefined;

  constructor(shapes: readonly Shape[], emit: Emit, onLine: OnLine, stream?: StreamState) {
    this.matcher = new Matcher(shapes);
    this.onLine = onLine;
    this.spoken = new Spoken(this.judge, emit, stream);
    this.weighing = new Weighing(this.judge, this.spoken);
  }

  /** Every line is told of when it was decided what it is. */
  row(piece: Piece): true {
    const headed = this.matcher.headed(piece.text, piece.direction);
    if (this.quote !== undefined && this.closes(this.quote, piece, headed)) return true;
    const match = headed ?? this.headless(piece);
    const at = piece.at ?? match.at;
    if (headed !== undefined) this.block = match.shape.isBlock ? match.shape : undefined;
    if (at !== undefined) this.at = at;
    this.take({ ...match, at: at ?? this.at }, piece);
    return true;
  }

  /** The same for the usual line: of one that is as it is no text is made, of one that spells its bytes only that. */
  line(b: Uint8Array, from: number, to: number, number: number, inner?: InnerLine): boolean {
    if (this.quote !== undefined || this.pieces !== undefined || this.held.length > 0) return false;
    const head = this.headsFor(inner?.direction).find(b, from, to);
    if (head === undefined) return false;
    const { shape, end } = head;
    const begin = from + end;
    const text = head.isSpelled ? spelledText(shape, b, begin, to) : undefined;
    const isUsual = text !== undefined || (head.isAsItIs && isTidy(b, begin, to));
    const label = isUsual ? this.labelOf(shape, b, begin, to) : undefined;
    if (label === undefined) return false;
    this.begin(head, b, from, inner?.at);
    this.isModule ||= label === 'module';
    this.onLine(label, this.bytes.turnTo(b, from, to, number), shape);
    if (text !== undefined) this.spoken.text(shape, text, number, this.at);
    else this.spoken.line(shape, b, begin, to, number, this.at);
    return true;
  }

  private headsFor(outer: Direction | undefined): Heads {
    let heads = this.headsBy.get(outer);
    if (heads === undefined) {
      heads = new Heads(this.matcher.shapesOf(outer));
      this.headsBy.set(outer, heads);
    }
    return heads;
  }

  private begin({ timeFrom, timeTo }: Head, b: Uint8Array, from: number, at: string | undefined): void {
    if (at !== undefined) this.at = at;
    else if (timeTo > 0) this.at = this.times.of(b, from + timeFrom, from + timeTo);
    this.block = undefined;
  }

  /** Undefined: that depends on more than the line. */
  private labelOf(shape: Shape, b: Uint8Array, from: number, to: number): Label | undefined {
    if (shape.direction === 'tx') return to > from ? 'host' : undefined;
    if (shape.isTold && shape.direction === 'rx') return 'module';
    return !this.owed(shape) && this.weighing.isCertain(shape, b, from, to) ? 'module' : undefined;
  }

  end(): void {
    if (this.quote !== undefined) this.giveUp(this.quote);
    this.givePieces();
    this.decide();
  }

  private headless(piece: Piece): Match {
    const { text, direction } = piece;
    const shape = this.matcher.headlessFor(direction) ?? { ...HEADLESS, direction, outer: direction };
    return { shape, rest: text, at: undefined };
  }

  private take(match: Match, piece: Piece): void {
    const { shape, rest } = match;
    if (shape.isBlock) {
      this.decide();
      this.onLine(shape.direction === 'tx' ? 'host' : 'module', piece, shape);
      return;
    }
    if (shape.head === '' && this.block !== undefined) {
      this.give({ ...match, shape: this.block }, rest, piece, 'more');
      return;
    }
    const { text, isOpen } = extract(shape, rest);
    if (isOpen) {
      this.quote = { match, first: { ...piece, text }, text, lines: [piece] };
      return;
    }
    if (this.splitsPrompt(match, text, piece)) return;
    this.said(match, text, piece);
  }

  /** A prompt has no line end: the next line of the log may appear after it. */
  private splitsPrompt(match: Match, text: string, piece: Piece): boolean {
    const [, prompt, rest = ''] = /^(> ?)(.+)$/s.exec(text) ?? [];
    if (prompt === undefined || match.shape.head === '' || match.shape.direction === 'tx') return false;
    if (this.matcher.headed(rest, piece.direction) === undefined) return false;
    this.decide();
    this.onLine('module', piece, match.shape);
    this.spoken.put(bytesOf(prompt), 'rx', piece.line, match.at, false);
    this.row({ ...piece, text: rest });
    return true;
  }

  /** A quote that is open; false: the line is none of its own. */
  private closes(open: Open, piece: Piece, headed: Match | undefined): boolean {
    const closer = open.match.shape.closer ?? '';
    const line = piece.text.trimEnd();
    if (headed !== undefined || open.lines.length > MOST_OPEN) {
      this.giveUp(open);
      return false;
    }
    open.lines.push(piece);
    if (!line.endsWith(closer)) {
      open.text += `\n${piece.text}`;
      return true;
    }
    this.quote = undefined;
    this.said(open.match, `${open.text}\n${line.slice(0, -closer.length)}`, open.lines[0] ?? open.first);
    for (const line of open.lines.slice(1)) if (line.text.trim() !== '') this.onLine('more', line, open.match.shape);
    return true;
  }

  /** It was never closed: the first line is one, and the others are what they are. */
  private giveUp(open: Open): void {
    this.quote = undefined;
    this.said(open.match, open.first.text, open.lines[0] ?? open.first);
    for (const piece of open.lines.slice(1)) this.row(piece);
  }

  private said(match: Match, text: string, piece: Piece): void {
    const { shape } = match;
    if (this.pieces !== undefined && this.joins(this.pieces, match, text, piece)) return;
    // Most lines of a log with tags: nothing waits, and nothing is to be weighed.
    if (shape.isTold && shape.direction === 'rx' && !shape.isPieces && this.held.length === 0) {
      this.isModule = true;
      this.give(match, text, piece, 'module');
      return;
    }
    if (this.owed(shape)) {
      this.decide();
      this.give(match, text, piece, 'more');
      return;
    }
    if (shape.isPieces && this.begins(match, text, piece)) return;
    if (shape.direction === 'tx') {
      this.decide();
      this.give(match, text, piece, 'host');
      return;
    }
    const odds = this.weighing.oddsOf(shape, text);
    this.held.push({ match, text, piece, odds });
    if (Math.abs(odds) >= CERTAIN || this.held.length >= MOST_HELD) this.decide();
  }

  /** A payload goes on in lines like the one it began in; below a line of text also in lines without a head. */
  private owed(shape: Shape): boolean {
    if (this.held.length > 0 || shape.direction === 'tx' || !this.spoken.stream.isOwed) return false;
    const { lastShape } = this.spoken;
    return shape === lastShape || (shape.head === '' && shape.known > 0 && lastShape?.spelling.name === 'plain');
  }

  private begins(match: Match, text: string, piece: Piece): boolean {
    const judgement = this.judge.of(text);
    const begins = match.shape.direction === 'tx' ? judgement.sort === 'command' : judgement.sort === 'unknown';
    if (begins) this.pieces = { match, first: piece, text, lines: [] };
    return begins;
  }

  private joins(open: Open, match: Match, text: string, piece: Piece): boolean {
    const { shape } = open.match;
    if (match.shape === shape && text.trim() === '' && shape.direction === 'tx') return true;
    const joins = shape.direction === 'tx' ? joinsCommands : joinsForms;
    if (match.shape !== shape || !joins(open.text, text, this.judge)) {
      this.givePieces();
      return false;
    }
    open.text += text;
    this.onLine('more', piece, shape);
    return true;
  }

  private givePieces(): void {
    const open = this.pieces;
    this.pieces = undefined;
    if (open === undefined) return;
    this.decide();
    this.give(open.match, open.text, open.first, open.match.shape.direction === 'tx' ? 'host' : 'module');
  }

  /** Labels the lines that wait. */
  private decide(): void {
    const { held } = this;
    if (held.length === 0) return;
    this.held = [];
    const labels = labelled(
      held.map(({ odds }) => odds),
      this.isModule,
    );
    held.forEach(({ match, text, piece, odds }, i) => {
      const isModule = labels[i] === true;
      if (odds !== BLANK) this.isModule = isModule;
      if (isModule) this.give(match, text, piece, 'module');
      else if (text.trim() !== '') this.leave(piece);
    });
  }

  private leave(piece: Piece): void {
    this.spoken.sinceLast++;
    this.onLine('application', piece);
  }

  private give({ shape, at }: Match, text: string, piece: Piece, label: Label): void {
    if (piece.text.trim() !== '') this.onLine(label, piece, shape);
    this.spoken.text(shape, text, piece.line, at);
  }
}
