/** Level 1, the framing: chunks, line ends, payload, prompt, transparent mode; echo as far as it shows by itself. */
import type { Answer } from '../contract/answer.js';
import { LF, XOFF, XON } from '../contract/bytes.js';
import { isLineEnd } from '../contract/line-end.js';
import { checkContract, type Machine } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { ECHO_LEFT, type NextIndex } from '../contract/outcomes.js';
import type { TokenizerState } from '../contract/state.js';
import { REENTRY, StateError } from '../contract/state.js';
import { requireBytes } from '../values/bytes-only.js';
import { checkOptions, requireFunction } from '../values/check-options.js';
import { ChunkReader, type TokenReader } from './chunks.js';
import type { TokenizerHandlers } from './handlers.js';
import { HostSide } from './host-side.js';
import { LineReader } from './lines.js';
import { ECHO, HEX, LINES, MODE_NAMES, PAYLOAD, TRANSPARENT } from './modes.js';
import { PayloadReader } from './payload.js';
import { PayloadCheck } from './payload-check.js';
import { ReadState } from './read-state.js';
import { Reporter } from './reporter.js';
import { TransparentReader } from './transparent.js';
import type { View } from './view.js';

const NOTHING = new Uint8Array(0);
const LINE_END = Uint8Array.of(LF);

export class Tokenizer<V extends View = View> implements TokenReader {
  protected readonly machine: Machine<V>;
  protected readonly options: Options;
  protected readonly registers: Int32Array;
  protected readonly at = new ReadState();
  protected readonly chunks: ChunkReader;
  protected readonly host: HostSide;
  protected readonly reporter: Reporter<V>;
  protected readonly lines: LineReader<V>;
  private readonly payload: PayloadReader<V>;
  private readonly transparent: TransparentReader<V>;
  private ended = false;
  /** True while `flush()` or `end()` calls back. */
  private ending = false;

  constructor(machine: Machine<V>, handlers: TokenizerHandlers<V>, options: Options = {}) {
    checkContract(machine);
    checkOptions(options);
    requireFunction(handlers?.form, 'the handler `form`');
    const { at } = this;
    const registers = new Int32Array(machine.registers);
    const check = options.onDiagnostic && new PayloadCheck(options.onDiagnostic);
    const chunks = new ChunkReader(machine, at, this);
    const payload = new PayloadReader(at, handlers, check);
    const transparent = new TransparentReader(machine, options, at, handlers, chunks.carry);
    const host = new HostSide(machine, registers, at, options);
    this.machine = machine;
    this.options = options;
    this.registers = registers;
    this.chunks = chunks;
    this.host = host;
    this.payload = payload;
    this.transparent = transparent;
    this.reporter = new Reporter(registers, { machine, handlers, at, host, payload, transparent, check });
    this.lines = new LineReader(registers, { machine, options, handlers, at, chunks, host, reporter: this.reporter });
  }

  /** How many bytes of the stream have been read. */
  get offset(): number {
    return this.chunks.offset;
  }

  /** The same as in `state()`: a prompt has come, and what comes after it may be the echo of what it was for. */
  get prompted(): boolean {
    return this.reporter.prompted;
  }

  /** With the option `answers`, inside the call of `form`: what that form answers. */
  get answer(): Answer | undefined {
    return this.reporter.answer;
  }

  /**
   * Reads a chunk. The chunk may be used again afterwards. Throws StateError after `end()`, and from inside a callback: the
   * bytes before these are still being read. Throws TypeError for what is no Uint8Array.
   */
  write(chunk: Uint8Array): void {
    this.refuseAfterEnd('write');
    if (this.isReading || this.ending) throw new StateError(REENTRY);
    if (!(chunk instanceof Uint8Array)) requireBytes(chunk, 'a chunk');
    if (this.options.flowControl && chunk.length > 0) this.writeWithoutFlowControl(chunk);
    else this.chunks.feed(chunk, 0, chunk.length);
  }

  /** So many bytes come that are part of no message: flow control, or what is forgotten unread. */
  skip(count: number): void {
    this.chunks.skip(count);
  }

