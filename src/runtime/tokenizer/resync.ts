/**
 * For logs that are read offline: a payload that comes short has swallowed the lines after it. Such a payload is held
 * back until what follows it has been seen; if that is not what has to follow, and lines up to the awaited one are
 * inside the payload, the payload is cut off in front of them and they are read.
 */

import { CR, LF } from '../contract/bytes.js';
import { isLineEnd } from '../contract/line-end.js';
import { HAS_HEX_PAYLOAD, HAS_PAYLOAD, IS_ECHO, IS_UNSOLICITED, type Machine } from '../contract/machine.js';
import { DEAD } from '../contract/outcomes.js';
import { recogniseLine } from '../contract/recognise.js';
import { NEXT } from '../contract/registers.js';
import type { Tokenizer } from './tokenizer.js';
import type { View } from './view.js';

/** Whether what has to follow a payload does. */
const FOLLOWS = 1;
const FOLLOWS_NOT = 2;
const UNDECIDED = 3;

/** So many lines may cut in between a payload and what has to follow it. */
const CUT_IN = 4;

export class ResyncReader<V extends View> {
  private readonly tokenizer: Tokenizer<V>;
  private readonly machine: Machine<V>;
  private readonly registers: Int32Array;
  /** The payload that is held back, and the bytes after it that judge it. */
  private payload = new Uint8Array(0);
  /** How many bytes are held back. */
  held = 0;
  private length = 0;
  private trailer = 0;
  /** After the payload and the lines that have cut in since. */
  private judgedTo = 0;

  constructor(machine: Machine<V>, tokenizer: Tokenizer<V>) {
    this.machine = machine;
    this.tokenizer = tokenizer;
    this.registers = new Int32Array(machine.registers);
  }

  /** Hands the chunk on line by line, so that a header is seen before its payload is read. */
  write(chunk: Uint8Array): void {
    let p = 0;
    while (p < chunk.length) {
      if (this.length > 0) {
        p = this.hold(chunk, p);
        continue;
      }
      const lf = chunk.indexOf(LF, p);
      const end = lf < 0 ? chunk.length : lf + 1;
      this.pass(chunk.subarray(p, end));
      p = end;
    }
  }

  /** Nothing more comes for now: what is held is judged as it is. */
  settle(): void {
    // What was cut off may begin with a header of its own, whose payload is held back in turn.
    while (this.length > 0) this.judge(UNDECIDED);
  }

  reset(): void {
    this.length = 0;
    this.held = 0;
  }

  private pass(bytes: Uint8Array): void {
    this.tokenizer.write(bytes);
    const awaited = this.tokenizer.awaitedPayload;
    if (!awaited) return;
    this.length = awaited.left;
    this.trailer = awaited.trailer;
    this.payload = new Uint8Array(this.length + CUT_IN * this.machine.longestLine);
    this.held = 0;
    this.judgedTo = this.length;
  }

  /** Takes the payload, and lines after it until one of them judges it. */
  private hold(chunk: Uint8Array, from: number): number {
    let p = from;
    let verdict = UNDECIDED;
    while (p < chunk.length && verdict === UNDECIDED) {
      const c = chunk[p++] as number;
      this.payload[this.held++] = c;
      if (c === LF) verdict = this.verdict();
      if (this.held === this.payload.length) break;
    }
    if (verdict !== UNDECIDED || this.held === this.payload.length) this.judge(verdict);
    return p;
  }

  /** After the payload come a line end and what has to follow; unsolicited lines may cut in. */
  private verdict(): number {
    const { payload, held, length, machine, registers } = this;
    if (held <= length) return UNDECIDED;
    if (!isLineEnd(payload[length])) return FOLLOWS_NOT;
    for (
      let p = this.skipLineEnds(payload, this.judgedTo, held);
      p < held;
      p = this.skipLineEnds(payload, this.judgedTo, held)
    ) {
      const code = this.recognise(payload, p, held);
      if (code < 0) return code === DEAD ? FOLLOWS_NOT : UNDECIDED;
      if (machine.forms[code] === this.trailer) return FOLLOWS;
      if (((machine.traits[code] as number) & IS_UNSOLICITED) === 0) return FOLLOWS_NOT;
      const next = (registers[NEXT] as number) + this.payloadOf(code);
      if (next > held) return UNDECIDED;
      this.judgedTo = next;
    }
    return UNDECIDED;
  }

  /** How many bytes the payload has that the line which has just been recognised announces. */
  private payloadOf(code: number): number {
    const { machine, registers } = this;
    const traits = machine.traits[code] as number;
    if ((traits & (HAS_PAYLOAD | HAS_HEX_PAYLOAD)) === 0) return 0;
    const length = registers[machine.lengths[code] as number] as number;
    return traits & HAS_HEX_PAYLOAD ? 2 * length : length;
  }

  private judge(verdict: number): void {
    const { payload, held, length } = this;
    const announced = Math.min(length, held);
    this.reset();
    const cut = verdict === FOLLOWS ? -1 : this.swallowed(payload, announced);
    const end = cut < 0 ? announced : cut;
    this.tokenizer.write(payload.subarray(0, end));
    if (cut >= 0) this.tokenizer.flush();
    this.write(payload.subarray(end, held));
  }

  /** Where lines begin, line end included, that go on without a break up to the awaited one; -1: nowhere. */
  private swallowed(b: Uint8Array, length: number): number {
    for (let p = b.indexOf(CR); p >= 0 && p < length; p = b.indexOf(CR, p + 1)) {
      if (b[p + 1] === LF && this.leadsToTrailer(b, p, length)) return p;
    }
    return -1;
  }

  private leadsToTrailer(b: Uint8Array, from: number, length: number): boolean {
    for (
      let p = this.skipLineEnds(b, from, length);
      p < length;
      p = this.skipLineEnds(b, this.registers[NEXT] as number, length)
    ) {
      const code = this.recognise(b, p, length);
      if (code < 0) return false;
      if (this.machine.forms[code] === this.trailer) return true;
    }
    return false;
  }

  /** Echo is no line that the module writes by itself. */
  private recognise(b: Uint8Array, p: number, e: number): number {
    const { machine, registers } = this;
    const code = p < e ? recogniseLine(machine, machine.recognise, b, p, e, registers) : DEAD;
    return code >= 0 && (machine.traits[code] as number) & IS_ECHO ? DEAD : code;
  }

  private skipLineEnds(b: Uint8Array, from: number, e: number): number {
    let p = from;
    while (p < e && isLineEnd(b[p])) p++;
    return p;
  }
}
