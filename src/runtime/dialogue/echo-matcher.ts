/** What comes back of the host's own bytes: compared byte for byte with what the host has said it wrote. */
import { CR } from '../contract/bytes.js';
import { isLineEnd } from '../contract/line-end.js';
import { ENDS_AT_ONCE, IS_ECHO, IS_PROMPT, type Machine } from '../contract/machine.js';
import {
  AGREES,
  DEAD,
  DIFFERS,
  ECHO_GOES_ON,
  ECHO_LEFT,
  NEED_CR,
  type NextIndex,
  type NextIndexOrLine,
  NO_FAULT,
  NO_OWN_LINE,
  READ_AS_LINE,
  UNCERTAIN,
} from '../contract/outcomes.js';
import { recogniseLine } from '../contract/recognise.js';
import { NEXT } from '../contract/registers.js';
import type { ChunkReader } from '../tokenizer/chunks.js';
import { ECHO, LINES } from '../tokenizer/modes.js';
import type { ReadState } from '../tokenizer/read-state.js';
import type { EchoLog } from './echo-log.js';
import { FAULTS, faultAt, goesOn } from './realign.js';

const AT_ONCE = IS_PROMPT | ENDS_AT_ONCE;

/** What the matcher needs of level 1: the parts of a tokenizer. */
export interface EchoParts {
  readonly machine: Machine;
  readonly registers: Int32Array;
  readonly at: ReadState;
  readonly chunks: ChunkReader;
  readonly reporter: EchoReporter;
}

/** Hands out echo, and knows what a prompt has changed. */
export interface EchoReporter {
  prompted: boolean;
  directlyAfterPrompt: boolean;
  echo(b: Uint8Array, p: number, end: number, next: number): NextIndex;
  echoPiece(b: Uint8Array, p: number, next: number): NextIndex;
  endEcho(): void;
}

/** What the matcher asks of the dialogue, and says to it. */
export interface EchoProgress {
  readonly log: EchoLog;
  /** A prompt has come since a command line has come back: the prompt data that comes back next has been asked for. */
  readonly promptedSince: boolean;
  /** Of the prompt data that is pending, some has come back. */
  readonly begun: boolean;
  /** The line of a command that was compared has come back. */
  onLineComplete(): void;
  /** What was compared has come back, and something else cuts in. */
  onPiece(): void;
  /** So many bytes of prompt data have come back. */
  onPromptData(count: number): void;
}

export class EchoMatcher {
  private readonly machine: Machine;
  private readonly registers: Int32Array;
  private readonly at: ReadState;
  private readonly chunks: ChunkReader;
  private readonly reporter: EchoReporter;
  private readonly progress: EchoProgress;
  private readonly log: EchoLog;
  /** Offset after the last line ends that were nothing of what may come back; -1: none were. What begins there is a line. */
  private framed = -1;
  /** Offset at which a line of the module's own begins that cuts into an echo (`hel\r\nRING\r\nlo`); -1: none did. */
  private ownLineAt = -1;
  /** Set by a byte lost, doubled or flipped in the prompt data that comes back, cleared by the next prompt. */
  private damaged = false;
  /** Set where only bytes to come tell whether what is held is a damaged echo, cleared by every look at it. */
  private uncertain = false;

  constructor({ machine, registers, at, chunks, reporter }: EchoParts, progress: EchoProgress) {
    this.machine = machine;
    this.registers = registers;
    this.at = at;
    this.chunks = chunks;
    this.reporter = reporter;
    this.progress = progress;
    this.log = progress.log;
  }

  isExpected(index: number, c: number): boolean {
    return !this.uncertain && this.log.expects(index, c);
  }

  onPrompt(): void {
    this.damaged = false;
  }

  /** Line ends have come that are nothing of what is pending. */
  onFrame(): void {
    this.framed = this.at.cursor;
  }

  forget(): void {
    this.framed = this.ownLineAt = -1;
  }

  /** The host has sent something that may come back here. */
  read(b: Uint8Array, p: number): NextIndexOrLine {
    this.uncertain = false;
    if (this.at.cursor <= this.ownLineAt) return READ_AS_LINE;
    if (!this.log.data) return this.readCommand(b, p);
    if (this.reporter.directlyAfterPrompt) {
      const q = this.beginPromptData(b, p);
      if (q !== READ_AS_LINE) return q;
    }
    return this.readPromptDataLine(b, p);
  }

