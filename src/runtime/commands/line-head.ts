/** What a line of the module's begins with, found out when it is asked for: of nearly all lines nobody asks. */
import type { LineHead } from '../contract/answer.js';
import { COLON, COMMA, PLUS } from '../contract/bytes.js';
import { latin1 } from '../values/latin1.js';
import { isDigit } from './split.js';

const LONGEST_NAME = 24;
const NOTHING = new Uint8Array(0);

/** The number at the beginning of a line or of parameters, before a comma. */
export function leadingNumber(b: Uint8Array, from: number, end: number): number | undefined {
  let p = from;
  let value = 0;
  for (; p < end && isDigit(b[p] as number); p++) value = value * 10 + (b[p] as number) - 48;
  return p > from && b[p] === COMMA ? value : undefined;
}

/** One for all lines, one after the other. */
export class ShownHead implements LineHead {
  private buffer: Uint8Array = NOTHING;
  private from = 0;
  private end = 0;

  /** From now on it is that of the line between these indices. */
  show(b: Uint8Array, from: number, end: number): this {
    this.buffer = b;
    this.from = from;
    this.end = end;
    return this;
  }

  /** Nothing of the caller's is kept. */
  forget(): void {
    this.buffer = NOTHING;
    this.from = this.end = 0;
  }

  get connection(): number | undefined {
    return leadingNumber(this.buffer, this.from, this.end);
  }

  get name(): string {
    const { buffer, from } = this;
    if (buffer[from] !== PLUS) return '';
    const last = Math.min(this.end, from + LONGEST_NAME);
    for (let i = from + 1; i < last; i++) if (buffer[i] === COLON) return latin1(buffer, from, i).toUpperCase();
    return '';
  }
}
