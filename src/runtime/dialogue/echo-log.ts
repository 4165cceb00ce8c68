/** What the host has written and the module may still send back: a bounded queue of bytes, each with what it is part of. */
import { LF } from '../contract/bytes.js';
import { isLineEnd } from '../contract/line-end.js';
import { AGREES, type Comparison, DIFFERS, UNCERTAIN } from '../contract/outcomes.js';

/** So much is remembered; a power of two. Past it echo is recognised as far as the rule without `sent()` reaches. */
export const ECHO_LIMIT = 16384;
/** Room that is kept while nothing is pending: enough for a command line and what is sent at one prompt. */
const KEPT = 2048;

/** What a byte of the host is part of. Neither: prompt data that nothing has asked for yet, or what is no command. */
export const NEITHER = 0;
export const COMMAND = 1; // a command line, its line end included
export const PROMPT_DATA = 2;
const PARTS = COMMAND | PROMPT_DATA;
/** A command line begins with it. */
export const BEGINS = 4;
const KIND_BITS = 8;

export class EchoLog {
  /** The byte in the lower eight bits, what it is part of above them. */
  private cells = new Uint16Array(0);
  private mask = -1; // their number, a power of two, less one
  /** Positions count all bytes the host has written: `position` is the first that may come back, `total` the next to be written. */
  position = 0;
  total = 0;
  /** There was no room for all of it: nothing is remembered until a command line begins. */
  givenUp = false;
  /** Set by `compare`: how many bytes agree, after so many line ends that do not come back. */
  agreed = 0;
  lead = 0;
  private leadEnd = 0;

  get size(): number {
    return this.total - this.position;
  }

  /** The byte that is expected so many bytes from now. */
  at(index: number): number {
    return (this.cells[(this.position + index) & this.mask] as number) & 0xff;
  }

  /** What is expected next is prompt data. */
  get data(): boolean {
    return this.size > 0 && this.isPromptData(0);
  }

  /** It is a command line. */
  get command(): boolean {
    return this.size > 0 && (this.kind(0) & COMMAND) !== 0;
  }

  isPromptData(index: number): boolean {
    return index < this.size && (this.kind(index) & PROMPT_DATA) !== 0;
  }

  /** The host has written this byte. */
  push(c: number, kind: number): void {
    // The byte before the first that is pending is still looked at.
    if (this.size >= this.mask && this.mask < ECHO_LIMIT - 1) this.resize(Math.max(KEPT, 2 * this.cells.length));
    if (this.size === ECHO_LIMIT) this.givenUp = true;
    this.set(this.total, c, kind & PARTS);
    this.total++;
    if (this.givenUp) this.position = this.total;
  }

  /** The byte at this position turns out to be part of something else. */
  mark(position: number, kind: number): void {
    this.set(position, this.byte(position), kind & PARTS);
  }

  /** A command line begins at this position, and goes on at `next`. */
  begin(position: number, next: number): void {
    if (this.givenUp) this.position = position;
    this.givenUp = false;
    for (let i = position; i < next; i++) this.mark(i, COMMAND);
    this.cells[position & this.mask] = (this.cells[position & this.mask] as number) | (BEGINS << KIND_BITS);
  }

  byte(position: number): number {
    return (this.cells[position & this.mask] as number) & 0xff;
  }

  /** How many bytes from `p` on are the next ones of the prompt data. */
  agree(b: Uint8Array, p: number, e: number): number {
    const most = Math.min(e - p, this.size);
    this.lead = 0;
    let n = 0;
    while (n < most && this.isPromptData(n) && b[p + n] === this.at(n)) n++;
    return n;
  }

  /** Whether `c` is the byte expected so many bytes from now. */
  expectsAt(index: number, c: number | undefined): boolean {
    return index < this.size && this.at(index) === c;
  }

  /** Whether `c` is the byte expected so many bytes after those that were compared with, and others are after it. */
  expects(index: number, c: number): boolean {
    const i = this.lead + index;
    return i + 1 < this.size && this.expectsAt(i, c) && (index === 0 || !this.begins(i));
  }

