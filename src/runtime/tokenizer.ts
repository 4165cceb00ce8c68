/** The streaming tokenizer: what a token is in each mode of the line, and what it changes about the bytes behind it. */
import { BlockReader, ECHO, HEX, LINES, PAYLOAD, TRANSPARENT } from './blocks.js';
import { checkContract, type Machine, type Views } from './contract.js';
import { StateError } from './errors.js';
import type { TokenizerHandlers } from './handlers.js';
import { Host } from './host.js';
import type { Options } from './options.js';
import { DEAD, latin1Bytes, NEED, Registers } from './registers.js';
import type { TokenizerState } from './state.js';
import { HAS_HEX_PAYLOAD, HAS_PAYLOAD, IS_ECHO, IS_PROMPT, IS_UNSOLICITED, type View } from './view.js';

const CR = 13;
const LF = 10;

const LINE_END = Uint8Array.of(LF);

export class Tokenizer<V extends View = View> extends BlockReader<V> {
  private readonly registers: Registers;
  private readonly views: Views<V>;
  private readonly host: Host;
  private inLongLine = false;
  private prompted = false; // since the last prompt only echo has come
  private behindPrompt = false; // nothing stands between the prompt and the next byte
  private tail = 0; // the byte that may stand behind the prompt
  private ended = false;

  constructor(machine: Machine<V>, handlers: TokenizerHandlers<V>, options: Options = {}) {
    checkContract(machine);
    super(machine, handlers, options);
    this.registers = new Registers(machine.slots, machine.patterns.length);
    this.views = machine.views(this.registers);
    this.host = new Host(machine, this.registers.inFlight, options);
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
    this.catchUp();
    if (this.mode === TRANSPARENT) return;
    this.host.sent(bytes, this.prompted || this.mode === ECHO, this.offset);
  }

  /**
   * Transparent mode is left: at once (the module dropped DCD), or `until: 'ok'` at the next line `OK` (the host has
   * sent `+++` or dropped DTR; AT manual 8.2.11 and ATO). Does nothing in command mode.
   */
  leaveTransparent(how: { readonly until?: 'ok' } = {}): void {
    this.catchUp();
    if (this.mode !== TRANSPARENT) return;
    if (how.until === 'ok') {
      this.finder = this.finderFor(true, this.finder);
      return;
    }
    this.giveOutHeld();
    this.mode = LINES;
  }

  /** The host gives up waiting: what is held back is reported as it is. */
  flush(): void {
    if (this.mode === TRANSPARENT) this.giveOutHeld();
    else if (this.mode === ECHO) this.endEcho();
    else if (this.mode === PAYLOAD || this.mode === HEX) this.endPayload(true);
    else this.settle();
  }

  /** A line end, then `flush()` for good. */
  end(): void {
    if (this.ended) return;
    if (this.mode === LINES && this.heldBytes > 0) this.feedLast(LINE_END);
    if (this.mode === TRANSPARENT) this.completeEnd();
    this.flush();
    if (this.cursor < this.offset) this.blankTo(this.offset);
    this.ended = true;
  }

