/** Rows that begin with their offset, and `*` for rows like the one above: what xxd and hexdump -C have in common. */
import type { Emit, Piece, Remark, Rows } from '../../read/contract.js';

export interface OffsetRow {
  readonly offset: number;
  /** Empty in the row that only tells where the dump ends. */
  readonly bytes: Uint8Array;
}

/** Rows that `*` stands for are written out up to so many bytes a log: damaged offsets must not fill the disk. */
export const MOST_REPEATED = 16 * 1024 * 1024;

/** Many rows in one piece: a megabyte would be sixty-five thousand pieces. */
const WRITTEN_AT_ONCE = 4096;

/** So many whole rows that they have at least `least` bytes. */
function repeated(row: Uint8Array, least: number): Uint8Array {
  const times = Math.ceil(least / row.length);
  const rows = new Uint8Array(times * row.length);
  for (let i = 0; i < times; i++) rows.set(row, i * row.length);
  return rows;
}

export class OffsetRows implements Rows {
  private readonly emit: Emit;
  private readonly remark: Remark;
  private readonly parse: (line: string) => OffsetRow | undefined;
  private expected: number | undefined;
  private last: Uint8Array = new Uint8Array(0);
  private starred = false;
  private repeated = 0; // bytes that stars stood for
  private isRemarked = false;

  constructor(parse: (line: string) => OffsetRow | undefined, emit: Emit, remark: Remark) {
    this.parse = parse;
    this.emit = emit;
    this.remark = remark;
  }

  row(piece: Piece): boolean {
    if (piece.text.trim() === '*') {
      this.starred = true;
      return true;
    }
    const row = this.parse(piece.text);
    if (row === undefined) return false;
    this.close(row.offset, piece);
    this.give(row.bytes, piece);
    if (row.bytes.length > 0) this.last = row.bytes;
    this.expected = row.offset + row.bytes.length;
    return true;
  }

  end(): void {}

  /** Comes to the offset of a row: by the rows that a star stands for, or over a gap. */
  private close(offset: number, piece: Piece): void {
    const missing = this.expected === undefined ? 0 : offset - this.expected;
    const { starred, last } = this;
    this.starred = false;
    if (missing === 0) return;
    if (!starred || missing < 0 || this.repeated + missing > MOST_REPEATED || last.length === 0) {
      this.remarkGap();
      return;
    }
    this.repeated += missing;
    this.giveRows(last, missing, piece);
  }

  private giveRows(row: Uint8Array, missing: number, piece: Piece): void {
    const rows = repeated(row, Math.min(missing, WRITTEN_AT_ONCE));
    for (let left = missing; left > 0; left -= rows.length) this.give(rows.subarray(0, left), piece);
  }

  private give(bytes: Uint8Array, { at }: Piece): void {
    if (bytes.length > 0) this.emit({ direction: 'rx', bytes: bytes.slice(), ...(at !== undefined && { at }) });
  }

  private remarkGap(): void {
    if (!this.isRemarked) this.remark('rows of the dump are missing, or out of order');
    this.isRemarked = true;
  }
}