  /** Prompt data that was sent comes back, byte for byte or nearly so. */
  readOn(b: Uint8Array, p: number): NextIndexOrLine {
    this.uncertain = false;
    const { log } = this;
    const { streamLimit } = this.at;
    const count = log.agree(b, p, streamLimit);
    const next = p + count;
    if (p >= streamLimit || !log.data) return this.leave(b, p, p);
    if (!log.isPromptData(count)) return this.piece(b, p, next, count);
    if (next === streamLimit) return this.holdLine(b, p, next);
    const fault = this.findFault(b, next, count);
    if (fault === UNCERTAIN) return this.holdLine(b, p, next);
    return fault >= 0 ? this.passFault(b, p, next, fault) : this.cutPromptData(b, p, next);
  }

  /** No more of the prompt data comes back. */
  end(): void {
    if (this.at.mode !== ECHO) return;
    this.at.mode = LINES;
    this.reporter.endEcho();
  }

  private readCommand(b: Uint8Array, p: number): NextIndexOrLine {
    if (isLineEnd(b[p])) return READ_AS_LINE;
    const { log } = this;
    const e = this.chunks.lineLimit(p);
    // Prompt data that is ahead of its prompt may begin like one, which is known at its first byte.
    if (!log.command && this.isPrompt(b, p, e)) return READ_AS_LINE;
    const comparison = log.compare(b, p, e);
    if (comparison === UNCERTAIN && this.chunks.mayExpect(p)) return p;
    // A piece of an echo that is cut off does not follow a line end of the module's.
    if (this.framed === this.at.cursor && !log.isWhole) return READ_AS_LINE;
    if (comparison === DIFFERS) return this.cutEcho(b, p, e);
    const end = p + log.agreed;
    this.progress.onLineComplete();
    this.reporter.prompted = false;
    return this.reporter.echo(b, p, end, end < e && b[end] === CR ? end + 1 : end);
  }

  /** Directly after its prompt the prompt data comes back byte for byte, whatever it holds. */
  private beginPromptData(b: Uint8Array, p: number): NextIndexOrLine {
    if (this.log.beginsWith(b[p] as number)) return this.goOn(b, p);
    const fault = this.findFault(b, p, 0);
    if (fault === UNCERTAIN) return p;
    if (fault < 0) return READ_AS_LINE;
    this.at.mode = ECHO;
    return this.passFault(b, p, p, fault);
  }

  /** Elsewhere it comes back line by line, and goes before what the line may be once some of it has come back. */
  private readPromptDataLine(b: Uint8Array, p: number): NextIndexOrLine {
    const isFramed = this.framed === this.at.cursor;
    if (isLineEnd(b[p])) return isFramed ? READ_AS_LINE : this.goOnAfterLine(b, p);
    const { log, progress } = this;
    const { begun } = progress;
    const e = this.chunks.lineLimit(p);
    if (!progress.promptedSince && this.isPrompt(b, p, e)) return READ_AS_LINE;
    const own = !begun && isFramed ? this.ownLine(b, p, e) : NO_OWN_LINE;
    if (own !== NO_OWN_LINE) return own;
    const comparison = log.compare(b, p, e);
    if (comparison === UNCERTAIN && this.chunks.mayExpect(p)) return p;
    if (comparison === DIFFERS) {
      const q = begun ? this.damagedLine(b, p, e) : NO_OWN_LINE;
      if (q !== ECHO_GOES_ON) return q === NO_OWN_LINE ? this.cutEcho(b, p, e) : q;
    }
    log.takeLead();
    return this.goOn(b, p);
  }

  /** A line end directly after a line that cut in is one of the prompt data's own if enough of that follows. */
  private goOnAfterLine(b: Uint8Array, p: number): NextIndexOrLine {
    if (!this.progress.promptedSince) return READ_AS_LINE;
    const comparison = goesOn(this.log, 0, b, p, this.at.streamLimit);
    if (comparison === AGREES) return this.goOn(b, p);
    this.uncertain = comparison === UNCERTAIN && this.chunks.mayExpect(p);
    return this.uncertain ? p : READ_AS_LINE;
  }

  /** A line that differs from what is expected is the module's own before it is a damaged echo. */
  private damagedLine(b: Uint8Array, p: number, e: number): number {
    const { agreed, lead } = this.log;
    const own = this.ownLine(b, p, e);
    if (own !== NO_OWN_LINE) return own;
    const fault = this.findFault(b, p + agreed, lead + agreed);
    if (fault === UNCERTAIN) return p;
    return fault < 0 ? NO_OWN_LINE : ECHO_GOES_ON;
  }

