/** Hands tokens to the handlers, and keeps what a token changes about the bytes after it. */
import { ShownHead } from '../commands/line-head.js';
import type { Answer } from '../contract/answer.js';
import { endsPromptData } from '../contract/line-end.js';
import {
  BEGINS_TRANSPARENT,
  CHANGES_FLIGHT,
  CHANGES_LINE,
  HAS_HEX_PAYLOAD,
  HAS_PAYLOAD,
  IS_PROMPT,
  IS_UNSOLICITED,
  type Machine,
} from '../contract/machine.js';
import type { TokenizerHandlers } from './handlers.js';
import type { HostSide } from './host-side.js';
import { HEX, PAYLOAD } from './modes.js';
import type { PayloadReader } from './payload.js';
import type { PayloadCheck } from './payload-check.js';
import type { ReadState } from './read-state.js';
import type { TransparentReader } from './transparent.js';
import type { View } from './view.js';

/** What it is made of. */
export interface ReporterParts<V extends View> {
  readonly machine: Machine<V>;
  readonly handlers: TokenizerHandlers<V>;
  readonly at: ReadState;
  readonly host: HostSide;
  readonly payload: PayloadReader<V>;
  readonly transparent: TransparentReader<V>;
  /** Looks at what follows a payload; only if somebody wants to know. */
  readonly check: PayloadCheck | undefined;
}

export class Reporter<V extends View> {
  readonly view: V;
  readonly check: PayloadCheck | undefined;
  /** Set by a prompt (`> `), cleared by the next message that is no echo, or the echo of a command: what comes is echo. */
  prompted = false;
  /** Set by a prompt, cleared by the next byte: nothing is between the two. */
  directlyAfterPrompt = false;
  /** Set by an echo after the prompt that ends with Ctrl-Z or ESC (`hello\x1a`): what begins with `AT` now is a command. */
  promptDataEnded = false;
  /** The byte that a prompt tolerates after itself, as the blank of `> `; cleared by the next byte. 0: none. */
  tail = 0;
  /** Offset at which the last echo of prompt data ended: the byte there is not at the beginning of a line. */
  echoEnd = -1;
  /** What the form that is being reported answers; only with the option `answers`. */
  answer: Answer | undefined;
  /** A line is no regular one: somebody looks at each. */
  readonly isWatched: boolean;
  private readonly head = new ShownHead();
  private readonly machine: Machine<V>;
  private readonly registers: Int32Array;
  private readonly handlers: TokenizerHandlers<V>;
  private readonly at: ReadState;
  private readonly host: HostSide;
  private readonly payload: PayloadReader<V>;
  private readonly transparent: TransparentReader<V>;

  constructor(registers: Int32Array, { machine, handlers, at, host, payload, transparent, check }: ReporterParts<V>) {
    this.machine = machine;
    this.registers = registers;
    this.view = machine.view(registers);
    this.handlers = handlers;
    this.at = at;
    this.host = host;
    this.payload = payload;
    this.transparent = transparent;
    this.check = check;
    this.isWatched = check !== undefined;
  }

  /** After a prompt, or an echo without a line end, nothing is at the beginning of a line. */
  get isMidLine(): boolean {
    return this.directlyAfterPrompt || this.at.cursor === this.echoEnd;
  }

  /** As text: see `Tokenizer.snapshot`. */
  snapshot(): unknown {
    return [this.prompted, this.directlyAfterPrompt, this.promptDataEnded, this.tail, this.isMidLine];
  }

  forget(): void {
    this.prompted = this.directlyAfterPrompt = this.promptDataEnded = false;
    this.tail = 0;
    this.echoEnd = -1;
    this.host.reset();
  }

  /** A form that is no echo. */
  form(b: Uint8Array, p: number, code: number, traits: number, next: number): number {
    const { at } = this;
    const from = at.tokenEnd;
    at.position = next;
    at.untokenized = 0;
    this.view.show(code, from, next < at.streamLimit ? next : at.streamLimit);
    this.prompted = this.directlyAfterPrompt = false;
    const form = this.machine.forms[code] as number;
    if (this.host.book !== undefined) this.look(form, b, p, next);
    if (traits & BEGINS_TRANSPARENT) this.transparent.prepare(this.registers);
    if (traits & CHANGES_FLIGHT) this.host.onResult(form, traits);
    if (this.check) this.check.matched(form, (traits & IS_UNSOLICITED) === 0);
    if (traits & CHANGES_LINE) this.header(code, traits);
    else this.handlers.form(this.view);
    return next;
  }

