import type { Clock } from '../clock.js';

/** A start bit, eight of data and a stop bit. */
const BITS_A_BYTE = 10;
/** At a set speed bytes come in pieces of this size, as from the buffer of a UART. */
const PIECE = 16;

/** The module's bytes, as fast as the line is. */
export class Output {
  private readonly clock: Clock;
  private readonly emit: (bytes: Uint8Array) => void;
  private readonly millisecondsAByte: number;
  private free = 0;

  /** `baud` 0: all at once. */
  constructor(clock: Clock, baud: number, emit: (bytes: Uint8Array) => void) {
    this.clock = clock;
    this.emit = emit;
    this.millisecondsAByte = baud === 0 ? 0 : (BITS_A_BYTE * 1000) / baud;
  }

  write(bytes: Uint8Array): void {
    if (this.millisecondsAByte === 0) this.emit(bytes);
    else for (let at = 0; at < bytes.length; at += PIECE) this.pace(bytes.slice(at, at + PIECE));
  }

  private pace(piece: Uint8Array): void {
    const now = this.clock.now();
    this.free = Math.max(this.free, now) + piece.length * this.millisecondsAByte;
    this.clock.after(this.free - now, () => this.emit(piece));
  }
}
