/** What the code of a program refers to by number: sets of bytes, and bounds. */

import {
  GUARD_KIND_SHIFT,
  GUARD_SLOT,
  IS_LEAST,
  ON_LENGTH,
  ON_LINES,
  ON_NUMBER,
} from '../../runtime/contract/program.js';
import type { Guard } from '../automaton/nfa.js';
import { type Assembler, Label } from './assembler.js';

const MOST = 256;

/** Numbers each thing once, by what it is written as. */
class Pool<T> {
  private readonly known = new Map<string, number>();
  readonly all: T[] = [];
  private readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  indexOf(key: string, value: T): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.all.length === MOST) throw new RangeError(`more than ${MOST} different ${this.what}: choose fewer forms`);
    this.known.set(key, this.all.length);
    return this.all.push(value) - 1;
  }
}

type Range = readonly [first: number, last: number];

export function rangesOf(bytes: readonly number[]): Range[] {
  const ranges: [number, number][] = [];
  for (const byte of bytes) {
    const last = ranges.at(-1);
    if (last && last[1] + 1 === byte) last[1] = byte;
    else ranges.push([byte, byte]);
  }
  return ranges;
}

/** A set is written as its ranges; a range of one byte takes two bytes too. */
export class SetPool {
  private readonly pool = new Pool<readonly number[]>('sets of bytes');

  indexOf(bytes: readonly number[]): number {
    return this.pool.indexOf(bytes.join(' '), bytes);
  }

  /** One that holds all of `bytes`, and of others only `free`: those have been looked for before. */
  indexWithin(bytes: readonly number[], free: ReadonlySet<number>): number {
    const wanted = new Set(bytes);
    const fits = this.pool.all.findIndex(
      (set) =>
        set.length >= wanted.size &&
        bytes.every((b) => set.includes(b)) &&
        set.every((b) => wanted.has(b) || free.has(b)),
    );
    return fits >= 0 ? fits : this.indexOf(this.simplest(bytes, free));
  }

  /** With the free bytes that make two ranges one. */
  private simplest(bytes: readonly number[], free: ReadonlySet<number>): readonly number[] {
    const inside = new Set(bytes);
    const ranges = rangesOf(bytes);
    for (let i = 0; i + 1 < ranges.length; i++) {
      const [, last] = ranges[i] as Range;
      const [first] = ranges[i + 1] as Range;
      const gap = Array.from({ length: first - last - 1 }, (_, n) => last + 1 + n);
      if (gap.every((b) => free.has(b))) for (const b of gap) inside.add(b);
    }
    return [...inside].sort((a, b) => a - b);
  }

  /** Addresses, then for each set how many ranges, and these. */
  write(out: Assembler): void {
    const own = this.pool.all.map(() => new Label());
    for (const label of own) out.address(label);
    this.pool.all.forEach((set, i) => {
      const ranges = rangesOf(set);
      out.label(own[i] as Label);
      out.bytes(ranges.length, ...ranges.flat());
    });
  }
}

const KINDS: Readonly<Record<Guard['on'], number>> = { number: ON_NUMBER, length: ON_LENGTH, lines: ON_LINES };

export class GuardPool {
  private readonly pool = new Pool<Guard>('bounds');

  /** A guard of the automaton has one bound: the other is none. */
  indexOf(guard: Guard): number {
    return this.pool.indexOf(`${guard.on} ${guard.slot} ${guard.min} ${guard.max}`, guard);
  }

  write(out: Assembler): void {
    for (const { on, slot, min, max } of this.pool.all) {
      const least = max === Number.MAX_SAFE_INTEGER;
      const bound = least ? min : max;
      out.bytes((slot & GUARD_SLOT) | ((KINDS[on] ?? 0) << GUARD_KIND_SHIFT) | (least ? IS_LEAST : 0));
      out.bytes(bound & 0xff, (bound >> 8) & 0xff, (bound >> 16) & 0xff, (bound >>> 24) & 0xff);
    }
  }
}
