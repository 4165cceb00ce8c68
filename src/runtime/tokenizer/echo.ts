/** Echo: what the module sends back of the host's own bytes, told byte for byte where the host said what it wrote. */

import { CR, endsPromptData, isLineEnd } from '../contract/line-end.js';
import { ENDS_AT_ONCE, IS_ECHO, IS_PROMPT, type Machine } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { recogniseLine } from '../contract/recognise.js';
import { DEAD, NEED, NEED_CR, NEXT } from '../contract/registers.js';
import { NO_ECHO, UNDECIDED } from '../dialogue/echo-log.js';
import { Host } from '../dialogue/host.js';
import { FAULTS, faultAt, goesOn, NO_FAULT, UNCERTAIN, YES } from '../dialogue/realign.js';
import { BlockReader } from './blocks.js';
import type { TokenizerHandlers } from './handlers.js';
import { ECHO, LINES } from './modes.js';
import type { View } from './view.js';

const AT_ONCE = IS_PROMPT | ENDS_AT_ONCE;

/** Besides an index, or DEAD, for which the line is no echo: it is neither, or it is one that goes on. */
const NONE = -2;
const GOES_ON = -3;

export abstract class EchoReader<V extends View> extends BlockReader<V> {
  protected readonly registers: Int32Array;
  protected readonly host: Host;
  protected prompted = false; // since the last prompt only echo has come
  protected behindPrompt = false; // nothing stands between the prompt and the next byte
  private promptDataEnded = false; // the last line behind the prompt ended with Ctrl-Z or ESC
  private framed = -1; // where line ends in front of a line end, while something is pending
  private echoEnd = -1; // where the echo of prompt data ends
  private ownLineAt = -1; // where a line begins that cuts into an echo
  private damaged = false; // the echo of this prompt data
  private uncertain = false; // the next byte may tell whether what is held is a damaged echo

  constructor(machine: Machine<V>, handlers: TokenizerHandlers<V>, options: Options) {
    super(machine, handlers, options);
    this.registers = new Int32Array(machine.registers);
    this.host = new Host(machine, this.registers, options);
  }

  protected override isExpected(index: number, c: number): boolean {
    return !this.uncertain && this.host.log.expects(index, c);
  }

  protected acceptEcho(b: Uint8Array, p: number, next: number, echo: number): number {
    // One byte ends it, whatever follows.
    if (this.host.echoed(b, p, next - 1, echo, this.prompted && !this.promptDataEnded)) this.prompted = false;
    return this.reportEcho(b, p, next - 1, next);
  }

  /** The same where nothing but its own bytes made it an echo. */
  protected regularEcho(b: Uint8Array, p: number, end: number, echo: number): number {
    const { handlers, base } = this;
    this.host.echoed(b, p, end, echo, false);
    this.done = end + 1;
    handlers.echo?.(b, p, end, base + p);
    handlers.echoEnd?.(base + end + 1);
    return end + 1;
  }

  protected reportEcho(b: Uint8Array, p: number, end: number, next: number): number {
    const from = this.cursor;
    this.behindPrompt = false;
    this.promptDataEnded = this.prompted && endsPromptData(b[end - 1]);
    this.advance(next);
    this.handlers.echo?.(b, p, end, from);
    this.handlers.echoEnd?.(this.cursor);
    return next;
  }

  /** A result code of ATV0. */
  protected acceptNumber(b: Uint8Array, p: number, code: number): number {
    this.host.byNumber = true;
    try {
      return this.accept(b, p, code);
    } finally {
      this.host.byNumber = false;
    }
  }

  /** The module waits for prompt data. */
  protected acceptPrompt(): void {
    this.prompted = this.behindPrompt = true;
    this.promptDataEnded = this.damaged = false;
    this.host.prompted();
  }

  /** Line ends have come that are nothing of what is pending. */
  protected frame(): void {
    this.framed = this.cursor;
  }

  /** Behind a prompt or an echo without a line end nothing stands at the beginning of a line. */
  protected get isMidLine(): boolean {
    return this.behindPrompt || this.cursor === this.echoEnd;
  }

  protected forgetEcho(): void {
    this.prompted = this.behindPrompt = this.promptDataEnded = false;
    this.framed = this.echoEnd = this.ownLineAt = -1;
    this.host.reset();
  }

  /** The host has sent something that may come back here. DEAD: it does not. */
  protected readExpected(b: Uint8Array, p: number): number {
    this.uncertain = false;
    if (this.cursor <= this.ownLineAt) return DEAD;
    if (!this.host.log.data) return this.readCommand(b, p);
    if (this.behindPrompt) {
      const q = this.beginPromptData(b, p);
      if (q !== DEAD) return q;
    }
    return this.readPromptDataLine(b, p);
  }

