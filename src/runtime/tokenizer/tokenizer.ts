/** The streaming tokenizer: what a token is in each mode of the line, and what it changes about the bytes behind it. */

import { CR, isLineEnd, LF, withoutCr } from '../contract/line-end.js';
import {
  CHANGES_FLIGHT,
  CHANGES_LINE,
  checkContract,
  HAS_HEX_PAYLOAD,
  HAS_PAYLOAD,
  IRREGULAR,
  IS_ECHO,
  IS_PROMPT,
  IS_UNSOLICITED,
  type Machine,
} from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { forgetMarks, lineEnd, recogniseLine } from '../contract/recognise.js';
import { DEAD, MARKS, NEED, NEXT } from '../contract/registers.js';
import { StateError } from '../contract/state-error.js';
import { latin1Bytes } from '../values/latin1.js';
import { EchoReader } from './echo.js';
import type { TokenizerHandlers } from './handlers.js';
import { ECHO, HEX, LINES, PAYLOAD, TRANSPARENT } from './modes.js';
import type { TokenizerState } from './state.js';
import type { View } from './view.js';

const LINE_END = Uint8Array.of(LF);

export class Tokenizer<V extends View = View> extends EchoReader<V> {
  private readonly view: V;
  private inLongLine = false;
  private waits = false; // the next token is not whole
  private disturbed = false; // the host has called a method since the last line was read
  private tail = 0; // the byte that may stand behind the prompt
  private ended = false;

  constructor(machine: Machine<V>, handlers: TokenizerHandlers<V>, options: Options = {}) {
    checkContract(machine);
    super(machine, handlers, options);
    this.view = machine.view(this.registers);
  }

  /** Reads a chunk. The chunk may be used again afterwards. Throws StateError after `end()`. */
  write(chunk: Uint8Array): void {
    this.refuseAfterEnd('write');
    if (this.options.flowControl) this.writeWithoutFlowControl(chunk);
    else this.feed(chunk, 0, chunk.length);
  }

  /** The host reports what it has written to the module. Throws StateError after `end()`. */
  sent(bytes: Uint8Array): void {
    this.refuseAfterEnd('sent');
    this.disturbed = true;
    this.catchUp();
    if (this.mode === TRANSPARENT) return;
    // A line without a form is its answer then, and not the echo of prompt data.
    if (this.host.sent(bytes, this.offset)) this.prompted = false;
  }

  /**
   * Transparent mode is left: at once (the module dropped DCD), or `until: 'ok'` at the next line `OK` (the host has
   * sent `+++` or dropped DTR; AT manual 8.2.11 and ATO). Does nothing in command mode.
   */
  leaveTransparent(how: { readonly until?: 'ok' } = {}): void {
    this.disturbed = true;
    this.catchUp();
    if (this.mode !== TRANSPARENT) return;
    if (how.until === 'ok') {
      this.askToLeave();
      return;
    }
    this.giveOutHeld();
    this.mode = LINES;
  }

  /** The host gives up waiting: what is held back is reported as it is. */
  flush(): void {
    this.disturbed = true;
    if (this.mode === LINES || this.mode === ECHO) this.settle();
    // What was held may have ended in a header.
    if (this.mode === TRANSPARENT) this.giveOutHeld();
    else if (this.mode === PAYLOAD || this.mode === HEX) this.endPayload(true);
    this.endEcho();
  }

  /** A line end, then `flush()` for good. */
  end(): void {
    if (this.ended) return;
    if ((this.mode === LINES || this.mode === ECHO) && this.heldBytes > 0) this.feedLast(LINE_END);
    if (this.mode === TRANSPARENT) this.completeEnd();
    this.flush();
    if (this.cursor < this.offset) this.blankOut(this.offset - this.cursor);
    this.ended = true;
  }

  /** Forgets what is held, the mode, the command in flight and what the host has sent; offsets go on. */
  reset(): void {
    this.disturbed = true;
    this.catchUp();
    this.forget();
    this.mode = LINES;
    this.inLongLine = false;
    this.tail = 0;
    this.finder = undefined;
    this.forgetEcho();
  }

