/**
 * Cells of one column until their group is written. What waits is kept without an object a cell: hundreds of thousands of
 * them would grow old, and the heap with them.
 */
import type { Entry } from '../decode/entry.js';
import type { Payload } from '../output/payload.js';

export type Cell = string | number | boolean | Uint8Array | undefined;

export interface Column {
  readonly name: string;
  readonly type: 'INT32' | 'INT64' | 'DOUBLE' | 'BOOLEAN' | 'BYTE_ARRAY';
  readonly text?: true;
  /** Hardly two cells are the same: no dictionary of them is made, and no least and greatest is said. */
  readonly isVaried?: true;
  readonly cell: (entry: Entry, payload: Payload) => Cell;
}

/** As the writer of the file takes them; undefined: there is none. */
export type Written = readonly (string | number | bigint | boolean | Uint8Array | undefined)[];

export interface Cells {
  add(cell: Cell): void;
  /** All of them in their order. */
  written(): Written;
  clear(): void;
}

/** One kind of text again and again; or true. */
class Shared implements Cells {
  private readonly cells: Cell[] = [];

  add(cell: Cell): void {
    this.cells.push(cell);
  }

  written(): Written {
    return this.cells;
  }

  clear(): void {
    this.cells.length = 0;
  }
}

/** So many cells at first. */
const FIRST = 256;

class Numbers implements Cells {
  private values = new Float64Array(FIRST);
  private count = 0;
  private readonly isLong: boolean;

  constructor(isLong: boolean) {
    this.isLong = isLong;
  }

  add(cell: Cell): void {
    if (this.count === this.values.length) {
      const more = new Float64Array(2 * this.count);
      more.set(this.values);
      this.values = more;
    }
    this.values[this.count++] = typeof cell === 'number' ? cell : Number.NaN;
  }

  written(): Written {
    const { isLong } = this;
    const written = (value: number): number | bigint | undefined => {
      if (Number.isNaN(value)) return undefined;
      return isLong ? BigInt(value) : value;
    };
    return Array.from(this.values.subarray(0, this.count), written);
  }

  clear(): void {
    this.count = 0;
  }
}

/** No bytes, not even none. */
const ABSENT = -1;

/** Bytes, or text in UTF-8, one after the other. */
class Bytes implements Cells {
  private bytes = new Uint8Array(FIRST);
  private lengths = new Int32Array(FIRST);
  private count = 0;
  private used = 0;

  add(cell: Cell): void {
    if (this.count === this.lengths.length) {
      const more = new Int32Array(2 * this.count);
      more.set(this.lengths);
      this.lengths = more;
    }
    this.lengths[this.count++] = cell === undefined ? ABSENT : this.keep(cell);
  }

  written(): Written {
    const written: (Uint8Array | undefined)[] = [];
    let at = 0;
    for (let i = 0; i < this.count; i++) {
      const length = this.lengths[i] as number;
      written.push(length === ABSENT ? undefined : this.bytes.subarray(at, at + length));
      at += Math.max(length, 0);
    }
    return written;
  }

  clear(): void {
    this.count = this.used = 0;
  }

  private keep(cell: Cell): number {
    const before = this.used;
    if (cell instanceof Uint8Array) {
      this.room(cell.length);
      this.bytes.set(cell, before);
      this.used += cell.length;
    } else {
      const text = String(cell);
      // No character of UTF-16 takes more than three bytes.
      this.room(3 * text.length);
      this.used += ENCODER.encodeInto(text, this.bytes.subarray(before)).written;
    }
    return this.used - before;
  }

  private room(length: number): void {
    if (this.used + length <= this.bytes.length) return;
    const more = new Uint8Array(Math.max(2 * this.bytes.length, this.used + length));
    more.set(this.bytes.subarray(0, this.used));
    this.bytes = more;
  }
}

const ENCODER = /* @__PURE__ */ new TextEncoder();

export function cellsOf({ type, text, isVaried }: Column): Cells {
  if (type === 'BOOLEAN' || (text && !isVaried)) return new Shared();
  return type === 'BYTE_ARRAY' ? new Bytes() : new Numbers(type === 'INT64');
}
