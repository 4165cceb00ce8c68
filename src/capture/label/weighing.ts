/** How sure it is that a line is the module's: by its shape, its text, and what was said before it. */
import type { Shape } from '../read/contract.js';
import { textOf } from '../read/text.js';
import type { Judge } from '../recognise/judge.js';
import { CERTAIN, type Odds, unknownOdds } from './likely.js';
import type { Spoken } from './spoken.js';

const COPY_LINES = 3;
/** Of lines that show control bytes so many more than others are the module's that all are. */
const MOSTLY = 5;
/** A blank line is of the sort of its neighbours. */
export const BLANK = 0.01;

export class Weighing {
  private readonly judge: Judge;
  private readonly spoken: Spoken;

  constructor(judge: Judge, spoken: Spoken) {
    this.judge = judge;
    this.spoken = spoken;
  }

  oddsOf(shape: Shape, text: string): Odds {
    // An application's own lines show no control bytes.
    const { name, lineEnds } = shape.spelling;
    if (name !== 'plain' && ((lineEnds === 'spelled' && shape.head !== '') || this.isSpelled(shape, text)))
      return CERTAIN;
    if (
      shape.outer !== undefined ||
      (name !== 'plain' && (this.spoken.isInLine || shape.known > MOSTLY * shape.unknown))
    )
      return CERTAIN;
    const { sort } = this.judge.of(text);
    if (sort === 'blank') return shape.direction === 'rx' && shape.head !== '' ? CERTAIN : BLANK;
    if (sort === 'form' || sort === 'command') return this.isCopy(shape, text) ? -CERTAIN : CERTAIN + 1;
    if (sort === 'loose' || sort === 'prompt' || shape.isTold) return CERTAIN;
    // In a log in which nothing is known of such lines.
    if (shape.lines === 0) return -CERTAIN;
    return unknownOdds(text, shape.known, shape.unknown, this.isAwaited(text));
  }

  /** Whether `oddsOf` says so, told from a text's bytes alone; false: that has to be asked. */
  isCertain(shape: Shape, b: Uint8Array, from: number, to: number): boolean {
    const { name, lineEnds } = shape.spelling;
    if (name !== 'plain') return lineEnds === 'spelled' && shape.head !== '';
    if (to === from) return shape.direction === 'rx';
    return !this.mayBeCopy(shape) && this.judge.isKnown(b, from, to);
  }

  private isSpelled({ spelling }: Shape, text: string): boolean {
    const bytes = spelling.spell(text);
    return bytes !== undefined && textOf(bytes) !== text;
  }

  private isAwaited(text: string): boolean {
    const { command, isTransparent } = this.spoken.stream;
    return isTransparent || (command !== undefined && this.judge.after(text, command).sort !== 'unknown');
  }

  /** An application says again what the module has said; the echo of what the host has sent is no such copy. */
  private isCopy(shape: Shape, text: string): boolean {
    return this.mayBeCopy(shape) && this.spoken.lastText === text.trim();
  }

  private mayBeCopy(shape: Shape): boolean {
    const { lastShape, sinceLast } = this.spoken;
    if (shape.isTold || lastShape === undefined || lastShape === shape || lastShape.direction === 'tx') return false;
    return sinceLast < COPY_LINES;
  }
}