  /** Whether what is expected begins with `c`, perhaps after line ends that do not come back: those are passed over. */
  beginsWith(c: number): boolean {
    if (this.at(0) === c) return true;
    this.lead = this.countLead();
    const found = this.lead < this.size && this.at(this.lead) === c;
    if (found) this.takeLead();
    return found;
  }

  /** Compares the line that begins at `p` with what is expected; `agreed` says how far they agree. */
  compare(b: Uint8Array, p: number, e: number): Comparison {
    const lead = this.countLead();
    const most = Math.min(e - p, this.size - lead);
    let n = 0;
    while (n < most && b[p + n] === this.at(lead + n) && !isLineEnd(b[p + n])) {
      if (n > 0 && this.begins(lead + n)) break;
      n++;
    }
    this.lead = lead;
    this.agreed = n;
    if (n === 0) return DIFFERS;
    if (p + n >= e) return UNCERTAIN;
    // The whole line, the rest of prompt data, or a piece that something cut off; else the next command follows at once.
    return isLineEnd(b[p + n]) || (this.begins(lead + n) && b[p + n] === this.at(lead + n)) ? AGREES : DIFFERS;
  }

  /** What `compare` found to agree is all that is expected of that line. */
  get isWhole(): boolean {
    const next = this.lead + this.agreed;
    return next === this.size || isLineEnd(this.at(next)) || this.begins(next);
  }

  /** What `compare` found to agree has come back; of a line end a module may send back less than the host wrote. */
  takeAgreed(): void {
    const part = this.kind(this.lead) & PARTS;
    this.take(this.lead + this.agreed);
    while (this.size > 0 && isLineEnd(this.at(0)) && this.kind(0) === part) this.position++;
  }

  /** The line ends before it do not come back. */
  takeLead(): void {
    this.take(this.lead);
  }

  /** After the line feed that follows the CR of a command line, if one does. */
  afterLineEnd(position: number): number {
    const cell = this.cells[position & this.mask] as number;
    return position < this.total && cell === (LF | (COMMAND << KIND_BITS)) ? position + 1 : position;
  }

  /** So many bytes have come back. */
  take(count: number): void {
    this.skipTo(this.position + count);
  }

  /** What the host wrote before this position does not come back any more. */
  skipTo(position: number): void {
    this.position = Math.max(this.position, Math.min(position, this.total));
    this.giveBackRoom();
  }

  /** Nor does the rest of prompt data. */
  skipPromptData(): void {
    while (this.data) this.position++;
    this.giveBackRoom();
  }

  /** Whether the bytes from this position on are those of the line. */
  isAt(position: number, b: Uint8Array, p: number, end: number): boolean {
    if (position < this.position || position + end - p > this.total) return false;
    let n = p;
    while (n < end && b[n] === this.byte(position + n - p)) n++;
    return n === end;
  }

  clear(): void {
    this.position = this.total;
    this.giveBackRoom();
  }

  /** A decoder that waits for nothing keeps no more than it needs for the next command. */
  private giveBackRoom(): void {
    if (this.cells.length > KEPT && this.size === 0 && !this.givenUp) this.resize(KEPT);
  }

  private resize(length: number): void {
    const cells = new Uint16Array(length);
    const kept = Math.min(this.total, this.cells.length, length);
    for (let position = this.total - kept; position < this.total; position++)
      cells[position & (length - 1)] = this.cells[position & this.mask] as number;
    this.cells = cells;
    this.mask = length - 1;
  }

  /** How many line ends are expected next: those that were counted before are not counted again. */
  private countLead(): number {
    if (this.leadEnd < this.position) this.leadEnd = this.position;
    while (this.leadEnd < this.total && isLineEnd(this.byte(this.leadEnd))) this.leadEnd++;
    return this.leadEnd - this.position;
  }

  private begins(index: number): boolean {
    return index < this.size && (this.kind(index) & BEGINS) !== 0;
  }

  private kind(index: number): number {
    return (this.cells[(this.position + index) & this.mask] as number) >> KIND_BITS;
  }

  private set(position: number, c: number, kind: number): void {
    this.cells[position & this.mask] = c | (kind << KIND_BITS);
  }
}