  /** Finds out what the form answers that is about to be reported: the line up to index `next`. */
  look(form: number, b: Uint8Array, p: number, next: number): void {
    this.answer = this.host.answerTo(form, this.head.show(b, p, next));
    this.head.forget();
  }

  /** A line that begins with `AT`. One byte ends it, whatever follows. */
  commandEcho(b: Uint8Array, p: number, next: number, echo: number): number {
    const maybeData = this.prompted && !this.promptDataEnded;
    if (this.host.onEchoLine(b, p, next - 1, echo, maybeData)) this.prompted = false;
    return this.echo(b, p, next - 1, next);
  }

  /** The same where nothing but its own bytes made it an echo. */
  regularEcho(b: Uint8Array, p: number, end: number, echo: number): number {
    const { handlers } = this;
    const { base } = this.at;
    this.host.onEchoLine(b, p, end, echo, false);
    this.at.position = end + 1;
    handlers.echo?.(b, p, end, base + p);
    handlers.echoEnd?.(base + end + 1);
    return end + 1;
  }

  /** A whole echo. */
  echo(b: Uint8Array, p: number, end: number, next: number): number {
    const { at } = this;
    const from = at.cursor;
    this.directlyAfterPrompt = false;
    this.promptDataEnded = this.prompted && endsPromptData(b[end - 1]);
    at.advance(next);
    this.handlers.echo?.(b, p, end, from);
    this.handlers.echoEnd?.(at.cursor);
    return next;
  }

  /** A piece of an echo that goes on. */
  echoPiece(b: Uint8Array, p: number, next: number): number {
    const from = this.at.cursor;
    this.directlyAfterPrompt = false;
    this.at.advance(next);
    this.handlers.echo?.(b, p, next, from);
    return next;
  }

  /** The echo that went on is over. */
  endEcho(): void {
    this.echoEnd = this.at.cursor;
    this.handlers.echoEnd?.(this.at.cursor);
  }

  /** A line without a form; after a prompt it is echo. */
  line(b: Uint8Array, p: number, end: number, next: number): number {
    if (this.prompted) return this.echo(b, p, end, next);
    if (end === p) return this.blank(next);
    const { at } = this;
    const from = at.cursor;
    this.directlyAfterPrompt = false;
    at.advance(next);
    this.check?.unmatched();
    this.handlers.unrecognized?.(b, p, end, from, at.cursor);
    return next;
  }

  /** Bytes up to `next` that are part of no message. */
  blank(next: number): number {
    const { at } = this;
    if (!this.handlers.blank) return at.advance(next);
    const from = at.cursor;
    at.advance(next);
    if (at.cursor > from) this.handlers.blank(from, at.cursor);
    return next;
  }

  /** So many of the bytes that have been read are part of no message. */
  blankOut(count: number): void {
    const from = this.at.cursor;
    this.at.untokenized -= count;
    this.handlers.blank?.(from, this.at.cursor);
  }

  /** A form that changes what the bytes after it are. */
  private header(code: number, traits: number): void {
    this.follow(code, traits);
    this.handlers.form(this.view);
    if (this.payload.left === 0 && this.payload.isOpen) this.payload.end(false);
  }

  private follow(code: number, traits: number): void {
    if (traits & IS_PROMPT) this.prompt(code);
    else if (traits & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) {
      const length = this.registers[this.machine.lengths[code] as number] as number;
      const hex = (traits & HAS_HEX_PAYLOAD) !== 0;
      this.payload.begin(hex ? HEX : PAYLOAD, hex ? 2 * length : length, this.machine.trailers[code] as number);
    } else {
      this.transparent.begin();
      this.host.onTransparent();
    }
  }

  private prompt(code: number): void {
    this.tail = this.machine.tails[code] as number;
    this.prompted = this.directlyAfterPrompt = true;
    this.promptDataEnded = false;
    this.host.onPrompt();
  }
}
