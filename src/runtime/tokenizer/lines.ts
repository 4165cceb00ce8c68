/** What the line is that begins here: a form, an echo, a number of ATV0, or none of the grammar's. */

import { NO_QUESTION, READ, TEST } from '../commands/question.js';
import { CR, EQUALS, LF, QUESTION, SPACE } from '../contract/bytes.js';
import { isLineEnd, withoutCr } from '../contract/line-end.js';
import {
  ANSWERS_TEST,
  BEGINS_TRANSPARENT,
  CHANGES_FLIGHT,
  CHANGES_LINE,
  HAS_HEX_PAYLOAD,
  HAS_PAYLOAD,
  IRREGULAR,
  IS_ECHO,
  IS_PROMPT,
  IS_UNSOLICITED,
  type Machine,
  RESTARTS,
} from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { DEAD, ECHO_LEFT, NEED, type NextIndex, type NextIndexOrLine, READ_AS_LINE } from '../contract/outcomes.js';
import { forgetMarks, lineEnd, recogniseLine } from '../contract/recognise.js';
import { MARKS, NEXT } from '../contract/registers.js';
import type { ChunkReader } from './chunks.js';
import type { TokenizerHandlers } from './handlers.js';
import type { HostSide } from './host-side.js';
import type { ReadState } from './read-state.js';
import type { Reporter } from './reporter.js';
import type { View } from './view.js';

/** What it is made of. */
export interface LineParts<V extends View> {
  readonly machine: Machine<V>;
  readonly options: Options;
  readonly handlers: TokenizerHandlers<V>;
  readonly at: ReadState;
  readonly chunks: ChunkReader;
  readonly host: HostSide;
  readonly reporter: Reporter<V>;
}

const isNoise = (byte: number | undefined): boolean => byte === 0 || byte === 0xff;

export class LineReader<V extends View> {
  /** Set where the next token is not whole, cleared when reading begins again. */
  waits = false;
  /** Set by every method that a callback may call, and changes what the next line is (`sent()`): the fast path ends there. */
  disturbed = false;
  /** Set by a line of more than the longest length without a line end, cleared by its line end: pieces of it are no forms. */
  inLongLine = false;
  /** Offset of the last line that was remarked on as unrequested; -1: none was. */
  private remarked = -1;
  private readonly machine: Machine<V>;
  private readonly registers: Int32Array;
  private readonly options: Options;
  private readonly handlers: TokenizerHandlers<V>;
  private readonly at: ReadState;
  private readonly chunks: ChunkReader;
  private readonly host: HostSide;
  private readonly reporter: Reporter<V>;

  constructor(registers: Int32Array, { machine, options, handlers, at, chunks, host, reporter }: LineParts<V>) {
    this.machine = machine;
    this.registers = registers;
    this.options = options;
    this.handlers = handlers;
    this.at = at;
    this.chunks = chunks;
    this.host = host;
    this.reporter = reporter;
  }

  read(b: Uint8Array, from: number): NextIndex {
    if (this.isRegular) return this.readRegular(b, from);
    if (this.inLongLine || this.reporter.tail !== 0 || this.host.isWatching) {
      const q = this.readSpecial(b, from);
      if (q !== READ_AS_LINE) return q;
    }
    const p = this.readBlank(b, from);
    if (p === this.at.limit) return p;
    const e = this.chunks.lineLimit(p);
    return this.readIrregular(b, p, e, this.machine.recognise(b, p, e, this.registers));
  }

  /** Nothing but its own bytes decides what a line is, and nothing but a call of the host's can change that. */
  get isRegular(): boolean {
    const { at, reporter } = this;
    const special =
      this.inLongLine ||
      reporter.prompted ||
      reporter.directlyAfterPrompt ||
      reporter.tail !== 0 ||
      this.host.isWatching;
    return !special && !reporter.isWatched && at.untokenized === 0 && at.limit === at.streamLimit;
  }

  /** A line that ended transparent mode; its fields are none, and it ends at index `next`. */
  readEndLine(b: Uint8Array, next: number, code: number): NextIndex {
    forgetMarks(this.machine, this.registers);
    this.registers[NEXT] = next;
    return this.accept(b, next, code);
  }

