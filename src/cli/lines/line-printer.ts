/** A stream of the module's bytes, as lines of a format: what is printed of it where nobody asks for less, or for more. */
import type { Answer, Tokenizer, TokenizerHandlers } from '../../index.js';
import { type GrammarTables, HexPieces, Pieces, View } from '../../tables.js';
import type { GrammarReader } from '../protocol.js';
import { CommandTexts } from './command-texts.js';
import type { LineFormat, Part } from './format.js';
import { bytesLayout, type Layout, layoutOf, wordsOf } from './layout.js';
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
  /** Something was not recognised. */
  unrecognizedSeen = false;
  private readonly tokenizer: Tokenizer;
  private readonly tables: GrammarTables;
  private readonly format: LineFormat;
  private readonly writer: LineWriter;
  private readonly commands: CommandTexts;
  private readonly layouts: (Layout | undefined)[];
  private readonly echoLayout: Layout;
  private readonly dataLayout: Layout;
  private readonly unrecognizedLayout: Layout;
  private readonly plain = new Pieces();
  private readonly hex = new HexPieces();
  private pieces = this.plain;
  /** Of the form whose payload is still to come, and what that form answers. */
  private awaited: Layout | undefined;
  private answered: Part | undefined;

  constructor(format: LineFormat, { Tokenizer, tables }: GrammarReader) {
    this.tokenizer = new Tokenizer(this, { answers: 'in-turn' });
    this.tables = tables;
    this.format = format;
    this.writer = new LineWriter(format, wordsOf(tables, format));
    this.commands = new CommandTexts(format);
    this.layouts = Array.from(tables.machine.forms, () => undefined);
    this.echoLayout = bytesLayout('echo', format);
    this.dataLayout = bytesLayout('data', format);
    this.unrecognizedLayout = bytesLayout('unrecognized', format);
  }

  write(chunk: Uint8Array): void {
    this.tokenizer.write(chunk);
  }

  end(): void {
    this.tokenizer.end();
  }

  /** All whole lines since, to be kept. */
  take(): Uint8Array {
    return this.writer.out.take();
  }

  form(view: View): void {
    const code = View.codeOf(view);
    const layout = this.layouts[code] ?? this.make(code);
    const { start } = view;
    const length = view.end - start;
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
  echo(buffer: Uint8Array, start: number, end: number, offset: number): void {
    if (beginsCommand(buffer, start, end) && !this.tokenizer.prompted)
      this.writer.rest(offset, this.commands.of(buffer, start, end).echo);
    else this.writer.bytes(offset, this.echoLayout, buffer, start, end);
  }

  data(buffer: Uint8Array, start: number, end: number, offset: number): void {
    this.writer.bytes(offset, this.dataLayout, buffer, start, end);
  }

  unrecognized(buffer: Uint8Array, start: number, end: number, offset: number): void {
    this.unrecognizedSeen = true;
    this.writer.bytes(offset, this.unrecognizedLayout, buffer, start, end);
  }

  private make(code: number): Layout {
    const layout = layoutOf(code, this.tables, this.format);
    this.layouts[code] = layout;
    return layout;
  }

  private answerPart(answer: Answer | undefined): Part | undefined {
    if (answer === undefined || (answer.role !== 'result' && answer.role !== 'late-result')) return undefined;
    const { bytes } = answer.command;
    const { last, taken } = this.commands.of(bytes, 0, bytes.length);
    return answer.more ? taken : last;
  }
}
