/** What is read without looking for lines: payloads by their length, transparent data up to what ends it. */

import type { Machine, TransparentEnd } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { ChunkReader } from './chunks.js';
import type { TokenizerHandlers } from './handlers.js';
import { ECHO, LINES, TRANSPARENT } from './modes.js';
import { PayloadCheck } from './payload-check.js';
import { EndFinder, LastBytes } from './transparent.js';
import type { View } from './view.js';

export abstract class BlockReader<V extends View> extends ChunkReader {
  protected readonly machine: Machine<V>;
  protected readonly handlers: TokenizerHandlers<V>;
  protected readonly options: Options;
  protected mode = LINES;
  /** Bytes of payload (or hex digits) that are still to come. */
  protected left = 0;
  /** One more than the number of the form that has to follow the payload; 0: none. */
  protected trailer = 0;
  protected finder: EndFinder | undefined;
  private unseen: LastBytes | undefined; // of transparent data, while nothing can end it
  /** What comes now completes an end line at the very end of the stream. */
  protected completing = false;

  constructor(machine: Machine<V>, handlers: TokenizerHandlers<V>, options: Options) {
    super(machine);
    this.machine = machine;
    this.handlers = handlers;
    this.options = options;
    if (options.onDiagnostic) this.check = new PayloadCheck(options.onDiagnostic);
  }

  /** Looks at what follows a payload; only if somebody wants to know. */
  protected check: PayloadCheck | undefined;

  protected override get inBlock(): boolean {
    return this.mode !== LINES && this.mode !== ECHO;
  }

  protected abstract readLine(b: Uint8Array, p: number): number;

  /** A line has been recognised; the registers say where it ends. */
  protected abstract accept(b: Uint8Array, p: number, code: number): number;

  /** The line that is recognised has no fields and ends at index `next`. */
  protected abstract endAt(next: number): void;

  /** So many of the bytes that have been read belong to no message. */
  protected abstract blankOut(count: number): void;

  protected remarkLongLine(): void {
    this.options.onDiagnostic?.({
      code: 'line-too-long',
      offset: this.cursor,
      message: `a line of more than ${this.longest} bytes is none of the module's: it comes in pieces`,
    });
  }

  protected readPayload(b: Uint8Array, p: number): number {
    const next = this.realLimit - p < this.left ? this.realLimit : p + this.left;
    this.pieceOfPayload(b, p, next);
    if (this.left === 0) this.endPayload(false);
    return next === p ? this.readLine(b, p) : next;
  }

  protected pieceOfPayload(b: Uint8Array, p: number, next: number): void {
    if (next === p) return;
    const from = this.cursor;
    this.left -= next - p;
    this.advance(next);
    this.handlers.payload?.(b, p, next, from);
  }

  protected readHex(b: Uint8Array, p: number): number {
    const most = Math.min(this.realLimit, p + this.left);
    let next = p;
    while (next < most && isHexDigit(b[next] as number)) next++;
    this.pieceOfPayload(b, p, next);
    if (this.left === 0) this.endPayload(false);
    else if (next < most) this.endPayload(true);
    // A bad digit ends the payload without being read: the line that begins there comes next.
    return next === p ? this.readLine(b, p) : next;
  }

  protected endPayload(truncated: boolean): void {
    this.mode = LINES;
    this.left = 0;
    if (!truncated && this.trailer > 0) this.check?.begin(this.trailer - 1, this.cursor);
    this.trailer = 0;
    this.handlers.payloadEnd?.(truncated, this.cursor);
  }

  protected beginTransparent(): void {
    this.mode = TRANSPARENT;
    this.finder = this.finderFor(false);
    const longest = Math.max(1, ...this.machine.transparentEnds.map(({ text }) => text.length));
    this.unseen = this.finder ? undefined : new LastBytes(longest - 1);
  }

  /** From now on what ends transparent mode is looked for that ends it only when the host has asked. */
  protected askToLeave(): void {
    this.finder = this.finderFor(true, this.finder);
    if (this.unseen) this.finder?.lookBack(this.unseen.bytes);
    this.unseen = undefined;
  }

  private finderFor(asked: boolean, before?: EndFinder): EndFinder | undefined {
    const allowed = (end: TransparentEnd): boolean => (end.whenAsked ? asked : this.options.transparentEnd !== 'host');
    const ends = this.machine.transparentEnds.filter(allowed);
    return ends.length === 0 ? undefined : new EndFinder(ends, before);
  }

  /** One piece of data a call, and what ends it in a call of its own, so that an exception of a callback loses nothing. */
  protected readTransparent(b: Uint8Array, p: number): number {
    const { finder } = this;
    const e = this.completing ? this.limit : this.realLimit;
    // The line end that was added to what is held is no data.
    if (p >= e) return this.pass(this.limit);
    if (!finder) return this.unseenData(b, p, e);
    const { heldText } = finder;
    if (heldText !== '') return this.readBehindHeld(b, p, finder, heldText);
    const next = finder.read(b, p, e);
    const out = next - p - finder.held;
    if (!finder.found) return out > 0 ? this.data(b, p, p + out, next) : this.pass(next);
    if (out === 0) return this.leaveAt(finder.found, finder.held, next);
    finder.reset();
    return this.data(b, p, p + out, p + out);
  }

  private unseenData(b: Uint8Array, p: number, e: number): number {
    this.unseen?.add(b, p, e);
    return this.data(b, p, e, e);
  }

  /** One more byte behind those held back: what is no longer the beginning of an end line is given out with them. */
  private readBehindHeld(b: Uint8Array, p: number, finder: EndFinder, heldText: string): number {
    const next = finder.read(b, p, p + 1);
    if (finder.found) return this.leaveAt(finder.found, finder.held, next);
    const out = heldText.length + 1 - finder.held;
    if (out === 0) return this.pass(next);
    for (let i = 0; i < heldText.length; i++) this.carry[i] = heldText.charCodeAt(i);
    this.carry[heldText.length] = b[p] as number;
    return this.data(this.carry, 0, out, next);
  }

  /** What has been read up to index `next`, or the part of it in this range. */
  protected data(b: Uint8Array, start: number, end: number, next: number): number {
    const from = this.cursor;
    this.pass(next);
    this.lag -= end - start;
    this.handlers.data?.(b, start, end, from);
    return next;
  }

  protected leaveAt(end: TransparentEnd, held: number, next: number): number {
    this.mode = LINES;
    this.finder = undefined;
    this.pass(next);
    this.endAt(next);
    // The line end in front is framing; some of the line may have been given out as data by a flush.
    const framing = held - (end.text.length - 2);
    if (framing > 0) this.blankOut(framing);
    return this.accept(this.carry, next, end.code);
  }

  protected giveOutHeld(): void {
    const text = this.finder?.heldText ?? '';
    if (text.length === 0) return;
    for (let i = 0; i < text.length; i++) this.carry[i] = text.charCodeAt(i);
    this.finder?.giveOut();
    const from = this.cursor;
    this.lag -= text.length;
    this.handlers.data?.(this.carry, 0, text.length, from);
  }
}

function isHexDigit(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
}