  /** Reads on as long as lines are regular, each in the fewest steps: nearly all of a stream comes through here. */
  private readRegular(b: Uint8Array, from: number): NextIndex {
    const { machine, registers, handlers, at, reporter } = this;
    const { view } = reporter;
    const { limit } = at;
    const { longestLine, recognise, traits, echoes, forms } = machine;
    const blanks = handlers.blank !== undefined;
    const answers = this.host.book !== undefined;
    const isTold = this.host.dialogue !== undefined;
    let p = from;
    this.disturbed = false;
    while (p < limit && !this.disturbed) {
      const from = p;
      while (p < limit && (b[p] === CR || b[p] === LF)) p++;
      if (blanks && p > from) reporter.blank(p);
      if (p === limit) break;
      const e = limit - p > longestLine ? p + longestLine : limit;
      const code = recognise(b, p, e, registers);
      if (code < 0) {
        at.position = p;
        return this.endRegular(b, p, e, code);
      }
      const is = traits[code] as number;
      const end = registers[NEXT] as number;
      if ((is & IS_ECHO) !== 0) {
        if (this.options.echo === false) {
          at.position = p;
          return this.endRegular(b, p, e, DEAD);
        }
        p = reporter.regularEcho(b, p, end, echoes[code] as number);
        // It may ask for rows (`isAskedForRows`): the last bytes of `AT+CREG=?` are compared in one branch that is nearly never
        // taken, because whether a line ends with a question mark no processor foresees.
        const isTest = (((b[end - 1] as number) ^ QUESTION) | ((b[end - 2] as number) ^ EQUALS)) === 0;
        if (isTest || b[end - 1] === SPACE || isTold || this.host.lineInFlight) break;
        continue;
      }
      if ((is & IRREGULAR) !== 0 || end + 1 >= e || b[end] !== CR || b[end + 1] !== LF) {
        at.position = p;
        return this.readIrregular(b, p, e, code);
      }
      at.position = end + 2;
      view.show(code, p, end + 2);
      if (answers) reporter.look(forms[code] as number, b, p, end + 2);
      if ((is & CHANGES_FLIGHT) !== 0) this.host.onResult(forms[code] as number, is);
      handlers.form(view);
      p = end + 2;
    }
    at.position = p;
    return p;
  }

  /** What waits for more bytes need not be read once more to see that it does. */
  private endRegular(b: Uint8Array, p: number, e: number, code: number): NextIndex {
    const q = this.readIrregular(b, p, e, code);
    this.waits = q === p;
    return q;
  }

  private readIrregular(b: Uint8Array, p: number, e: number, given: number): NextIndex {
    const code = given < 0 ? given : lineEnd(this.machine, b, e, this.registers, given);
    if (code >= 0) return this.accept(b, p, code);
    return code !== DEAD && this.chunks.mayWait(p, code) ? p : this.unmatched(b, p);
  }

  /** Bytes whose meaning comes from what precedes them. */
  private readSpecial(b: Uint8Array, p: number): NextIndexOrLine {
    if (this.inLongLine) return this.unmatched(b, p);
    const { reporter, host } = this;
    const { tail } = reporter;
    reporter.tail = 0;
    if (tail !== 0 && b[p] === tail) return reporter.blank(p + 1);
    const { dialogue } = host;
    if (dialogue !== undefined && dialogue.pending > 0) {
      const q = dialogue.readEcho(b, p);
      if (q === ECHO_LEFT) return this.read(b, p);
      if (q !== READ_AS_LINE) return q;
      // Prompt data that is expected may begin with line ends: they are looked at one by one.
      if (isLineEnd(b[p])) {
        const next = this.readBlank(b, p, p + 1);
        dialogue.onFrame();
        return next;
      }
    }
    if (host.isAskedForRows) {
      const q = isLineEnd(b[p]) ? this.readBlank(b, p) : this.readRow(b, p);
      if (q !== READ_AS_LINE) return q;
    }
    return host.readsNumbers ? this.readNumber(b, p) : READ_AS_LINE;
  }

