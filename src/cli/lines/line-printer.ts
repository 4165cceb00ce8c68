/** A stream of the module's bytes, as lines of a format: what is printed of it where nobody asks for less, or for more. */
import type { Answer, Tokenizer, TokenizerHandlers } from '../../index.js';
import { HexPieces, Pieces, View } from '../../tables.js';
import type { Part } from './format.js';
import type { Layout } from './layout.js';
import type { LineTexts } from './line-texts.js';
import { LineWriter } from './writer.js';

const SPACE = 32;
const CASE = 32;
const LOWER_A = 97;
const LOWER_T = 116;
/** A command line begins within so many bytes. */
const MOST_BLANKS = 64;

/** ` at+csq`: blanks, and AT in either case. */
function beginsCommand(b: Uint8Array, start: number, end: number): boolean {
  let p = start;
  while (p < end && b[p] === SPACE) p++;
  if (p + 1 >= end || p + 1 >= start + MOST_BLANKS) return false;
  return ((b[p] as number) | CASE) === LOWER_A && ((b[p + 1] as number) | CASE) === LOWER_T;
}

export class LinePrinter implements TokenizerHandlers {
  /** Where the last thing begins that was not recognised; -1: all was. */
  lastUnrecognized = -1;
  private base: number;
  private tokenizer: Tokenizer;
  private readonly texts: LineTexts;
  private readonly writer: LineWriter;
  private readonly plain = new Pieces();
  private readonly hex = new HexPieces();
  private pieces = this.plain;
  /** Of the form whose payload is still to come, and what that form answers. */
  private awaited: Layout | undefined;
  private answered: Part | undefined;

  /** `base`: where in its stream begins what is read. */
  constructor(texts: LineTexts, base = 0) {
    this.texts = texts;
    this.writer = new LineWriter(texts.format, texts.words);
    this.base = base;
    this.tokenizer = this.reading();
  }

  /** Another stream, or part of one: nothing of before is left but the room. */
  restart(base: number): void {
    this.base = base;
    this.tokenizer = this.reading();
    this.awaited = undefined;
    this.lastUnrecognized = -1;
    this.writer.clear();
  }

  write(chunk: Uint8Array): void {
    this.tokenizer.write(chunk);
  }

  end(): void {
    this.tokenizer.end();
  }

  /** See `Tokenizer.snapshot`. */
  snapshot(): string | undefined {
    return this.tokenizer.snapshot();
  }

  get isTransparent(): boolean {
    return this.tokenizer.state().mode === 'transparent';
  }

  /** How many bytes whole lines have, those that were taken included. */
  get length(): number {
    return this.writer.out.length;
  }

  /** All whole lines since, to be kept. */
  take(): Uint8Array {
    return this.writer.out.take();
  }

  form(view: View): void {
    const layout = this.texts.layout(View.codeOf(view));
    const start = this.base + view.start;
    const length = view.end - view.start;
    const answer = this.answerPart(this.tokenizer.answer);
    if (layout.bytes === undefined) {
      this.writer.line(start, layout, View.bufferOf(view), View.registersOf(view), length, answer);
      return;
    }
    this.writer.beginBytes(start, layout, View.bufferOf(view), View.registersOf(view), length);
    this.pieces = view.hexPayload ? this.hex : this.plain;
    this.pieces.begin(view.payloadLength ?? 0);
    this.awaited = layout;
    this.answered = answer;
  }

  payload(buffer: Uint8Array, start: number, end: number): void {
    this.pieces.add(buffer, start, end);
  }

  payloadEnd(isTruncated: boolean): void {
    const { awaited, answered } = this;
    if (awaited === undefined) return;
    this.awaited = undefined;
    const bytes = this.pieces.take();
    this.writer.endBytes(awaited, bytes, 0, bytes.length, isTruncated, answered);
  }

  /** Nobody says what the host writes, so it comes whole. */
  echo(buffer: Uint8Array, start: number, end: number, from: number): void {
    const offset = this.base + from;
    if (beginsCommand(buffer, start, end) && !this.tokenizer.prompted)
      this.writer.rest(offset, this.texts.commands.of(buffer, start, end).echo);
    else this.writer.bytes(offset, this.texts.echo, buffer, start, end);
  }

  data(buffer: Uint8Array, start: number, end: number, from: number): void {
    this.writer.bytes(this.base + from, this.texts.data, buffer, start, end);
  }

  unrecognized(buffer: Uint8Array, start: number, end: number, from: number): void {
    this.lastUnrecognized = this.base + from;
    this.writer.bytes(this.lastUnrecognized, this.texts.unrecognized, buffer, start, end);
  }

  private reading(): Tokenizer {
    return new this.texts.reader.Tokenizer(this, { answers: 'in-turn' });
  }

  private answerPart(answer: Answer | undefined): Part | undefined {
    if (answer === undefined || (answer.role !== 'result' && answer.role !== 'late-result')) return undefined;
    const { bytes } = answer.command;
    const { last, taken } = this.texts.commands.of(bytes, 0, bytes.length);
    return answer.more ? taken : last;
  }
}
