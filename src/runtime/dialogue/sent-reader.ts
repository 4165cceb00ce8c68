/** Reads what the host writes, byte by byte: which bytes are command lines, and which are prompt data. */
import { LONGEST_COMMAND } from '../commands/command-line.js';
import { upper } from '../commands/split.js';
import { ESC, LF, SLASH, SPACE, UPPER_A, UPPER_T } from '../contract/bytes.js';
import { endsPromptData, isLineEnd } from '../contract/line-end.js';
import { BEGINS, COMMAND, NEITHER, PROMPT_DATA } from './echo-log.js';

/** Of a byte, besides what it is part of: a command line ends with it. */
export const ENDS = 8;

export class SentReader {
  /** The command line that is being written, from its `AT` on; no more of it is kept than a module takes. */
  readonly command = new Uint8Array(LONGEST_COMMAND);
  /** So many bytes of it. One: an `A` that may begin it. */
  typed = 0;
  /** How many blanks precede it. */
  blanks = 0;
  /** It is A/, which is over with its second byte. */
  isRepeat = false;
  /** Prompt data is being written. */
  open = false;
  /** The last byte has taken it back. */
  takenBack = false;
  private length = 0; // so many bytes were announced; 0: none were
  private ctrlZ = false; // Ctrl-Z ends it
  private count = 0;
  private rests = false; // it may be whole: an `AT` that comes next begins a command line
  private lineEnded = false; // the byte before ended a command line
  private isFresh = true; // nothing has been written since a command line but line ends and blanks

  /** What the byte is part of; with BEGINS if a command line begins with the byte before, and with ENDS. */
  next(c: number): number {
    const behindLine = this.lineEnded;
    this.lineEnded = this.takenBack = false;
    if (this.typed > 1) return this.type(c);
    if (behindLine && c === LF) return COMMAND;
    if (this.open && !this.rests) return this.add(c);
    this.lookForPrefix(c);
    if (this.isRepeat) return COMMAND | BEGINS | ENDS;
    if (this.typed > 1) return COMMAND | BEGINS;
    return this.open ? this.add(c) : NEITHER;
  }

  /**
   * Prompt data comes next: of so many bytes, or up to a Ctrl-Z. Where both can be meant it is whole as soon as it can be and
   * a command line follows. `prompted`: the module has asked for it, so that it may begin with `AT`. `count`: so many bytes
   * of it have been written.
   */
  expect(length: number, ctrlZ: boolean, prompted: boolean, count: number): void {
    this.forgetLine();
    this.open = true;
    this.length = length;
    this.ctrlZ = ctrlZ;
    this.count = count;
    this.rests = !prompted;
    if (prompted) this.lineEnded = false;
    if (length > 0 && count >= length) this.reachLength();
  }

  /** The command line has been read. */
  forgetLine(): void {
    this.typed = this.blanks = 0;
    this.isRepeat = false;
    this.isFresh = true;
  }

  /** No more of prompt data comes. */
  close(): void {
    this.open = false;
  }

  reset(): void {
    this.open = this.lineEnded = false;
    this.forgetLine();
  }

  /** What precedes the `AT` of a command line, but blanks, is no part of it (V.250 section 5.2.1). */
  private lookForPrefix(c: number): void {
    const letter = upper(c);
    if (this.typed === 1 && letter === UPPER_T) {
      this.typed = 2;
      this.open = false;
    } else if (this.typed === 1 && c === SLASH && this.isFresh && !this.open) {
      this.typed = 2;
      this.isRepeat = true;
    } else {
      // Only `A` after nothing but blanks and line ends may be that of A/: elsewhere it is a byte of something else.
      this.isFresh = (this.isFresh && this.typed === 0 && letter === UPPER_A) || c === SPACE || isLineEnd(c);
      if (this.typed === 1 || (letter !== UPPER_A && c !== SPACE)) this.blanks = 0;
      if (c === SPACE) this.blanks++;
      this.typed = letter === UPPER_A ? 1 : 0;
    }
    if (this.typed > 0) this.command[this.typed - 1] = c;
  }

  private type(c: number): number {
    if (isLineEnd(c)) {
      this.lineEnded = c !== LF;
      return COMMAND | ENDS;
    }
    if (endsPromptData(c)) this.forgetLine();
    else if (this.typed < LONGEST_COMMAND) this.command[this.typed++] = c;
    return COMMAND;
  }

  private add(c: number): number {
    const ends = this.ctrlZ && endsPromptData(c);
    this.count++;
    this.rests = ends || (this.rests && (this.typed === 1 || c === SPACE || isLineEnd(c)));
    if (ends && this.count > this.length) this.open = false;
    this.takenBack = !this.open && c === ESC;
    if (this.count === this.length) this.reachLength();
    return PROMPT_DATA;
  }

  private reachLength(): void {
    this.rests = true;
    if (!this.ctrlZ) this.open = false;
  }
}