  /**
   * Transparent mode is left: at once (the module dropped DCD), or `until: 'ok'` at the next line `OK` (the host has
   * sent `+++` or dropped DTR; AT manual 8.2.11 and ATO). Does nothing in command mode.
   */
  leaveTransparent(how: { readonly until?: 'ok' } = {}): void {
    this.lines.disturbed = true;
    this.chunks.catchUp();
    if (this.at.mode !== TRANSPARENT) return;
    if (how.until === 'ok') this.transparent.askToLeave();
    else this.transparent.leave();
  }

  /** The host gives up waiting: what is held back is reported as it is. */
  flush(): void {
    const { ending } = this;
    this.ending = true;
    try {
      this.reportHeld();
    } finally {
      this.ending = ending;
    }
  }

  private reportHeld(): void {
    this.lines.disturbed = true;
    if (!this.inBlock) this.settle();
    // What was held may have ended in a header.
    if (this.at.mode === TRANSPARENT) this.transparent.giveOutHeld();
    else if (this.payload.isOpen) this.payload.end(true);
    if (this.at.mode === ECHO) this.host.dialogue?.endEcho();
  }

  /** What is held is read as it is; recognisers see by a register that they are not to wait. */
  private settle(): void {
    const { flags } = this.host;
    flags.setLast(true);
    try {
      this.chunks.settle();
    } finally {
      flags.setLast(false);
    }
  }

  /** A line end, then `flush()` for good. */
  end(): void {
    if (this.ended) return;
    this.ending = true;
    try {
      this.reportLast();
    } finally {
      this.ending = false;
    }
    this.ended = true;
  }

  /** An exception of a callback may have ended it before: then the line end has been added already. */
  private reportLast(): void {
    const { chunks, reporter, at } = this;
    if (chunks.hasLast) chunks.catchUp();
    else if (!this.inBlock && chunks.heldBytes > 0) chunks.feedLast(LINE_END);
    if (at.mode === TRANSPARENT) this.completeEndLine();
    this.reportHeld();
    if (at.cursor < this.offset) reporter.blankOut(this.offset - at.cursor);
  }

  /** Forgets what is held, the mode, the command in flight and what the host has sent; offsets go on. */
  reset(): void {
    this.lines.disturbed = true;
    this.chunks.catchUp();
    this.chunks.forget();
    this.at.mode = LINES;
    this.lines.inLongLine = false;
    this.transparent.forget();
    this.reporter.forget();
  }

  /** What the tokenizer holds to be true, for debugging. Reports what can be read of the held line first. */
  state(): TokenizerState {
    this.chunks.catchUp();
    const { mode } = this.at;
    return {
      mode: MODE_NAMES[mode] ?? 'lines',
      offset: this.offset,
      held: mode === TRANSPARENT ? this.transparent.held : this.chunks.heldBytes,
      payloadLeft: this.payload.isOpen ? this.payload.left : 0,
      prompted: this.reporter.prompted,
      ...this.host.state(),
    };
  }

  /**
   * What the bytes so far mean for those that come, as text: which commands are in flight or have late results, what they
   * ask, a prompt. Two tokenizers of one grammar with the same options and equal texts read alike what follows, as long
   * as nobody calls `sent()`; what only that would bring to bear is not in it: ATE0, an earlier prompt. Undefined: it is not
   * between two lines (something is held, a payload or transparent mode goes on), or the host has said what it writes.
   */
  snapshot(): string | undefined {
    const { at, chunks, host, reporter, lines } = this;
    if (at.mode !== LINES || at.untokenized !== 0 || chunks.heldBytes !== 0 || this.ended) return undefined;
    const flight = host.snapshot();
    return flight === undefined ? undefined : JSON.stringify([lines.inLongLine, reporter.snapshot(), flight]);
  }

  /** A callback may be running, of `write()` or of a call that reads what is held first. */
  get isReading(): boolean {
    return this.chunks.isReading;
  }