  /** READ_AS_LINE: the line is one of the module's own; `p`: it may be one; NO_OWN_LINE: it is none. */
  private ownLine(b: Uint8Array, p: number, e: number): number {
    const code = this.recogniseOwn(b, p, e);
    if (code >= 0) return READ_AS_LINE;
    return code !== DEAD && this.chunks.mayWait(p, code) ? p : NO_OWN_LINE;
  }

  /** An echo that another line cuts into without a line end: that line must be one the grammar knows. */
  private cutEcho(b: Uint8Array, p: number, e: number): NextIndexOrLine {
    const { agreed } = this.log;
    if (agreed === 0) return READ_AS_LINE;
    const code = this.recogniseOwn(b, p + agreed, e);
    if (code === DEAD) return READ_AS_LINE;
    // A CR by itself ends a line that is no piece of what is expected, but an echo all the same.
    if (code < 0) return this.chunks.mayWait(p, Math.min(code, NEED_CR)) ? p : READ_AS_LINE;
    this.progress.onPiece();
    return this.reporter.echo(b, p, p + agreed, p + agreed);
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

  private goOn(b: Uint8Array, p: number): NextIndexOrLine {
    this.at.mode = ECHO;
    return this.readOn(b, p);
  }

  /** The last line of what agrees is held back: what begins like it may be a line that cuts in. */
  private holdLine(b: Uint8Array, p: number, next: number): NextIndex {
    const line = this.lastLine(b, p, next);
    const to = line < next && this.chunks.mayExpect(line) ? line : next;
    return to > p ? this.piece(b, p, to, to - p) : p;
  }

  /** At `next` the echo is not what is expected, and not damaged: it is cut into there, or before that line. */
  private cutPromptData(b: Uint8Array, p: number, next: number): NextIndexOrLine {
    const line = this.lastLine(b, p, next);
    // A line end begins what cuts in; another byte may be one of a line that began like the prompt data's.
    if (line === next || isLineEnd(b[next])) return this.leave(b, p, next);
    const code = this.recogniseOwn(b, line, this.chunks.lineLimit(line));
    if (code < DEAD && this.chunks.mayWait(line, code)) return line > p ? this.piece(b, p, line, line - p) : p;
    if (code < 0 || (this.registers[NEXT] as number) <= next) return this.leave(b, p, next);
    this.ownLineAt = this.at.base + line;
    return this.leave(b, p, line);
  }

  /** Where the last line begins of what agrees; `next` if it holds no line end. */
  private lastLine(b: Uint8Array, p: number, next: number): number {
    let line = next;
    while (line > p && !isLineEnd(b[line - 1])) line--;
    const begins = line > p || (this.progress.begun && isLineEnd(this.log.at(-1)));
    return begins ? line : next;
  }

  private leave(b: Uint8Array, p: number, next: number): NextIndexOrLine {
    if (next > p) this.piece(b, p, next, next - p);
    this.reporter.directlyAfterPrompt = false;
    this.end();
    return next > p ? next : ECHO_LEFT;
  }

  /** `sent`: so many bytes of the host's come back in it, which differs from its length where the echo is damaged. */
  private piece(b: Uint8Array, p: number, next: number, sent: number): NextIndex {
    this.progress.onPromptData(sent);
    this.reporter.echoPiece(b, p, next);
    if (!this.log.data) this.end();
    return next;
  }

  /** The damage that is at `p`, where the echo differs from what is expected so many bytes from now. */
  private findFault(b: Uint8Array, p: number, ahead: number): number {
    const fault = faultAt(this.log, this.damaged, ahead, b, p, this.at.streamLimit);
    this.uncertain = fault === UNCERTAIN && this.chunks.mayExpect(p);
    return fault === UNCERTAIN && !this.uncertain ? NO_FAULT : fault;
  }

  /** The fault after what agrees is passed over. */
  private passFault(b: Uint8Array, p: number, next: number, fault: number): NextIndexOrLine {
    const [received, sent] = FAULTS[fault] as (typeof FAULTS)[number];
    this.damaged = true;
    if (next + received > p) return this.piece(b, p, next + received, next - p + sent);
    this.progress.onPromptData(sent);
    return this.readOn(b, p);
  }
}