  /**
   * While AT&V is in flight `+CREG: 0` is a row of its page, while AT+CPBF=? is, `+CPBF: 40,14` is its answer; but not a
   * final result code, nor a form that only a test is answered with.
   */
  private readRow(b: Uint8Array, p: number): NextIndexOrLine {
    const { machine, chunks, registers } = this;
    const e = chunks.lineLimit(p);
    const code = recogniseLine(machine, machine.recognise, b, p, e, registers);
    if (code >= 0) {
      const traits = machine.traits[code] as number;
      const isResult = machine.kinds[machine.forms[code] as number] === 'final';
      if (isResult || (traits & (RESTARTS | ANSWERS_TEST)) !== 0) return READ_AS_LINE;
      if ((traits & IS_ECHO) !== 0) {
        // The CR of an echo is followed by the CR LF of an answer, that of a row (`AT+CACM` of AT+CLAC) by its LF.
        const next = registers[NEXT] as number;
        const endsInCr = b[next - 1] === CR;
        if (!this.host.printsRows) return READ_AS_LINE;
        if (endsInCr && next === e && chunks.mayWait(p, NEED)) return p;
        if (endsInCr && (next === e || b[next] !== LF)) return READ_AS_LINE;
      }
    } else if (code !== DEAD && chunks.mayWait(p, code)) return p;
    const row = this.recogniseReading(b, p, e, this.host.questionAt(b, p));
    if (row >= 0) return this.accept(b, p, row);
    return row !== DEAD && chunks.mayWait(p, row) ? p : READ_AS_LINE;
  }

  /** As what answers a command in flight, whatever else the line looks like. */
  private recogniseReading(b: Uint8Array, p: number, e: number, question: number): number {
    const { machine, registers, host } = this;
    const { test, read } = machine.readingPatterns;
    host.flags.set(test, question === TEST);
    host.flags.set(read, question === READ);
    return recogniseLine(machine, machine.readings, b, p, e, registers);
  }

  /** A result code of ATV0. */
  private readNumber(b: Uint8Array, p: number): NextIndexOrLine {
    const { machine, chunks } = this;
    if (isLineEnd(b[p])) return this.readBlank(b, p);
    const code = recogniseLine(machine, machine.numeric, b, p, chunks.lineLimit(p), this.registers);
    if (code >= 0) return this.acceptNumber(b, p, code);
    return code !== DEAD && chunks.mayWait(p, code) ? p : READ_AS_LINE;
  }

  private acceptNumber(b: Uint8Array, p: number, code: number): NextIndex {
    const { dialogue } = this.host;
    if (dialogue === undefined) return this.accept(b, p, code);
    dialogue.byNumber = true;
    try {
      return this.accept(b, p, code);
    } finally {
      dialogue.byNumber = false;
    }
  }

  /** Line ends before a line, up to `limit`. */
  private readBlank(b: Uint8Array, p: number, limit = this.at.limit): NextIndex {
    let q = p;
    while (q < limit && isLineEnd(b[q])) q++;
    if (q === p) return p;
    const { reporter } = this;
    reporter.directlyAfterPrompt = false;
    reporter.check?.blank();
    return reporter.blank(q);
  }

  /** A line has been recognised; the registers say where it ends. */
  private accept(b: Uint8Array, p: number, code: number): NextIndex {
    const { machine, reporter } = this;
    const traits = machine.traits[code] as number;
    const next = this.registers[NEXT] as number;
    if (traits & IS_ECHO) {
      if (this.options.echo === false) return this.unmatched(b, p);
      return reporter.commandEcho(b, p, next, machine.echoes[code] as number);
    }
    if (traits & IS_PROMPT && reporter.isMidLine) return this.unmatched(b, p);
    if (traits & CHANGES_LINE && !this.isAwaited(b, p, code, traits)) return this.withoutForm(b, p);
    return reporter.form(b, p, code, traits, next);
  }

  /**
   * A line in the text of an SMS can look like one that changes how the bytes after it are read: `CONNECT`, `> `,
   * `+HTTPREAD: 319488`. Once the host says what it writes, the first two count only as answers; docs/forgery.md.
   */
  private isAwaited(b: Uint8Array, p: number, code: number, traits: number): boolean {
    const { dialogue } = this.host;
    if (dialogue === undefined || traits & IS_UNSOLICITED) return true;
    if (traits & BEGINS_TRANSPARENT && dialogue.incoming) return true;
    if (dialogue.awaits(this.machine.forms[code] as number, b, p)) return true;
    const isPayload = (traits & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) !== 0;
    const isRead = isPayload && !dialogue.isSending && this.options.unrequestedPayload !== 'refuse';
    this.remarkUnrequested(code, isRead);
    return isRead;
  }

