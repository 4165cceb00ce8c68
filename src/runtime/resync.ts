/**
 * For logs that are read offline: a payload that came short has swallowed the lines behind it. Such a payload is held
 * back until what follows it has been seen; if that is not what has to follow, and lines up to the awaited one stand
 * inside the payload, the payload is cut off in front of them and they are read.
 */
import { IS_ECHO, type Machine } from './contract.js';
import { CR, isLineEnd, LF } from './line-end.js';
import { DEAD, NEXT, recogniseLine } from './recognising.js';
import type { Tokenizer } from './tokenizer.js';
import type { View } from './view.js';

export class ResyncReader<V extends View> {
  private readonly tokenizer: Tokenizer<V>;
  private readonly machine: Machine<V>;
  private readonly registers: Int32Array;
  /** The payload that is held back, and the bytes behind it that judge it. */
  private payload = new Uint8Array(0);
  /** How many bytes are held back. */
  held = 0;
  private length = 0;
  private trailer = 0;

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
    while (this.length > 0) this.judge();
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
    this.payload = new Uint8Array(this.length + this.machine.longestLine);
    this.held = 0;
  }

  /** Takes the payload and the line behind it. */
  private hold(chunk: Uint8Array, from: number): number {
    let p = from;
    let whole = false;
    while (p < chunk.length && !whole) {
      const c = chunk[p++] as number;
      this.payload[this.held++] = c;
      whole = this.held === this.payload.length || (c === LF && this.hasLineBehind());
    }
    if (whole) this.judge();
    return p;
  }

  /** Something that is no line end stands behind the payload. */
  private hasLineBehind(): boolean {
    return this.skipLineEnds(this.payload, this.length, this.held) < this.held;
  }

  private judge(): void {
    const { payload, held, length } = this;
    const announced = Math.min(length, held);
    this.reset();
    const cut = this.isFollowed(payload, length, held) ? -1 : this.swallowed(payload, announced);
    const end = cut < 0 ? announced : cut;
    this.tokenizer.write(payload.subarray(0, end));
    if (cut >= 0) this.tokenizer.flush();
    this.write(payload.subarray(end, held));
  }

  /** A line end and a line of the grammar stand behind the payload. */
  private isFollowed(b: Uint8Array, length: number, used: number): boolean {
    if (used <= length || !isLineEnd(b[length])) return false;
    return this.recognise(b, this.skipLineEnds(b, length, used), used) >= 0;
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