  /** What the tokenizer holds to be true, for debugging. Reports what can be read of the held line first. */
  state(): TokenizerState {
    this.catchUp();
    const modes = ['lines', 'payload', 'hex-payload', 'transparent', 'echo'] as const;
    return {
      mode: modes[this.mode] ?? 'lines',
      offset: this.offset,
      held: this.mode === TRANSPARENT ? (this.finder?.held ?? 0) : this.heldBytes,
      payloadLeft: this.mode === PAYLOAD || this.mode === HEX ? this.left : 0,
      prompted: this.prompted,
      ...this.host.state(),
    };
  }

  /** A payload that is to come, and the form that has to follow it; for those who hold it back to judge it. */
  get awaitedPayload(): { readonly left: number; readonly trailer: number } | undefined {
    const reading = this.mode === PAYLOAD || this.mode === HEX;
    return reading && this.left > 0 && this.trailer > 0 ? { left: this.left, trailer: this.trailer - 1 } : undefined;
  }

  /** The end of the stream is the line end that an end line lacks. */
  private completeEnd(): void {
    this.completing = true;
    this.feedLast(latin1Bytes(this.finder?.missing() ?? ''));
    this.completing = false;
  }

  private refuseAfterEnd(method: string): void {
    if (this.ended) throw new StateError(`${method}() after end(): the stream is over, make a new one`);
  }

  /** XON and XOFF are between the pieces that are read. */
  private writeWithoutFlowControl(chunk: Uint8Array): void {
    let from = 0;
    for (let i = 0; i <= chunk.length; i++) {
      if (i < chunk.length && chunk[i] !== 0x11 && chunk[i] !== 0x13) continue;
      if (i > from) this.feed(chunk, from, i);
      if (i < chunk.length) this.skipByte();
      from = i + 1;
    }
  }

  protected override readTokens(b: Uint8Array, from: number): number {
    let p = from + 1 === this.limit ? this.readSingle(b, from) : from;
    if (p === this.limit) return p;
    this.waits = false;
    this.view.turnTo(b, this.base);
    while (p < this.limit && !this.waits && !(this.joined && this.inBlock)) {
      const q = this.mode === LINES ? this.readLine(b, p) : this.readBlock(b, p);
      this.waits ||= q === p;
      p = q;
    }
    return p;
  }

  /** Where bytes come one by one: a line end, or one of a payload that goes on. Both are seen without looking for a line. */
  private readSingle(b: Uint8Array, p: number): number {
    if (this.mode === LINES) return isLineEnd(b[p]) && this.isRegular ? this.blank(p + 1) : p;
    const goesOn = this.mode === PAYLOAD && this.left > 1 && this.limit === this.realLimit;
    return goesOn ? this.readPayload(b, p) : p;
  }

  private readBlock(b: Uint8Array, p: number): number {
    switch (this.mode) {
      case PAYLOAD:
        return this.readPayload(b, p);
      case HEX:
        return this.readHex(b, p);
      case ECHO:
        return this.readEcho(b, p);
      default:
        return this.readTransparent(b, p);
    }
  }

  protected override readLine(b: Uint8Array, from: number): number {
    if (this.isRegular) return this.readRegular(b, from);
    if (this.inLongLine || this.tail !== 0 || this.host.isWatching) {
      const q = this.readSpecial(b, from);
      if (q !== DEAD) return q;
    }
    const p = this.readBlank(b, from);
    if (p === this.limit) return p;
    const e = this.lineLimit(p);
    return this.readUnusual(b, p, e, this.machine.recognise(b, p, e, this.registers));
  }

  /** Nothing but its own bytes decides what a line is, and nothing but a call of the host's can change that. */
  private get isRegular(): boolean {
    const { host } = this;
    const special = this.inLongLine || this.prompted || this.behindPrompt || this.tail !== 0 || host.isWatching;
    return !special && this.check === undefined && this.lag === 0 && this.limit === this.realLimit;
  }

