import { joined } from '../bytes.js';
import type { Clock } from '../clock/clock.js';
import type { FaultKind, Faults } from '../faults/faults.js';

/** A start bit, eight of data and a stop bit. */
const BITS_A_BYTE = 10;
/** At a set speed bytes come in pieces of this size, as from the buffer of a UART. */
const PIECE = 16;
/** Between pieces that a fault has made. */
const LONGEST_GAP = 40;

/** The most bytes that a host loses at once when its buffer is full. */
const LONGEST_RUN = 64;

type Damage = (bytes: Uint8Array, at: number, pick: (least: number, most: number) => number) => Uint8Array;

/** Bytes without those of a span, or with others in their place. */
const spliced = (bytes: Uint8Array, from: number, to: number, ...instead: readonly number[]): Uint8Array =>
  joined(bytes.subarray(0, from), Uint8Array.from(instead), bytes.subarray(to));

const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] as number;

const DAMAGES: readonly (readonly [FaultKind, Damage])[] = [
  ['lost-byte', (bytes, at) => spliced(bytes, at, at + 1)],
  ['lost-run', (bytes, at, pick) => spliced(bytes, at, at + pick(2, LONGEST_RUN))],
  ['doubled-byte', (bytes, at) => spliced(bytes, at, at, byteAt(bytes, at))],
  ['flipped-bit', (bytes, at, pick) => spliced(bytes, at, at + 1, byteAt(bytes, at) ^ (1 << pick(0, 7)))],
];

export interface OutputParts {
  readonly clock: Clock;
  /** 0: all at once. */
  readonly baud: number;
  readonly faults: Faults;
  readonly emit: (bytes: Uint8Array) => void;
}

/** The module's bytes, as fast as the line is, and as the line is. */
export class Output {
  private readonly parts: OutputParts;
  private readonly millisecondsAByte: number;
  /** When the line has carried all that was written. */
  private free = 0;
  private waiting = 0;

  constructor(parts: OutputParts) {
    this.parts = parts;
    this.millisecondsAByte = parts.baud === 0 ? 0 : (BITS_A_BYTE * 1000) / parts.baud;
  }

  write(given: Uint8Array): void {
    const bytes = this.damaged(given);
    if (this.parts.faults.happens('piece')) this.inPieces(bytes);
    else if (this.millisecondsAByte === 0) this.carry(bytes, 0);
    else for (let at = 0; at < bytes.length; at += PIECE) this.carry(bytes.slice(at, at + PIECE), 0);
  }

  private inPieces(bytes: Uint8Array): void {
    const { faults } = this.parts;
    for (let at = 0; at < bytes.length; ) {
      const size = faults.pick('piece', 1, Math.max(1, Math.ceil(bytes.length / 2)));
      this.carry(bytes.slice(at, at + size), faults.pick('piece', 0, LONGEST_GAP));
      at += size;
    }
  }

  /** `gap`: milliseconds of silence before it. */
  private carry(piece: Uint8Array, gap: number): void {
    const now = this.parts.clock.now();
    this.free = Math.max(this.free, now) + gap + piece.length * this.millisecondsAByte;
    if (this.free <= now && this.waiting === 0) this.parts.emit(piece);
    else this.carryLater(piece, this.free - now);
  }

  private carryLater(piece: Uint8Array, milliseconds: number): void {
    this.waiting += 1;
    this.parts.clock.after(milliseconds, () => {
      this.waiting -= 1;
      this.parts.emit(piece);
    });
  }

  private damaged(bytes: Uint8Array): Uint8Array {
    const { faults } = this.parts;
    let all = bytes;
    for (const [kind, damage] of DAMAGES)
      if (all.length > 0 && faults.happens(kind)) {
        const at = faults.pick(kind, 0, all.length - 1);
        all = damage(all, at, (least, most) => faults.pick(kind, least, most));
      }
    return all;
  }
}