  /** A payload that is to come, and the form that has to follow it; for those who hold it back to judge it. */
  get awaitedPayload(): { readonly left: number; readonly trailer: number; readonly isHex: boolean } | undefined {
    const { left, trailer, isOpen } = this.payload;
    return isOpen && left > 0 && trailer > 0 ? { left, trailer: trailer - 1, isHex: this.at.mode === HEX } : undefined;
  }

  // The three that `chunks` asks.

  get inBlock(): boolean {
    return this.at.mode !== LINES && this.at.mode !== ECHO;
  }

  isExpected(index: number, c: number): boolean {
    return this.host.dialogue?.isExpected(index, c) === true;
  }

  readTokens(b: Uint8Array, from: number): NextIndex {
    const { at, lines, chunks } = this;
    const { limit } = at;
    let p = from + 1 === limit ? this.readSingle(b, from) : from;
    if (p === limit) return p;
    try {
      lines.waits = false;
      this.reporter.view.turnTo(b, at.base);
      while (p < limit && !lines.waits && !(chunks.carryHoldsCallerChunk && this.inBlock)) {
        const q = at.mode === LINES ? lines.read(b, p) : this.readBlock(b, p);
        lines.waits ||= q === p;
        p = q;
      }
      return p;
    } finally {
      // A decoder that waits keeps nothing of the caller's alive.
      this.reporter.view.turnTo(NOTHING, 0);
      this.host.question.settle();
    }
  }

  /** Where bytes come one by one: a line end, or one of a payload that goes on. Both are seen without looking for a line. */
  private readSingle(b: Uint8Array, p: number): NextIndex {
    const { at } = this;
    if (at.mode === LINES) return isLineEnd(b[p]) && this.lines.isRegular ? this.reporter.blank(p + 1) : p;
    const goesOn = at.mode === PAYLOAD && this.payload.left > 1 && at.limit === at.streamLimit;
    return goesOn ? this.payload.read(b, p) : p;
  }

  private readBlock(b: Uint8Array, p: number): NextIndex {
    switch (this.at.mode) {
      case PAYLOAD:
        return this.orLine(b, p, this.payload.read(b, p));
      case HEX:
        return this.orLine(b, p, this.payload.readHex(b, p));
      case ECHO:
        return this.readEcho(b, p);
      default:
        return this.readTransparent(b, p);
    }
  }

  private orLine(b: Uint8Array, p: number, next: NextIndex): NextIndex {
    return next === p ? this.lines.read(b, p) : next;
  }

  /** Prompt data that comes back: only a dialogue reads that. */
  private readEcho(b: Uint8Array, p: number): NextIndex {
    const q = this.host.dialogue?.readOn(b, p) ?? ECHO_LEFT;
    return q === ECHO_LEFT ? this.lines.read(b, p) : q;
  }

  private readTransparent(b: Uint8Array, p: number): NextIndex {
    const { transparent } = this;
    const next = transparent.read(b, p);
    const end = transparent.takeFound();
    if (end === undefined) return next;
    // The line end before it is framing; some of the line may have been given out as data by a flush.
    const framing = transparent.heldOfFound - (end.text.length - 2);
    if (framing > 0) this.reporter.blankOut(framing);
    return this.lines.readEndLine(this.chunks.carry, next, end.code);
  }

  /** The end of the stream is the line end that an end line lacks. */
  private completeEndLine(): void {
    this.transparent.completing = true;
    try {
      this.chunks.feedLast(this.transparent.missing);
    } finally {
      this.transparent.completing = false;
    }
  }

  /** Throws StateError after `end()`; for what reads a chunk before the tokenizer does. */
  refuseAfterEnd(method: string): void {
    if (this.ended) throw new StateError(`${method}() after end(): the stream is over, make a new one`);
  }

  /** XON and XOFF are between the pieces that are read. */
  private writeWithoutFlowControl(chunk: Uint8Array): void {
    let from = 0;
    for (let i = 0; i <= chunk.length; i++) {
      if (i < chunk.length && chunk[i] !== XON && chunk[i] !== XOFF) continue;
      if (i > from) this.chunks.feed(chunk, from, i);
      if (i < chunk.length) this.chunks.skip(1);
      from = i + 1;
    }
  }
}