  /** Reads on as long as lines are regular, each in the fewest steps: nearly all of a stream comes through here. */
  private readRegular(b: Uint8Array, from: number): number {
    const { machine, registers, view, limit, handlers } = this;
    const { longestLine, recognise, traits, echoes, forms } = machine;
    const blanks = handlers.blank !== undefined;
    let p = from;
    this.disturbed = false;
    while (p < limit && !this.disturbed) {
      const from = p;
      while (p < limit && (b[p] === CR || b[p] === LF)) p++;
      if (blanks && p > from) this.blank(p);
      if (p === limit) break;
      const e = limit - p > longestLine ? p + longestLine : limit;
      const code = recognise(b, p, e, registers);
      if (code < 0) {
        this.done = p;
        return this.endRegular(b, p, e, code);
      }
      const is = traits[code] as number;
      const end = registers[NEXT] as number;
      if ((is & IS_ECHO) !== 0) {
        p = this.regularEcho(b, p, end, echoes[code] as number);
        continue;
      }
      if ((is & IRREGULAR) !== 0 || end + 1 >= e || b[end] !== CR || b[end + 1] !== LF) {
        this.done = p;
        return this.readUnusual(b, p, e, code);
      }
      this.done = end + 2;
      view.show(code, p, end + 2);
      if ((is & CHANGES_FLIGHT) !== 0) this.host.came(forms[code] as number, is);
      handlers.form(view);
      p = end + 2;
    }
    this.done = p;
    return p;
  }

  /** What waits for more bytes need not be read once more to see that it does. */
  private endRegular(b: Uint8Array, p: number, e: number, code: number): number {
    const q = this.readUnusual(b, p, e, code);
    this.waits = q === p;
    return q;
  }

  private readUnusual(b: Uint8Array, p: number, e: number, given: number): number {
    const code = given < 0 ? given : lineEnd(this.machine, b, e, this.registers, given);
    if (code >= 0) return this.accept(b, p, code);
    return code !== DEAD && this.mayWait(p, code) ? p : this.unmatched(b, p);
  }

  /** Bytes that are something because of what came before them. DEAD: they are not. */
  private readSpecial(b: Uint8Array, p: number): number {
    if (this.inLongLine) return this.unmatched(b, p);
    const { tail, machine } = this;
    this.tail = 0;
    if (tail !== 0 && b[p] === tail) return this.blank(p + 1);
    if (this.host.pending > 0) {
      const q = this.readExpected(b, p);
      if (q !== DEAD) return q;
      // Prompt data that is expected may begin with line ends: they are looked at one by one.
      if (isLineEnd(b[p])) return this.readFrame(b, p);
    }
    if (!this.host.numericResults) return DEAD;
    if (isLineEnd(b[p])) return this.readBlank(b, p);
    const code = recogniseLine(machine, machine.numeric, b, p, this.lineLimit(p), this.registers);
    if (code >= 0) return this.acceptNumber(b, p, code);
    return code !== DEAD && this.mayWait(p, code) ? p : DEAD;
  }

  private readFrame(b: Uint8Array, p: number): number {
    const next = this.readBlank(b, p, p + 1);
    this.frame();
    return next;
  }

  /** Line ends in front of a line, up to `limit`. */
  private readBlank(b: Uint8Array, p: number, limit = this.limit): number {
    let q = p;
    while (q < limit && isLineEnd(b[q])) q++;
    if (q === p) return p;
    this.behindPrompt = false;
    this.check?.blank();
    return this.blank(q);
  }

  protected override endAt(next: number): void {
    forgetMarks(this.machine, this.registers);
    this.registers[NEXT] = next;
  }

  private blank(next: number): number {
    if (!this.handlers.blank) return this.advance(next);
    const from = this.cursor;
    this.advance(next);
    if (this.cursor > from) this.handlers.blank(from, this.cursor);
    return next;
  }