  /** Forgets what is held, the mode, the command in flight and what the host has sent; offsets go on. */
  reset(): void {
    this.catchUp();
    this.forget();
    this.mode = LINES;
    this.inLongLine = this.prompted = this.behindPrompt = false;
    this.tail = 0;
    this.finder = undefined;
    this.host.reset();
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

  protected override readToken(b: Uint8Array, p: number): number {
    switch (this.mode) {
      case LINES:
        return this.readLine(b, p);
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

  protected override readLine(b: Uint8Array, p: number): number {
    if (this.inLongLine) return this.unmatched(b, p);
    const c = b[p] as number;
    if (this.tail !== 0) {
      const { tail } = this;
      this.tail = 0;
      if (c === tail) return this.blank(p + 1);
    }
    if (this.host.pending > 0) {
      const q = this.readExpected(b, p);
      if (q !== DEAD) return q;
    }
    if (c === CR || c === LF) return this.blankRun(b, p);
    const e = this.lineLimit(p);
    const r = this.registers;
    r.line = p;
    let code = this.host.numericResults ? this.machine.numeric(b, p, e, r) : DEAD;
    if (code === DEAD) code = this.machine.recognise(b, p, e, r);
    if (code >= 0) return this.accept(b, p, code);
    return code === NEED && this.mayWait(p) ? p : this.unmatched(b, p);
  }

  private blankRun(b: Uint8Array, p: number): number {
    this.behindPrompt = false;
    this.check?.blank();
    // A datum that is expected may begin with line ends: they are looked at one by one.
    let q = p + 1;
    while (q < this.limit && this.host.pending === 0 && (b[q] === CR || b[q] === LF)) q++;
    return this.blank(q);
  }

  protected override forgetFields(): void {
    this.registers.forget();
  }

  protected override isExpected(index: number, c: number): boolean {
    return this.host.expects(index, c);
  }

  protected override endAt(next: number): void {
    this.registers.next = next;
  }

  private blank(next: number): number {
    const from = this.cursor;
    this.advance(next);
    if (this.cursor > from) this.handlers.blank?.(from, this.cursor);
    return next;
  }

  protected override blankTo(offset: number): void {
    const from = this.cursor;
    this.cursor = offset;
    this.handlers.blank?.(from, offset);
  }

  protected override accept(b: Uint8Array, p: number, code: number): number {
    const r = this.registers;
    const { next } = r;
    const traits = this.machine.traits[code] as number;
    if (traits & IS_ECHO) return this.acceptEcho(b, p, next);
    if (traits & IS_PROMPT && this.behindPrompt) return this.unmatched(b, p);
    r.buffer = b;
    r.spanStart = this.cursor;
    this.advance(next);
    r.spanEnd = this.cursor;
    this.prompted = this.behindPrompt = false;
    this.host.answered(this.machine.forms[code] as number);
    this.check?.matched(this.machine.forms[code] as number, (traits & IS_UNSOLICITED) === 0);
    if ((traits & ~IS_UNSOLICITED) !== 0) this.follow(code, traits);
    this.handlers.form(this.views.accept(code));
    if (this.left === 0 && (this.mode === PAYLOAD || this.mode === HEX)) this.endPayload(false);
    return next;
  }

  /** What a form changes about the bytes behind it. */
  private follow(code: number, traits: number): void {
    const length = this.registers.number[this.machine.lengthSlots[code] as number] as number;
    if (traits & IS_PROMPT) {
      this.prompted = this.behindPrompt = true;
      this.tail = this.machine.tails[code] as number;
      this.host.prompted();
    } else if (traits & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) {
      const hex = (traits & HAS_HEX_PAYLOAD) !== 0;
      this.left = hex ? 2 * length : length;
      this.mode = hex ? HEX : PAYLOAD;
      this.trailer = this.machine.trailers[code] as number;
    } else {
      this.mode = TRANSPARENT;
      this.finder = this.finderFor(false);
    }
  }

  /** A line that no form of the grammar's first rank matches. */
  private unmatched(b: Uint8Array, p: number): number {
    const e = this.lineLimit(p);
    if (!this.inLongLine) {
      // A form of several lines that was given up has left marks behind this line.
      this.registers.forget();
      // A form of several lines that did not come whole has left fields in the lines that are read now.
      this.forgetFields();
      // Behind a prompt a line is echo before it is the answer of the command in flight.
      const any = this.registers.inFlight[0] as number;
      if (this.prompted) this.registers.inFlight[0] = 0;
      const code = this.machine.fallback(b, p, e, this.registers);
      this.registers.inFlight[0] = any;
      if (code >= 0) return this.accept(b, p, code);
      if (code === NEED && this.mayWait(p)) return p;
    }
    for (let i = p; i < e; i++) {
      if (b[i] === LF) return this.endUnmatched(b, p, i);
    }
    if (this.mayWait(p)) return p;
    const whole = e - p < this.carry.length;
    this.inLongLine = !whole;
    return this.report(b, p, whole ? withoutCr(b, p, e) : e, e);
  }

  private endUnmatched(b: Uint8Array, p: number, lf: number): number {
    const end = withoutCr(b, p, lf);
    this.inLongLine = false;
    return end === p ? this.blank(lf + 1) : this.report(b, p, end, lf + 1);
  }

  private report(b: Uint8Array, p: number, end: number, next: number): number {
    if (this.prompted) return this.reportEcho(b, p, end, next);
    if (end === p) return this.blank(next);
    const from = this.cursor;
    this.behindPrompt = false;
    this.advance(next);
    this.check?.unmatched();
    this.handlers.unrecognized?.(b, p, end, from, this.cursor);
    return next;
  }

  private acceptEcho(b: Uint8Array, p: number, next: number): number {
    const end = withoutCr(b, p, b[next - 1] === LF ? next - 1 : next);
    this.host.echoed(b, p, end);
    return this.reportEcho(b, p, end, next);
  }

  private reportEcho(b: Uint8Array, p: number, end: number, next: number): number {
    const from = this.cursor;
    this.behindPrompt = false;
    this.advance(next);
    this.handlers.echo?.(b, p, end, from);
    this.handlers.echoEnd?.(this.cursor);
    return next;
  }

  /** The host has sent something that may come back here. DEAD: it does not. */
  private readExpected(b: Uint8Array, p: number): number {
    const { host } = this;
    if (host.data && this.behindPrompt && host.begins(b[p] as number)) {
      this.mode = ECHO;
      return this.readEcho(b, p);
    }
    const e = this.lineLimit(p);
    const verdict = host.compare(b, p, e);
    if (verdict === Host.UNDECIDED && this.mayWait(p)) {
      this.expecting = true;
      return p;
    }
    if (verdict === Host.NO_ECHO || host.agreed === 0) return this.cutEcho(b, p, e);
    const end = p + host.agreed;
    if (host.data) {
      this.mode = ECHO;
      return this.readEcho(b, p);
    }
    host.takeLine(host.agreed);
    return this.reportEcho(b, p, end, end < this.limit && b[end] === CR ? end + 1 : end);
  }

  /** An echo that another line cuts into without a line end: that line must be one the grammar knows. */
  private cutEcho(b: Uint8Array, p: number, e: number): number {
    const { agreed } = this.host;
    if (agreed === 0) return DEAD;
    const code = this.machine.recognise(b, p + agreed, e, this.registers);
    // What it has left in the fields is not of the line that begins in front of it.
    this.forgetFields();
    if (code === NEED && this.mayWait(p)) {
      this.cutting = true;
      return p;
    }
    if (code < 0) return DEAD;
    this.host.take(agreed);
    return this.reportEcho(b, p, p + agreed, p + agreed);
  }

  /** The datum sent at the prompt comes back, byte for byte. */
  private readEcho(b: Uint8Array, p: number): number {
    const count = this.host.agree(b, p, this.realLimit);
    const next = p + count;
    this.behindPrompt = false;
    if (count > 0) {
      const from = this.cursor;
      this.host.take(count);
      this.advance(next);
      this.handlers.echo?.(b, p, next, from);
    }
    if (next < this.limit || this.host.pending === 0) this.endEcho();
    return count === 0 ? this.readLine(b, p) : next;
  }

  private endEcho(): void {
    if (this.mode !== ECHO) return;
    this.mode = LINES;
    this.handlers.echoEnd?.(this.cursor);
  }
}

function withoutCr(b: Uint8Array, from: number, end: number): number {
  let e = end;
  for (let n = 0; n < 2 && e > from && b[e - 1] === CR; n++) e--;
  return e;
}
