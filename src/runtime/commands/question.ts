/**
 * Whether a command line asks about a command, and about which: `AT+CREG=?` for the values its parameters can have, `AT+CREG?` for
 * those they have (V.250 section 5.4.3). The line that answers begins with the same name: `+CREG: (0-2)`.
 */
import { COLON, CR, EQUALS, QUESTION, SPACE } from '../contract/bytes.js';
import { latin1 } from '../values/latin1.js';
import { isAlphanumeric, upper } from './split.js';

export const NO_QUESTION = 0;
export const TEST = 1;
export const READ = 2;

/** The names of the manual have at most 14 characters; with the sign before it. */
const LONGEST_NAME = 24;

const NOTHING = new Uint8Array(0);

export class Question {
  private asked = NO_QUESTION;
  private readonly name = new Uint8Array(LONGEST_NAME);
  private length = 0;
  /** The line that was shown and not looked at yet; NOTHING: none. */
  private shown: Uint8Array = NOTHING;
  private from = 0;
  private end = 0;

  get kind(): number {
    this.settle();
    return this.asked;
  }

  /**
   * `take`, put off until somebody wants to know: nearly nobody does, and to look at each echo costs the tokenizer eight
   * percent. The bytes have to stay as they are until `settle`.
   */
  show(b: Uint8Array, from: number, end: number): void {
    this.shown = b;
    this.from = from;
    this.end = end;
  }

  /** What was shown is looked at: its bytes may go. */
  settle(): void {
    if (this.shown !== NOTHING) this.take(this.shown, this.from, this.end);
  }

  /** Of several commands in the line only the last is looked at. */
  take(b: Uint8Array, from: number, end: number): void {
    this.shown = NOTHING;
    this.asked = NO_QUESTION;
    let q = end - 1;
    while (q > from && (b[q] === SPACE || b[q] === CR)) q--;
    if (q <= from || b[q] !== QUESTION) return;
    const isTest = b[q - 1] === EQUALS;
    const nameEnd = isTest ? q - 1 : q;
    let p = nameEnd;
    while (p > from && isAlphanumeric(b[p - 1] as number)) p--;
    // The sign: `+CREG`, `*CELLLOCK`. Without one, as in ATS0?, no name comes back.
    p--;
    if (p < from || p + 1 === nameEnd || nameEnd - p > LONGEST_NAME) return;
    this.length = nameEnd - p;
    for (let i = 0; i < this.length; i++) this.name[i] = upper(b[p + i] as number);
    this.asked = isTest ? TEST : READ;
  }

  /** As text: see `Tokenizer.snapshot`. */
  snapshot(): unknown {
    return [this.kind, this.kind === NO_QUESTION ? '' : latin1(this.name, 0, this.length)];
  }

  /** Whether the line at `p` begins with its name and a colon. */
  isAnsweredAt(b: Uint8Array, p: number): boolean {
    if (this.kind === NO_QUESTION) return false;
    for (let i = 0; i < this.length; i++) if (b[p + i] !== this.name[i]) return false;
    return b[p + this.length] === COLON;
  }
}
