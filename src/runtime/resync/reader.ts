/**
 * For logs that are read offline: a payload that came short has swallowed the lines after it. Such a payload is held
 * back until what follows it has been seen. If that is not what has to follow, and lines up to the awaited one appear
 * inside the payload, the payload is cut off before them and they are read.
 *
 * What was cut off may hold a header whose payload is held back in turn, any number of times. So nothing here calls itself:
 * one loop takes what is held from the front, a line or a payload at a time, and no byte is judged again for a header that
 * appears before it.
 */
import { hexDigitsEnd, LF, XOFF, XON } from '../contract/bytes.js';
import { isLineEnd } from '../contract/line-end.js';
import { HAS_HEX_PAYLOAD, HAS_PAYLOAD, IS_UNSOLICITED, type Machine } from '../contract/machine.js';
import { DEAD } from '../contract/outcomes.js';
import { recogniseLine } from '../contract/recognise.js';
import { NEXT } from '../contract/registers.js';
import { REENTRY, StateError } from '../contract/state.js';
import type { Tokenizer } from '../tokenizer/tokenizer.js';
import type { View } from '../tokenizer/view.js';
import { requireBytes } from '../values/bytes-only.js';
import { HeldBytes } from './held-bytes.js';
import { SwallowedLines, skipLineEnds } from './swallowed-lines.js';

/** Whether what has to follow a payload does. */
const FOLLOWS = 1;
const FOLLOWS_NOT = 2;
const UNDECIDED = 3;
type Verdict = typeof FOLLOWS | typeof FOLLOWS_NOT | typeof UNDECIDED;

const NOTHING = new Uint8Array(0);

/** So many lines may cut in between a payload and what has to follow it. */
const CUT_IN = 4;

/** A payload that is held back. Counts are from its first byte. */
interface AwaitedPayload {
  readonly length: number;
  /** It is hex digits, and ends at a byte that is none. */
  readonly isHex: boolean;
  /** The form that has to follow. */
  readonly trailer: number;
  /** Up to here it is known which lines follow. */
  judgedTo: number;
  /** Where the next of them begins, the payloads of those before included. */
  nextLine: number;
  cutIn: number;
}

export class ResyncReader<V extends View> {
  private readonly tokenizer: Tokenizer<V>;
  private readonly machine: Machine<V>;
  private readonly registers: Int32Array;
  private readonly bytes = new HeldBytes();
  private readonly swallowed: SwallowedLines;
  private payload: AwaitedPayload | undefined;
  /** What was found at the end of a payload: headers inside a payload may announce that theirs ends at the same byte. */
  private last: { end: number; trailer: number; verdict: Verdict } | undefined;
  private reading = false; // a callback may be running
  private readonly flowControl: boolean;
  /** Flow control characters are no part of a payload: where they were, as counts of the other bytes before them. */
  private controls: number[] = [];
  private controlsDone = 0; // so many of them have been handed on
  /** Bytes handed on so far, flow control left out. */
  private handedOn = 0;

  constructor(machine: Machine<V>, tokenizer: Tokenizer<V>, flowControl: boolean) {
    this.machine = machine;
    this.tokenizer = tokenizer;
    this.flowControl = flowControl;
    this.registers = new Int32Array(machine.registers);
    this.swallowed = new SwallowedLines(machine);
  }

  /** How many bytes are held back. */
  get held(): number {
    return this.bytes.size + this.controls.length - this.controlsDone;
  }

  write(chunk: Uint8Array): void {
    this.tokenizer.refuseAfterEnd('write');
    if (this.reading) throw new StateError(REENTRY);
    requireBytes(chunk, 'a chunk');
    if (this.flowControl) this.addWithoutFlowControl(chunk);
    else this.bytes.add(chunk);
    this.read(false);
  }

  /** Nothing more comes for now: what is held is judged as it is. */
  settle(): void {
    this.read(true);
  }

  /** From inside a callback, of `state()` and the like too, what is held after the token is yet to be read and stays. */
  reset(): void {
    this.payload = undefined;
    if (this.reading || this.tokenizer.isReading) return;
    this.tokenizer.skip(this.held);
    this.handedOn += this.bytes.size;
    this.bytes.drop(this.bytes.size);
    this.forgetControls();
  }

  private addWithoutFlowControl(chunk: Uint8Array): void {
    let from = 0;
    for (let i = 0; i <= chunk.length; i++) {
      if (i < chunk.length && !isFlowControl(chunk[i])) continue;
      this.bytes.add(chunk.subarray(from, i));
      if (i < chunk.length) this.controls.push(this.handedOn + this.bytes.size);
      from = i + 1;
    }
  }

  private read(settling: boolean): void {
    this.reading = true;
    try {
      if (!settling || this.held > 0) this.resume();
      while (this.held > 0) {
        if (!this.payload) this.readLine();
        else if (!this.readPayload(this.payload, settling)) break;
      }
    } finally {
      this.reading = false;
    }
  }

  /** Hands on one line, so that a header is seen before its payload is read. */
  private readLine(): void {
    const { bytes } = this;
    const lf = bytes.front(bytes.size).indexOf(LF);
    this.handOn(lf < 0 ? bytes.size : lf + 1);
    this.awaitPayload();
  }

