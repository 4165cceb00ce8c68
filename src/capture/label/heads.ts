/**
 * Finds the shape of a line in its bytes. Regular expressions say which head appears before a line; what they say depends on the
 * line's first bytes only, and those of most lines differ in their digits. So it is remembered, in an automaton that grows
 * as lines come: its nodes are beginnings of lines, with a 0 for every digit, that can still become a head.
 *
 *     [10:11:12.023] RX: +CSQ: 20,0        asked once for [00:00:00.000] RX: +
 *                        ^ whatever comes from here on, it is this head
 */
import { LF } from '../../runtime/contract/bytes.js';
import { headPattern } from '../learn/shape.js';
import { LONGEST_HEAD, partialOf } from '../learn/tokens.js';
import type { Shape } from '../read/contract.js';
import { isAsItIs, isSpelled } from './line.js';

/** Where the head of a line ends, and the time in it, counted from the line's first byte. */
export interface Head {
  readonly shape: Shape;
  readonly isAsItIs: boolean;
  readonly isSpelled: boolean;
  readonly end: number;
  /** Both 0: it has none. */
  readonly timeFrom: number;
  readonly timeTo: number;
}

/** Beyond that beginnings are not remembered: a log without end may have lines without end. */
const MOST_NODES = 2048;
const BITS = 8;
/** An edge that leads to no node, but to a decision: the first is that only the regular expressions can say. */
const UNDECIDED = -1;
const DIGITS = '0123456789';
/** `0x1f` and `5x1f` are not the same, whatever other digits are. */
const BEGINS_HEX = /0x$/i;

interface Entry {
  readonly shape: Shape;
  readonly whole: RegExp;
  /** Matches what can still become this head, or is it. */
  readonly partial: RegExp;
}

export class Heads {
  private readonly entries: readonly Entry[];
  /** The beginning that each node stands for. */
  private readonly beginnings = [''];
  /** By node and byte: the next node, or the complement of the number of a decision; 0: not known yet. */
  private edges = new Int32Array(16 << BITS);
  private readonly decisions: (Head | undefined)[] = [undefined];

  /** `shapes`: in the order in which they are tried. */
  constructor(shapes: readonly Shape[]) {
    this.entries = shapes.map((shape) => {
      const pattern = headPattern(shape.head);
      return { shape, whole: new RegExp(`^${pattern}`, 'ds'), partial: new RegExp(`^${partialOf(pattern)}$`, 's') };
    });
  }

  /** The head of a line, which ends before `to`; undefined: it has none, or it has to be looked for as text. */
  find(b: Uint8Array, from: number, to: number): Head | undefined {
    let node = 0;
    for (let p = from; p <= to; p++) {
      const c = p < to ? (b[p] as number) : LF;
      const known = this.edges[(node << BITS) | c] as number;
      const next = known === 0 ? this.grow(node, c) : known;
      if (next < 0) return this.decisions[~next];
      node = next;
    }
    return undefined;
  }

  private grow(node: number, c: number): number {
    const isDigit = c >= 48 && c <= 57;
    const beginning = `${this.beginnings[node]}${isDigit ? '0' : String.fromCharCode(c)}`;
    const next = this.after(beginning);
    for (const byte of isDigit ? Array.from(DIGITS, (digit) => digit.charCodeAt(0)) : [c])
      this.edges[(node << BITS) | byte] = next;
    return next;
  }

  private after(beginning: string): number {
    if (BEGINS_HEX.test(beginning) || beginning.length > LONGEST_HEAD) return UNDECIDED;
    if (this.entries.some(({ partial }) => partial.test(beginning))) return this.add(beginning);
    const head = this.headOf(beginning);
    return head === undefined ? UNDECIDED : ~(this.decisions.push(head) - 1);
  }

  private add(beginning: string): number {
    const { beginnings } = this;
    if (beginnings.length === MOST_NODES) return UNDECIDED;
    const node = beginnings.push(beginning) - 1;
    if ((node + 1) << BITS > this.edges.length) {
      const larger = new Int32Array(2 * this.edges.length);
      larger.set(this.edges);
      this.edges = larger;
    }
    return node;
  }

  private headOf(beginning: string): Head | undefined {
    for (const { shape, whole } of this.entries) {
      const found = whole.exec(beginning);
      if (found === null) continue;
      const [timeFrom, timeTo] = found.indices?.groups?.at ?? [0, 0];
      const how = { isAsItIs: isAsItIs(shape), isSpelled: isSpelled(shape) };
      return { shape, ...how, end: found[0].length, timeFrom, timeTo };
    }
    return undefined;
  }
}
