/** Transparent mode: the bytes of a peer, up to a line that ends the mode or until the host leaves it. */
import type { Machine, TransparentEnd } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { MARKS } from '../contract/registers.js';
import { latin1Bytes } from '../values/latin1.js';
import { EndFinder, LastBytes } from './end-finder.js';
import type { TokenizerHandlers } from './handlers.js';
import { LINES, TRANSPARENT } from './modes.js';
import type { ReadState } from './read-state.js';
import type { View } from './view.js';

/** Lists of the end lines of a grammar, each made once, so that what is made of it (an automaton) is made once too. */
const lists = new WeakMap<readonly TransparentEnd[], Map<string, readonly TransparentEnd[]>>();

function listOf(all: readonly TransparentEnd[], counts: (end: TransparentEnd) => boolean): readonly TransparentEnd[] {
  const key = all.map((end) => (counts(end) ? '1' : '0')).join('');
  const known = lists.get(all) ?? new Map<string, readonly TransparentEnd[]>();
  const list = known.get(key) ?? all.filter(counts);
  known.set(key, list);
  lists.set(all, known);
  return list;
}

export class TransparentReader<V extends View> {
  private readonly machine: Machine<V>;
  private readonly options: Options;
  private readonly at: ReadState;
  private readonly handlers: TokenizerHandlers<V>;
  private readonly carry: Uint8Array;
  /** Looks for the lines that end the mode; undefined where none can, and outside the mode. */
  private finder: EndFinder | undefined;
  /** The lines that can end the mode the way it was begun. */
  private ends: readonly TransparentEnd[] = [];
  /** The last bytes of data, while nothing looks for an end line in them (`transparentEnd: 'host'`). */
  private unseen: LastBytes | undefined;
  /** Set by `end()`: what comes now completes an end line at the very end of the stream (`\r\nCLOSED` without line end). */
  completing = false;
  /** The end line that the last `read` has come to. */
  private found: TransparentEnd | undefined;
  /** How many bytes of it were held back as its beginning. */
  heldOfFound = 0;

  constructor(machine: Machine<V>, options: Options, at: ReadState, handlers: TokenizerHandlers<V>, carry: Uint8Array) {
    this.machine = machine;
    this.options = options;
    this.at = at;
    this.handlers = handlers;
    this.carry = carry;
  }

  /** Called before the result that begins the mode ends its command: which one is in flight says what ends the mode. */
  prepare(registers: Int32Array): void {
    const first = MARKS + this.machine.marks + 1;
    this.ends = this.machine.transparentEnds.filter(
      ({ patterns }) => patterns === undefined || patterns.some((pattern) => registers[first + pattern] === 1),
    );
  }

  begin(): void {
    this.at.mode = TRANSPARENT;
    this.finder = this.finderFor(false);
    const longest = Math.max(1, ...this.machine.transparentEnds.map(({ text }) => text.length));
    this.unseen = this.finder ? undefined : new LastBytes(longest - 1);
  }

  /** From now on what ends the mode only when the host has asked for it is looked for too. */
  askToLeave(): void {
    this.finder = this.finderFor(true, this.finder);
    if (this.unseen) this.finder?.lookBack(this.unseen.bytes);
    this.unseen = undefined;
  }

  /** The mode is over at this byte. */
  leave(): void {
    this.giveOutHeld();
    this.at.mode = LINES;
  }

  forget(): void {
    this.finder = undefined;
  }

  /** How many bytes are held back as the beginning of an end line. */
  get held(): number {
    return this.finder?.held ?? 0;
  }

  /** The line end that what is held lacks to be an end line. */
  get missing(): Uint8Array {
    return latin1Bytes(this.finder?.missing() ?? '');
  }

  /**
   * One piece of data a call, and what ends it in a call of its own, so that an exception of a callback loses nothing.
   * Where an end line has come, `takeFound` says which.
   */
  read(b: Uint8Array, p: number): number {
    const { finder, at } = this;
    const e = this.completing ? at.limit : at.streamLimit;
    // The line end that was added to what is held is no data.
    if (p >= e) return at.pass(at.limit);
    if (!finder) return this.unseenData(b, p, e);
    const { heldText } = finder;
    if (heldText !== '') return this.readOnFromHeld(b, p, finder, heldText);
    const next = finder.read(b, p, e);
    const out = next - p - finder.held;
    if (!finder.found) return out > 0 ? this.data(b, p, p + out, next) : at.pass(next);
    if (out === 0) return this.endAt(finder.found, finder.held, next);
    finder.reset();
    return this.data(b, p, p + out, p + out);
  }

  /** The end line that has just been read, once. */
  takeFound(): TransparentEnd | undefined {
    const { found } = this;
    this.found = undefined;
    return found;
  }

  /** Reports what is held as data. */
  giveOutHeld(): void {
    const { finder, at, carry } = this;
    const text = finder?.heldText ?? '';
    if (text.length === 0) return;
    for (let i = 0; i < text.length; i++) carry[i] = text.charCodeAt(i);
    finder?.giveOut();
    const from = at.cursor;
    at.untokenized -= text.length;
    this.handlers.data?.(carry, 0, text.length, from);
  }

  private finderFor(leaving: boolean, before?: EndFinder): EndFinder | undefined {
    const byLine = this.options.transparentEnd !== 'host';
    const ends = listOf(
      this.machine.transparentEnds,
      (end) => this.ends.includes(end) && (end.whenAsked ? leaving : byLine),
    );
    return ends.length === 0 ? undefined : new EndFinder(ends, before);
  }

  private unseenData(b: Uint8Array, p: number, e: number): number {
    this.unseen?.add(b, p, e);
    return this.data(b, p, e, e);
  }

  /** One more byte after those held back: what is no longer the beginning of an end line is given out with them. */
  private readOnFromHeld(b: Uint8Array, p: number, finder: EndFinder, heldText: string): number {
    const next = finder.read(b, p, p + 1);
    if (finder.found) return this.endAt(finder.found, finder.held, next);
    const out = heldText.length + 1 - finder.held;
    if (out === 0) return this.at.pass(next);
    for (let i = 0; i < heldText.length; i++) this.carry[i] = heldText.charCodeAt(i);
    this.carry[heldText.length] = b[p] as number;
    return this.data(this.carry, 0, out, next);
  }

  /** What has been read up to index `next`, or the part of it in this range. */
  private data(b: Uint8Array, start: number, end: number, next: number): number {
    const { at } = this;
    const from = at.cursor;
    at.pass(next);
    at.untokenized -= end - start;
    this.handlers.data?.(b, start, end, from);
    return next;
  }

  private endAt(end: TransparentEnd, held: number, next: number): number {
    this.at.mode = LINES;
    this.finder = undefined;
    this.at.pass(next);
    this.found = end;
    this.heldOfFound = held;
    return next;
  }
}