  private readCommand(b: Uint8Array, p: number): number {
    if (isLineEnd(b[p])) return DEAD;
    const { host } = this;
    const e = this.lineLimit(p);
    // Prompt data that is ahead of its prompt may begin like one, which is known at its first byte.
    if (!host.log.command && this.isPrompt(b, p, e)) return DEAD;
    const verdict = host.log.compare(b, p, e);
    if (verdict === UNDECIDED && this.mayExpect(p)) return p;
    // A piece of an echo that is cut off stands behind no line end of the module's.
    if (this.framed === this.cursor && !host.log.isWhole) return DEAD;
    if (verdict === NO_ECHO) return this.cutEcho(b, p, e);
    const end = p + host.log.agreed;
    host.takeLine();
    this.prompted = false;
    return this.reportEcho(b, p, end, end < e && b[end] === CR ? end + 1 : end);
  }

  /** Directly behind its prompt the prompt data comes back byte for byte, whatever it holds. */
  private beginPromptData(b: Uint8Array, p: number): number {
    if (this.host.log.beginsWith(b[p] as number)) return this.goOnEchoing(b, p);
    const fault = this.findFault(b, p, 0);
    if (fault === UNCERTAIN) return p;
    if (fault < 0) return DEAD;
    this.mode = ECHO;
    return this.passFault(b, p, p, fault);
  }

  /** Elsewhere it comes back line by line, and goes before what the line may be once some of it has come back. */
  private readPromptDataLine(b: Uint8Array, p: number): number {
    if (isLineEnd(b[p])) return this.framed === this.cursor ? DEAD : this.goOnBehindLine(b, p);
    const { log, begun } = this.host;
    const e = this.lineLimit(p);
    if (!this.host.promptedSince && this.isPrompt(b, p, e)) return DEAD;
    const own = !begun && this.framed === this.cursor ? this.ownLine(b, p, e) : NONE;
    if (own !== NONE) return own;
    const verdict = log.compare(b, p, e);
    if (verdict === UNDECIDED && this.mayExpect(p)) return p;
    if (verdict === NO_ECHO) {
      const q = begun ? this.damagedLine(b, p, e) : NONE;
      if (q !== GOES_ON) return q === NONE ? this.cutEcho(b, p, e) : q;
    }
    log.takeLead();
    return this.goOnEchoing(b, p);
  }

  /** A line end directly behind a line that cut in is one of the prompt data's own if enough of that follows. */
  private goOnBehindLine(b: Uint8Array, p: number): number {
    if (!this.host.promptedSince) return DEAD;
    const answer = goesOn(this.host.log, 0, b, p, this.realLimit);
    if (answer === YES) return this.goOnEchoing(b, p);
    this.uncertain = answer === UNCERTAIN && this.mayExpect(p);
    return this.uncertain ? p : DEAD;
  }

  /** A line that differs from what is expected is the module's own before it is a damaged echo. */
  private damagedLine(b: Uint8Array, p: number, e: number): number {
    const { agreed, lead } = this.host.log;
    const own = this.ownLine(b, p, e);
    if (own !== NONE) return own;
    const fault = this.findFault(b, p + agreed, lead + agreed);
    if (fault === UNCERTAIN) return p;
    return fault < 0 ? NONE : GOES_ON;
  }

  /** DEAD: the line is one of the module's own, which is read elsewhere; `p`: it may be one. */
  private ownLine(b: Uint8Array, p: number, e: number): number {
    const code = this.recogniseOwn(b, p, e);
    if (code >= 0) return DEAD;
    return code !== DEAD && this.mayWait(p, code) ? p : NONE;
  }

  /** An echo that another line cuts into without a line end: that line must be one the grammar knows. */
  private cutEcho(b: Uint8Array, p: number, e: number): number {
    const { agreed } = this.host.log;
    if (agreed === 0) return DEAD;
    const code = this.recogniseOwn(b, p + agreed, e);
    if (code === DEAD) return DEAD;
    // A lone CR ends a line that is no piece of what is expected, but an echo all the same.
    if (code < 0) return this.mayWait(p, Math.min(code, NEED_CR)) ? p : DEAD;
    this.host.takePiece();
    return this.reportEcho(b, p, p + agreed, p + agreed);
  }

  private isPrompt(b: Uint8Array, p: number, e: number): boolean {
    const code = this.recogniseOwn(b, p, e);
    return code >= 0 && ((this.machine.traits[code] as number) & AT_ONCE) === AT_ONCE;
  }

