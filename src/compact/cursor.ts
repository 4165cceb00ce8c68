/** Reads a program from some address on: docs/program.md says what appears where. */
import { FAR, FARTHEST } from '../runtime/contract/program.js';
import { latin1 } from '../runtime/values/latin1.js';
import { ProgramError } from './program-error.js';

export class Cursor {
  at: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new ProgramError(`the program ends at ${this.at}, in the middle of something`);
    this.at++;
    return byte;
  }

  /** A number of two bytes, the lower first. */
  word(): number {
    const low = this.byte();
    return low | (this.byte() << 8);
  }

  short(): number {
    const first = this.byte();
    return first < 0x80 ? first : ((first & 0x7f) << 8) | this.byte();
  }

  /** Where a target leads, as an address. */
  target(): number {
    const first = this.byte();
    if (first < FAR) return this.at + first;
    return ((first === FARTHEST ? this.byte() : first - FAR) << 8) | this.byte();
  }

  /** As many as the first says. */
  shorts(): number[] {
    return this.times(this.short(), () => this.short());
  }

  /** Line feeds separate them, 0 ends them. */
  texts(): string[] {
    const from = this.at;
    while (this.byte() !== 0);
    const text = latin1(this.bytes, from, this.at - 1);
    return text === '' ? [] : text.split('\n');
  }

  times<T>(count: number, read: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => read(index));
  }
}
