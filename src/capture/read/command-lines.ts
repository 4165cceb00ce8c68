import { CR, LF } from '../../runtime/contract/bytes.js';
import { isEscape } from '../containers/spellings/escape.js';

/** No command line is longer; what is has lost its line ends. */
const LONGEST = 1024;

/** Joins what the host has written to command lines, whatever the pieces it was written in. */
export class CommandLines {
  private typed: number[] = [];

  /** The lines that these bytes complete, without their line ends; empty ones are none. They may be views of the bytes. */
  add(bytes: Uint8Array): Uint8Array[] {
    // It has no line end, but a second of silence after it.
    if (isEscape(bytes)) return [bytes.subarray(0, 3)];
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] !== CR && bytes[i] !== LF) continue;
      const line = this.completed(bytes.subarray(from, i));
      if (line.length > 0) lines.push(line);
      from = i + 1;
    }
    for (let i = from; i < bytes.length; i++) this.typed.push(bytes[i] as number);
    if (this.typed.length > LONGEST) this.typed = [];
    return lines;
  }

  private completed(end: Uint8Array): Uint8Array {
    if (this.typed.length === 0) return end;
    const line = Uint8Array.from([...this.typed, ...end]);
    this.typed = [];
    return line;
  }
}
