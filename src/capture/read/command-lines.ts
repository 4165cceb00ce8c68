import { CR, LF } from '../../runtime/contract/bytes.js';
import { isEscape } from '../containers/spellings/escape.js';

/** No command line is longer; what is has lost its line ends. */
const LONGEST = 1024;

/** Joins what the host has written to command lines, whatever the pieces it was written in. */
export class CommandLines {
  private typed: number[] = [];

  /** The lines that these bytes complete, without their line ends; empty ones are none. */
  add(bytes: Uint8Array): Uint8Array[] {
    // It has no line end, but a second of silence after it.
    if (isEscape(bytes)) return [bytes.subarray(0, 3)];
    const lines: Uint8Array[] = [];
    for (const byte of bytes) {
      if (byte !== CR && byte !== LF) this.typed.push(byte);
      else if (this.typed.length > 0) lines.push(this.take());
    }
    if (this.typed.length > LONGEST) this.typed = [];
    return lines;
  }

  private take(): Uint8Array {
    const line = Uint8Array.from(this.typed);
    this.typed = [];
    return line;
  }
}