  /**
   * A callback that threw may have left in the tokenizer a header that has been handed on and not been read yet:
   * `+CMGR:4,5\n+CIPRXGET: 2,0,40,0\r\n`, where the first line is reported when the second has come.
   */
  private resume(): void {
    this.tokenizer.write(NOTHING);
    if (!this.payload) this.awaitPayload();
  }

  private awaitPayload(): void {
    const awaited = this.tokenizer.awaitedPayload;
    if (!awaited) return;
    const { left, trailer, isHex } = awaited;
    this.payload = { length: left, isHex, trailer, judgedTo: left, nextLine: left, cutIn: 0 };
  }

  /** False: more bytes are needed to judge it. */
  private readPayload(payload: AwaitedPayload, settling: boolean): boolean {
    const verdict = this.judge(payload);
    if (verdict === UNDECIDED && !settling && this.bytes.size < this.most(payload)) return false;
    const announced = Math.min(payload.length, this.bytes.size);
    const { buffer } = this.bytes;
    const from = this.bytes.indexOf(0);
    const stretch = { buffer, base: this.handedOn - from };
    const cut = verdict === FOLLOWS ? -1 : this.swallowed.find(stretch, from, from + announced, payload.trailer);
    const end = cut < 0 ? from + announced : cut;
    this.payload = undefined;
    // What comes after the last digit are lines, each to be seen before the payload that it may announce.
    this.handOn((payload.isHex ? hexDigitsEnd(buffer, from, end) : end) - from);
    if (cut >= 0) this.tokenizer.flush();
    return true;
  }

  /** So many bytes are enough to judge a payload: whatever follows, it is not what has to. */
  private most({ length }: AwaitedPayload): number {
    return length + CUT_IN * this.machine.longestLine;
  }

  /** Hands on the first `count` bytes, and the flow control between them. */
  private handOn(count: number): void {
    const end = this.handedOn + count;
    for (let at = this.nextControl; at <= end; at = this.nextControl) {
      this.pass(at - this.handedOn);
      // Before it is counted: it can call back, and after an exception the control is still to be handed on.
      this.tokenizer.skip(1);
      this.controlsDone++;
    }
    if (this.controlsDone === this.controls.length) this.forgetControls();
    this.pass(end - this.handedOn);
  }

  private get nextControl(): number {
    return this.controls[this.controlsDone] ?? Number.POSITIVE_INFINITY;
  }

  private forgetControls(): void {
    if (this.controls.length > 0) this.controls = [];
    this.controlsDone = 0;
  }

  /** An exception of a callback leaves the rest to be read. */
  private pass(count: number): void {
    const { bytes, tokenizer } = this;
    const before = tokenizer.offset;
    try {
      tokenizer.write(bytes.front(count));
    } finally {
      const read = tokenizer.offset - before;
      bytes.drop(read);
      this.handedOn += read;
    }
  }

  private judge(payload: AwaitedPayload): Verdict {
    const { last } = this;
    const { length, trailer } = payload;
    const end = this.handedOn + length;
    if (last?.end === end && last.trailer === trailer) return last.verdict;
    const verdict = this.judgeLines(payload);
    if (verdict !== UNDECIDED) this.last = { end, trailer, verdict };
    return verdict;
  }

  /** Line by line, so that a verdict does not depend on how many more bytes are there. */
  private judgeLines(payload: AwaitedPayload): Verdict {
    const held = Math.min(this.bytes.size, this.most(payload));
    while (payload.judgedTo < held) {
      const lf = this.bytes.front(held).indexOf(LF, payload.judgedTo);
      payload.judgedTo = lf < 0 ? held : lf + 1;
      if (lf < 0) break;
      const verdict = this.judgeUpTo(payload, payload.judgedTo);
      if (verdict !== UNDECIDED) return verdict;
    }
    return UNDECIDED;
  }

  /** A line end and what has to follow appear after the payload; lines that nobody asked for may cut in. */
  private judgeUpTo(payload: AwaitedPayload, end: number): Verdict {
    const { machine, registers } = this;
    const { buffer } = this.bytes;
    const first = this.bytes.indexOf(0);
    const e = first + end;
    if (!isLineEnd(buffer[first + payload.length])) return FOLLOWS_NOT;
    for (;;) {
      const p = skipLineEnds(buffer, first + payload.nextLine, e);
      payload.nextLine = p - first;
      if (p >= e) return UNDECIDED;
      const code = recogniseLine(machine, machine.recognise, buffer, p, e, registers);
      if (code < 0) return code === DEAD ? FOLLOWS_NOT : UNDECIDED;
      if (machine.forms[code] === payload.trailer) return FOLLOWS;
      if (((machine.traits[code] as number) & IS_UNSOLICITED) === 0) return FOLLOWS_NOT;
      if (++payload.cutIn > CUT_IN) return FOLLOWS_NOT;
      payload.nextLine = (registers[NEXT] as number) - first + this.payloadOf(code);
    }
  }

  /** How many bytes the payload has that the line which has just been recognised announces. */
  private payloadOf(code: number): number {
    const { machine, registers } = this;
    const traits = machine.traits[code] as number;
    if ((traits & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) === 0) return 0;
    const length = registers[machine.lengths[code] as number] as number;
    return traits & HAS_HEX_PAYLOAD ? 2 * length : length;
  }
}

/** XON (11h) and XOFF (13h). */
function isFlowControl(c: number | undefined): boolean {
  return c === XON || c === XOFF;
}
