/** Writes messages by their layouts, from the registers of the recogniser: nothing is made for a message. */
import { ADDRESS, MINUS, NUMBER, SIGNED, TO_END, TO_NUMBER, WORD } from '../../tables.js';
import type { LineFormat, Part } from './format.js';
import type { Layout, Step } from './layout.js';
import { type Fixed, fixed, type Spelling, TextBytes } from './text-bytes.js';

/** A line is hardly longer than it was on the wire, eight times at most. */
const MOST_A_BYTE = 8;

const isThere = ({ markBit, markRegister }: Step, r: Int32Array): boolean =>
  markBit === 0 || ((r[markRegister] as number) & markBit) !== 0;

export class LineWriter {
  readonly out = new TextBytes();
  private readonly format: LineFormat;
  /** Those of all fields. */
  private readonly words: readonly Fixed[];
  private readonly spelling: Spelling;
  private readonly quote: Fixed;
  private readonly between: Fixed;
  private readonly columnEnd: Fixed;
  private readonly close: Fixed;
  private readonly closeEmpty: Fixed;
  private readonly truncated: Fixed;
  /** Where bytes come before the fields: these, until the bytes have come. */
  private readonly after = new TextBytes();
  /** Of the line that waits for its bytes: a field has been written. */
  private hasFields = false;

  constructor(format: LineFormat, words: readonly Fixed[]) {
    this.format = format;
    this.words = words;
    this.spelling = format.spelling;
    this.quote = fixed(format.quote);
    this.between = fixed(format.between);
    this.columnEnd = fixed(format.columnEnd);
    this.close = fixed(format.close);
    this.closeEmpty = fixed(format.closeEmpty);
    this.truncated = fixed(`${format.nameOf('truncated', false)}true`);
  }

  /** As if nothing had been written. */
  clear(): void {
    this.out.clear();
    this.after.clear();
  }

  /** A line whose fields are in `b`, where the registers say; `length`: how long it is. */
  line(offset: number, layout: Layout, b: Uint8Array, r: Int32Array, length: number, answer: Part | undefined): void {
    const { out } = this;
    out.room(layout.room + MOST_A_BYTE * length + (answer === undefined ? 0 : answer.next.length));
    this.begin(offset, layout, b, r);
    if (this.format.hasBytesColumn) out.fixed(this.columnEnd);
    this.end(layout, this.fields(out, layout.steps, b, r), answer);
  }

  /** The same up to its bytes, which come later. */
  beginBytes(offset: number, layout: Layout, b: Uint8Array, r: Int32Array, length: number): void {
    const { out, after, format } = this;
    const room = layout.room + MOST_A_BYTE * length;
    out.room(room);
    this.begin(offset, layout, b, r);
    if (format.hasBytesColumn) after.room(room);
    this.hasFields = this.fields(format.hasBytesColumn ? after : out, layout.steps, b, r);
  }

  endBytes(layout: Layout, b: Uint8Array, start: number, end: number, isTruncated: boolean, answer?: Part): void {
    const { out, format } = this;
    out.room(layout.room + MOST_A_BYTE * (end - start) + (answer === undefined ? 0 : answer.next.length));
    if (format.hasBytesColumn) {
      format.bytes(out, b, start, end);
      out.fixed(this.columnEnd);
      out.move(this.after);
    } else if (format.payload !== 'none') this.named(layout.bytes as Part, b, start, end);
    if (isTruncated) this.addTruncated(layout);
    this.end(layout, this.hasFields, answer);
  }

  /** What is bytes and no more. */
  bytes(offset: number, layout: Layout, b: Uint8Array, start: number, end: number): void {
    this.beginBytes(offset, layout, b, NO_REGISTERS, 0);
    this.endBytes(layout, b, start, end, false);
  }

  /** A line that is known but for its offset. */
  rest(offset: number, rest: Fixed): void {
    const { out, format } = this;
    out.room(MOST_A_BYTE * 8 + rest.length);
    format.offset(out, offset);
    out.fixed(rest);
    out.endLine();
  }

  private begin(offset: number, { head, columns }: Layout, b: Uint8Array, r: Int32Array): void {
    const { out } = this;
    this.format.offset(out, offset);
    out.fixed(head);
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i];
      if (column !== undefined && isThere(column, r)) this.value(out, column, b, r);
      out.fixed(this.columnEnd);
    }
  }

  /** Whether any is there. */
  private fields(out: TextBytes, steps: readonly Step[], b: Uint8Array, r: Int32Array): boolean {
    let written = false;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as Step;
      if (!isThere(step, r)) continue;
      out.fixed(written ? step.next : step.first);
      this.value(out, step, b, r);
      written = true;
    }
    return written;
  }

  private value(out: TextBytes, step: Step, b: Uint8Array, r: Int32Array): void {
    const { kind, register } = step;
    const value = r[register] as number;
    if (kind === NUMBER) {
      out.number(value);
      return;
    }
    if (kind === SIGNED) {
      const magnitude = r[register + TO_NUMBER] as number;
      out.number(b[value] === MINUS ? -magnitude : magnitude);
      return;
    }
    if (kind === WORD) out.fixed(this.words[step.firstWord + value] as Fixed);
    else if (kind === ADDRESS) out.address(value);
    else out.spelled(b, value, r[register + TO_END] as number, this.spelling);
    out.fixed(this.quote);
  }

  private named({ first, next }: Part, b: Uint8Array, start: number, end: number): void {
    this.out.fixed(this.hasFields ? next : first);
    this.format.bytes(this.out, b, start, end);
    this.hasFields = true;
  }

  private addTruncated({ gap }: Layout): void {
    this.out.fixed(this.hasFields ? this.between : gap);
    this.out.fixed(this.truncated);
    this.hasFields = true;
  }

  private end({ gap }: Layout, hasFields: boolean, answer: Part | undefined): void {
    const { out } = this;
    if (answer !== undefined && hasFields) out.fixed(answer.next);
    else if (answer !== undefined) {
      out.fixed(gap);
      out.fixed(answer.first);
    }
    out.fixed(hasFields || answer !== undefined ? this.close : this.closeEmpty);
    out.endLine();
  }
}

const NO_REGISTERS = new Int32Array(0);
