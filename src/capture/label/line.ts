/** A line of the log as bytes, and whether its text can be taken as it is. */
import { ESC, QUOTE, SPACE } from '../../runtime/contract/bytes.js';
import { extract } from '../learn/shape.js';
import type { Piece, Shape } from '../read/contract.js';
import { textOf } from '../read/text.js';

/** The same object for every line: what is told of a line holds until the next. */
export class LineOfBytes implements Piece {
  line = 0;
  private b: Uint8Array = new Uint8Array(0);
  private from = 0;
  private to = 0;

  get text(): string {
    return textOf(this.b.subarray(this.from, this.to));
  }

  turnTo(b: Uint8Array, from: number, to: number, line: number): this {
    this.b = b;
    this.from = from;
    this.to = to;
    this.line = line;
    return this;
  }
}

/** Text of such a shape spells bytes, and shows their line ends. */
export const isSpelled = ({ spelling, isPieces, isBlock }: Shape): boolean =>
  spelling.name !== 'plain' && spelling.lineEnds === 'spelled' && !isPieces && !isBlock;

/** Text of such a shape is the rest of the line, and its bytes are those of the stream. */
export const isAsItIs = ({ spelling, closer, tail, prefix, isPieces, isBlock }: Shape): boolean =>
  spelling.name === 'plain' &&
  spelling.lineEnds === 'lost' &&
  closer === undefined &&
  tail === '' &&
  prefix === '' &&
  !isPieces &&
  !isBlock;

/** A longer one is no usual line. */
const LONGEST = 4096;
const NO_BREAK_SPACE = 0xa0;
const PROMPT = 0x3e;

const isBlank = (c: number): boolean => c <= SPACE || c === NO_BREAK_SPACE;

/** Nothing in it that could be the log's: blanks around it, a line after a prompt, colours, quotes that a table has doubled. */
export function isTidy(b: Uint8Array, from: number, to: number): boolean {
  if (to === from) return true;
  const first = b[from] as number;
  if (to - from > LONGEST || first === PROMPT || isBlank(first) || isBlank(b[to - 1] as number)) return false;
  for (let p = from, before = 0; p < to; p++) {
    const c = b[p] as number;
    if (c === ESC || (c === QUOTE && before === QUOTE)) return false;
    before = c;
  }
  return true;
}

/** The text of a line that spells its bytes, where it is whole; undefined: it goes on, or there is more to it. */
export function spelledText(shape: Shape, b: Uint8Array, from: number, to: number): string | undefined {
  const rest = textOf(b.subarray(from, to));
  const { text, isOpen } = extract(shape, rest);
  return isOpen || rest.includes('\x1b') || text.startsWith('>') ? undefined : text;
}