  protected override blankOut(count: number): void {
    const from = this.cursor;
    this.lag -= count;
    this.handlers.blank?.(from, this.cursor);
  }

  protected override accept(b: Uint8Array, p: number, code: number): number {
    const { machine } = this;
    const traits = machine.traits[code] as number;
    const next = this.registers[NEXT] as number;
    if (traits & IS_ECHO) return this.acceptEcho(b, p, next, machine.echoes[code] as number);
    if (traits & IS_PROMPT && this.isMidLine) return this.unmatched(b, p);
    return this.report(code, traits, next);
  }

  private report(code: number, traits: number, next: number): number {
    const from = this.tokenEnd;
    this.done = next;
    this.lag = 0;
    this.view.show(code, from, next < this.realLimit ? next : this.realLimit);
    this.prompted = this.behindPrompt = false;
    if (traits & CHANGES_FLIGHT) this.host.came(this.machine.forms[code] as number, traits);
    if (this.check) this.check.matched(this.machine.forms[code] as number, (traits & IS_UNSOLICITED) === 0);
    if (traits & CHANGES_LINE) this.acceptHeader(code, traits);
    else this.handlers.form(this.view);
    return next;
  }

  /** A form that changes what the bytes behind it are. */
  private acceptHeader(code: number, traits: number): void {
    this.follow(code, traits);
    this.handlers.form(this.view);
    if (this.left === 0 && (this.mode === PAYLOAD || this.mode === HEX)) this.endPayload(false);
  }

  /** What a form changes about the bytes behind it. */
  private follow(code: number, traits: number): void {
    const length = this.registers[this.machine.lengths[code] as number] as number;
    if (traits & IS_PROMPT) {
      this.tail = this.machine.tails[code] as number;
      this.acceptPrompt();
    } else if (traits & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) {
      const hex = (traits & HAS_HEX_PAYLOAD) !== 0;
      this.left = hex ? 2 * length : length;
      this.mode = hex ? HEX : PAYLOAD;
      this.trailer = this.machine.trailers[code] as number;
    } else {
      this.beginTransparent();
      this.host.disconnect();
    }
  }

  /** A line that no form of the grammar's first rank matches. */
  private unmatched(b: Uint8Array, p: number): number {
    const e = this.lineLimit(p);
    if (!this.inLongLine) {
      const code = this.recogniseFallback(b, p, e);
      if (code >= 0) return this.accept(b, p, code);
      if (code !== DEAD && this.mayWait(p, code)) return p;
    }
    for (let i = p; i < e; i++) {
      if (b[i] === LF) return this.endUnmatched(b, p, i);
    }
    if (this.mayWait(p, NEED)) return p;
    const whole = e - p < this.longest;
    const begins = !whole && !this.inLongLine;
    this.inLongLine = !whole;
    if (begins && !this.prompted) this.remarkLongLine();
    return this.reportLine(b, p, whole ? withoutCr(b, p, e) : e, e);
  }

  /** Behind a prompt a line is echo before it is the answer of the command in flight. */
  private recogniseFallback(b: Uint8Array, p: number, e: number): number {
    const { machine, registers } = this;
    const any = MARKS + machine.marks;
    const inFlight = registers[any] as number;
    if (this.prompted) registers[any] = 0;
    const code = recogniseLine(machine, machine.fallback, b, p, e, registers);
    registers[any] = inFlight;
    return code;
  }

  private endUnmatched(b: Uint8Array, p: number, lf: number): number {
    const end = withoutCr(b, p, lf);
    this.inLongLine = false;
    return end === p ? this.blank(lf + 1) : this.reportLine(b, p, end, lf + 1);
  }

  private reportLine(b: Uint8Array, p: number, end: number, next: number): number {
    if (this.prompted) return this.reportEcho(b, p, end, next);
    if (end === p) return this.blank(next);
    const from = this.cursor;
    this.behindPrompt = false;
    this.advance(next);
    this.check?.unmatched();
    this.handlers.unrecognized?.(b, p, end, from, this.cursor);
    return next;
  }
}
