/** Reads the lines of a log whose shapes are known: each is the host's, the module's, goes on with the one above, or is the application's. */

import { extract, HEADLESS } from '../learn/shape.js';
import type { Direction, Emit, Label, OnLine, Piece, Rows, Shape, StreamState } from '../read/contract.js';
import { bytesOf, textOf } from '../read/text.js';
import { Judge } from '../recognise/judge.js';
import { Follower } from './follower.js';
import { CERTAIN, labelled, type Odds, unknownOdds } from './likely.js';
import { type Match, Matcher } from './matcher.js';
import { joinsCommands, joinsForms } from './pieces.js';

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
const COPY_LINES = 3;
/** Of lines that show control bytes so many more than others are the module's that all are. */
const MOSTLY = 5;
/** A blank line is of the sort of its neighbours. */
const BLANK = 0.01;

export class ShapedRows implements Rows {
  private readonly matcher: Matcher;
  private readonly emit: Emit;
  private readonly onLine: OnLine;
  private readonly judge = new Judge();
  private readonly follower: Follower | undefined;
  private readonly stream: StreamState;
  private held: Held[] = [];
  private quote: Open | undefined;
  private pieces: Open | undefined;
  private isModule = true;
  private at: string | undefined;
  private block: Shape | undefined;
  private lastText = '';
  private lastShape: Shape | undefined;
  private sinceLast = 0;
  private lastByte: number | undefined;

  constructor(shapes: readonly Shape[], emit: Emit, onLine: OnLine, stream?: StreamState) {
    this.matcher = new Matcher(shapes);
    this.emit = emit;
    this.onLine = onLine;
    const follower = stream === undefined ? new Follower() : undefined;
    this.follower = follower;
    this.stream = stream ?? (follower as Follower).state;
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
    this.put(match, piece, bytesOf(prompt), 'rx', false);
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
    const odds = this.oddsOf(shape, text);
    this.held.push({ match, text, piece, odds });
    if (Math.abs(odds) >= CERTAIN || this.held.length >= MOST_HELD) this.decide();
  }

  /** A payload goes on in lines like the one it began in; below a line of text also in lines without a head. */
  private owed(shape: Shape): boolean {
    if (this.held.length > 0 || shape.direction === 'tx' || !this.stream.isOwed) return false;
    const { lastShape } = this;
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

  private oddsOf(shape: Shape, text: string): Odds {
    // An application's own lines show no control bytes.
    const { name, lineEnds } = shape.spelling;
    if (name !== 'plain' && ((lineEnds === 'spelled' && shape.head !== '') || this.isSpelled(shape, text)))
      return CERTAIN;
    if (shape.outer !== undefined || (name !== 'plain' && (this.isInLine || shape.known > MOSTLY * shape.unknown)))
      return CERTAIN;
    const { sort } = this.judge.of(text);
    if (sort === 'blank') return shape.direction === 'rx' && shape.head !== '' ? CERTAIN : BLANK;
    if (sort === 'form' || sort === 'command') return this.isCopy(shape, text) ? -CERTAIN : CERTAIN + 1;
    if (sort === 'loose' || sort === 'prompt' || shape.isTold) return CERTAIN;
    // In a log in which nothing is known of such lines.
    if (shape.lines === 0) return -CERTAIN;
    return unknownOdds(text, shape.known, shape.unknown, this.isAwaited(text));
  }

  /** The last piece of the stream had no line end. */
  private get isInLine(): boolean {
    return this.lastByte !== undefined && this.lastByte !== 10 && this.lastByte !== 13;
  }

  private isSpelled({ spelling }: Shape, text: string): boolean {
    const bytes = spelling.spell(text);
    return bytes !== undefined && textOf(bytes) !== text;
  }

  private isAwaited(text: string): boolean {
    const { command } = this.stream;
    return command !== undefined && this.judge.after(text, command).sort !== 'unknown';
  }

  /** An application says again what the module has said; the echo of what the host has sent is no such copy. */
  private isCopy(shape: Shape, text: string): boolean {
    const { lastShape } = this;
    if (shape.isTold || lastShape === undefined || lastShape === shape || lastShape.direction === 'tx') return false;
    return this.sinceLast < COPY_LINES && this.lastText === text.trim();
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
    this.sinceLast++;
    this.onLine('application', piece);
  }

  private give(match: Match, text: string, piece: Piece, label: Label): void {
    const { shape } = match;
    if (piece.text.trim() !== '') this.onLine(label, piece, shape);
    this.remember(shape, text);
    const direction = shape.direction ?? 'rx';
    const isPlain = shape.spelling.name === 'plain' && shape.spelling.lineEnds === 'lost';
    const said = isPlain ? this.tidied(shape, text) : text;
    if (direction === 'tx' && isPlain && said.trim() === '' && !this.stream.isPrompted) return;
    const bytes = shape.spelling.spell(said);
    if (bytes === undefined) return;
    const restores = shape.spelling.lineEnds === 'lost' && bytes.at(-1) !== 10;
    this.put(match, piece, restores ? withLineEnd(bytes) : bytes, direction, restores);
  }

  private remember(shape: Shape, text: string): void {
    if (text.trim() === '') return;
    this.lastText = text.trim();
    this.lastShape = shape;
    this.sinceLast = 0;
  }

  /** Trailing blanks are the logger's, where without them the grammar knows the line; so is a missing AT. */
  private tidied(shape: Shape, text: string): string {
    const whole = this.undoubled(text);
    const led = shape.prefix === 'AT' && /^[+&]/.test(whole) ? `AT${whole}` : whole;
    if (!/^[ \t]|[ \t]$/.test(led)) return led;
    const { sort } = this.judge.of(led);
    if (sort === 'blank' && !this.stream.isOwed) return '';
    return sort === 'form' || sort === 'command' ? led.replace(/^[ \t]+|[ \t]+$/g, '') : led;
  }

  /** Tables double the quotes in a cell: `+COPS: 0,0,""T-Mobile""`. */
  private undoubled(text: string): string {
    if (!text.includes('""') || this.judge.knows(text)) return text;
    const single = text.replaceAll('""', '"');
    return this.judge.knows(single) ? single : text;
  }

  private put(match: Match, piece: Piece, bytes: Uint8Array, direction: Direction, isRestored: boolean): void {
    if (bytes.length === 0) return;
    this.lastByte = bytes.at(-1);
    this.follower?.take(bytes, direction, isRestored);
    const { at } = match;
    const { line } = piece;
    this.emit({ direction, bytes, line, ...(at !== undefined && { at }), ...(isRestored && { lineEnd: 'restored' }) });
  }
}

function withLineEnd(bytes: Uint8Array): Uint8Array {
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  line[bytes.length] = 10;
  return line;
}