  private remarkUnrequested(code: number, isRead: boolean): void {
    const { machine, at, options } = this;
    // A line that is not whole is looked at again.
    if (at.cursor === this.remarked) return;
    this.remarked = at.cursor;
    const type = machine.types[machine.forms[code] as number];
    const consequence = isRead ? 'its payload is read all the same' : 'it is unrecognized';
    const message = `no command in flight is answered with ${type}: ${consequence}`;
    options.onDiagnostic?.({ code: 'unrequested', offset: at.cursor, message });
  }

  /** A line that no form of the grammar's first rank matches. */
  private unmatched(b: Uint8Array, p: number): NextIndex {
    const { chunks } = this;
    const e = chunks.lineLimit(p);
    if (!this.inLongLine) {
      if (isNoise(b[p]) && !this.reporter.prompted) {
        const next = this.noiseInFront(b, p, e);
        if (next !== undefined) return next;
      }
      const question = this.host.questionAt(b, p);
      const reading = question === NO_QUESTION ? DEAD : this.recogniseReading(b, p, e, question);
      if (reading >= 0) return this.accept(b, p, reading);
      const code = this.recogniseFallback(b, p, e);
      if (code >= 0) return this.accept(b, p, code);
      if (code !== DEAD && chunks.mayWait(p, code)) return p;
    }
    return this.withoutForm(b, p);
  }

  private withoutForm(b: Uint8Array, p: number): NextIndex {
    const { chunks } = this;
    const e = chunks.lineLimit(p);
    for (let i = p; i < e; i++) {
      if (b[i] === LF) return this.endUnmatched(b, p, i);
    }
    return chunks.mayWait(p, NEED) ? p : this.endPiece(b, p, e);
  }

  /**
   * Bytes of a wrong speed or of a line that floats, before a line that can be read: `\x000, CLOSE OK`. They are
   * unrecognized by themselves. Undefined: no line of the grammar's first rank appears after them.
   */
  private noiseInFront(b: Uint8Array, p: number, e: number): NextIndex | undefined {
    const { machine, chunks, registers, reporter } = this;
    let q = p;
    while (q < e && isNoise(b[q])) q++;
    const code = q === e ? NEED : recogniseLine(machine, machine.recognise, b, q, e, registers);
    if (code === DEAD) return undefined;
    if (code < 0) return chunks.mayWait(p, code) ? p : undefined;
    return (machine.traits[code] as number) & (IS_ECHO | IS_PROMPT) ? undefined : reporter.line(b, p, q, q);
  }

  /** No line end comes any more, or none so far in a line that is too long. */
  private endPiece(b: Uint8Array, p: number, e: number): NextIndex {
    const whole = e - p < this.machine.longestLine;
    const begins = !whole && !this.inLongLine;
    this.inLongLine = !whole;
    if (begins && !this.reporter.prompted) this.remarkLongLine();
    return this.reporter.line(b, p, whole ? withoutCr(b, p, e) : e, e);
  }

  /** After a prompt a line is echo before it is the answer of the command in flight. */
  private recogniseFallback(b: Uint8Array, p: number, e: number): number {
    const { machine, registers } = this;
    const any = MARKS + machine.marks;
    const inFlight = registers[any] as number;
    if (this.reporter.prompted) registers[any] = 0;
    const code = recogniseLine(machine, machine.fallback, b, p, e, registers);
    registers[any] = inFlight;
    return code;
  }

  private endUnmatched(b: Uint8Array, p: number, lf: number): NextIndex {
    const end = withoutCr(b, p, lf);
    this.inLongLine = false;
    return end === p ? this.reporter.blank(lf + 1) : this.reporter.line(b, p, end, lf + 1);
  }

  private remarkLongLine(): void {
    this.options.onDiagnostic?.({
      code: 'line-too-long',
      offset: this.at.cursor,
      message: `a line of more than ${this.machine.longestLine} bytes is none of the module's: it comes in pieces`,
    });
  }
}
