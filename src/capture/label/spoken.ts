/** What the lines of a log have said, as bytes of the stream; and what was said last. */
import { LF } from '../../runtime/contract/bytes.js';
import { copyInto } from '../../runtime/values/copy.js';
import type { Direction, Emit, Shape, StreamState } from '../read/contract.js';
import { Decoded } from '../read/decoded.js';
import { textOf } from '../read/text.js';
import type { Judge } from '../recognise/judge.js';

export class Spoken {
  readonly stream: StreamState;
  /** The shape that was read last of those with text, and how many lines have been left out since. */
  lastShape: Shape | undefined;
  sinceLast = 0;
  private readonly judge: Judge;
  private readonly emit: Emit;
  /** Where nobody else decodes the stream. */
  private readonly own: Decoded | undefined;
  private lastByte: number | undefined;
  /** The last text, or where it was read as bytes, a copy of these. */
  private last: string | undefined;
  private lastBytes = new Uint8Array(256);
  private lastLength = 0;

  constructor(judge: Judge, emit: Emit, stream?: StreamState) {
    this.judge = judge;
    this.emit = emit;
    const own = stream === undefined ? Decoded.alone() : undefined;
    this.own = own;
    this.stream = stream ?? (own as Decoded);
  }

  /** The last piece of the stream had no line end. */
  get isInLine(): boolean {
    return this.lastByte !== undefined && this.lastByte !== 10 && this.lastByte !== 13;
  }

  /** Without blanks around it. */
  get lastText(): string {
    this.last ??= textOf(this.lastBytes.subarray(0, this.lastLength)).trim();
    return this.last;
  }

  /** Text of a shape, tidied, and its spelling undone. */
  text(shape: Shape, text: string, line: number | undefined, at: string | undefined): void {
    if (text.trim() !== '') {
      this.remember(shape);
      this.last = text.trim();
    }
    const direction = shape.direction ?? 'rx';
    const isPlain = shape.spelling.name === 'plain' && shape.spelling.lineEnds === 'lost';
    const said = isPlain ? this.tidied(shape, text) : text;
    if (direction === 'tx' && isPlain && said.trim() === '' && !this.stream.isPrompted) return;
    const bytes = shape.spelling.spell(said);
    if (bytes === undefined) return;
    const restores = shape.spelling.lineEnds === 'lost' && bytes.at(-1) !== LF;
    this.put(restores ? withLineEnd(bytes, 0, bytes.length) : bytes, direction, line, at, restores);
  }

  /** The same for text that is plain and tidy, as bytes: those from one index up to another. */
  line(shape: Shape, b: Uint8Array, from: number, to: number, line: number, at: string | undefined): void {
    if (to > from) {
      this.remember(shape);
      this.copyLast(b, from, to);
    }
    const direction = shape.direction ?? 'rx';
    // What was sent is kept; the rest is read at once, if it can be where it is.
    const isWhole = direction === 'rx' && b[to] === LF;
    this.put(isWhole ? b.subarray(from, to + 1) : withLineEnd(b, from, to), direction, line, at, true);
  }

  put(
    bytes: Uint8Array,
    direction: Direction,
    line: number | undefined,
    at: string | undefined,
    isRestored: boolean,
  ): void {
    if (bytes.length === 0) return;
    this.lastByte = bytes[bytes.length - 1];
    if (direction === 'tx') this.own?.send(bytes, isRestored);
    else this.own?.receive(bytes);
    this.emit({ direction, bytes, line, at, lineEnd: isRestored ? 'restored' : undefined });
  }

  private remember(shape: Shape): void {
    this.lastShape = shape;
    this.sinceLast = 0;
  }

  private copyLast(b: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (length > this.lastBytes.length) this.lastBytes = new Uint8Array(2 * length);
    copyInto(this.lastBytes, 0, b, from, to);
    this.lastLength = length;
    this.last = undefined;
  }

  /** A missing AT is the logger's, and so are blanks around what the grammar knows without them. */
  private tidied(shape: Shape, text: string): string {
    const whole = this.undoubled(text);
    const led = shape.prefix === 'AT' && /^[+&]/.test(whole) ? `AT${whole}` : whole;
    return /^[ \t]|[ \t]$/.test(led) ? this.trimmed(shape, led) : led;
  }

  private trimmed({ isPadded }: Shape, text: string): string {
    // A payload may hold any blanks.
    if (this.stream.isOwed) return isPadded ? text.trimEnd() : text;
    const { sort } = this.judge.of(text);
    if (sort === 'blank') return '';
    if (sort === 'command' || (sort === 'form' && isPadded)) return text.trim();
    return sort === 'form' ? text.trimStart() : text;
  }

  /** Tables double the quotes in a cell: `+COPS: 0,0,""T-Mobile""`. */
  private undoubled(text: string): string {
    if (!text.includes('""') || this.judge.knows(text)) return text;
    const single = text.replaceAll('""', '"');
    return this.judge.knows(single) ? single : text;
  }
}

function withLineEnd(b: Uint8Array, from: number, to: number): Uint8Array {
  const line = new Uint8Array(to - from + 1);
  copyInto(line, 0, b, from, to);
  line[to - from] = LF;
  return line;
}