  /** A line of the module's own: echo is none. */
  private recogniseOwn(b: Uint8Array, p: number, e: number): number {
    const { machine } = this;
    const code = recogniseLine(machine, machine.recognise, b, p, e, this.registers);
    return code >= 0 && (machine.traits[code] as number) & IS_ECHO ? DEAD : code;
  }

  private goOnEchoing(b: Uint8Array, p: number): number {
    this.mode = ECHO;
    return this.readEcho(b, p);
  }

  /** The prompt data sent at the prompt comes back, byte for byte or nearly so. */
  protected readEcho(b: Uint8Array, p: number): number {
    this.uncertain = false;
    const { log } = this.host;
    const count = log.agree(b, p, this.realLimit);
    const next = p + count;
    if (p >= this.realLimit || !log.data) return this.leaveEcho(b, p, p);
    if (!log.isPromptData(count)) return this.pieceOfEcho(b, p, next, count);
    if (next === this.realLimit) return this.holdLine(b, p, next);
    const fault = this.findFault(b, next, count);
    if (fault === UNCERTAIN) return this.holdLine(b, p, next);
    return fault >= 0 ? this.passFault(b, p, next, fault) : this.cutPromptData(b, p, next);
  }

  /** The last line of what agrees is held back: what begins like it may be a line that cuts in. */
  private holdLine(b: Uint8Array, p: number, next: number): number {
    const line = this.lastLine(b, p, next);
    const to = line < next && this.mayExpect(line) ? line : next;
    return to > p ? this.pieceOfEcho(b, p, to, to - p) : p;
  }

  /** At `next` the echo is not what is expected, and not damaged: it is cut into there, or in front of that line. */
  private cutPromptData(b: Uint8Array, p: number, next: number): number {
    const line = this.lastLine(b, p, next);
    // A line end begins what cuts in; another byte may be one of a line that began like the prompt data's.
    if (line === next || isLineEnd(b[next])) return this.leaveEcho(b, p, next);
    const code = this.recogniseOwn(b, line, this.lineLimit(line));
    if (code < DEAD && this.mayWait(line, code)) return line > p ? this.pieceOfEcho(b, p, line, line - p) : p;
    if (code < 0 || (this.registers[NEXT] as number) <= next) return this.leaveEcho(b, p, next);
    this.ownLineAt = this.base + line;
    return this.leaveEcho(b, p, line);
  }

  /** Where the last line begins of what agrees; `next` if it holds no line end. */
  private lastLine(b: Uint8Array, p: number, next: number): number {
    let line = next;
    while (line > p && !isLineEnd(b[line - 1])) line--;
    const begins = line > p || (this.host.begun && isLineEnd(this.host.log.at(-1)));
    return begins ? line : next;
  }

  private leaveEcho(b: Uint8Array, p: number, next: number): number {
    if (next > p) this.pieceOfEcho(b, p, next, next - p);
    this.behindPrompt = false;
    this.endEcho();
    return next > p ? next : this.readLine(b, p);
  }

  private pieceOfEcho(b: Uint8Array, p: number, next: number, sent: number): number {
    const from = this.cursor;
    this.behindPrompt = false;
    this.host.takePromptData(sent);
    this.advance(next);
    this.handlers.echo?.(b, p, next, from);
    if (!this.host.log.data) this.endEcho();
    return next;
  }

  /** The damage that is at `p`, where the echo differs from what is expected so many bytes from now. */
  private findFault(b: Uint8Array, p: number, ahead: number): number {
    const fault = faultAt(this.host.log, this.damaged, ahead, b, p, this.realLimit);
    this.uncertain = fault === UNCERTAIN && this.mayExpect(p);
    return fault === UNCERTAIN && !this.uncertain ? NO_FAULT : fault;
  }

  /** Behind what agrees a fault is passed over. */
  private passFault(b: Uint8Array, p: number, next: number, fault: number): number {
    const [came, sent] = FAULTS[fault] as (typeof FAULTS)[number];
    this.damaged = true;
    if (next + came > p) return this.pieceOfEcho(b, p, next + came, next - p + sent);
    this.host.takePromptData(sent);
    return this.readEcho(b, p);
  }

  /** What is held is compared again where a byte differs from what is expected. */
  private mayExpect(p: number): boolean {
    this.expecting = this.mayWait(p, NEED);
    return this.expecting;
  }

  protected endEcho(): void {
    if (this.mode !== ECHO) return;
    this.mode = LINES;
    this.echoEnd = this.cursor;
    this.handlers.echoEnd?.(this.cursor);
  }
}
