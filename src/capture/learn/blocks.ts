/** Lines that are nothing but a head, and say whose the lines below them are: `--- received ---`, `< 2024/03/05 10:11:12  length=3`. */
import { fromHex } from '../containers/spellings/hex.js';
import type { Direction } from '../read/contract.js';
import { directionIn } from '../read/direction.js';
import type { Judge } from '../recognise/judge.js';
import { type Accepted, linesOfAll, textsBelow } from './accepted.js';
import type { Candidate, SampleLine } from './candidates.js';
import { HEADLESS } from './shape.js';
import { bestSpelling } from './spellings.js';

/** One word, and a sign: `Response:`, `TX>`, `--- received ---`. */
const SIDE = /^[-=*#<>[(\s]*[A-Za-z]+\s*(?:[:>\])<]|[-=*#<>]{2,})\s*$/;

/**
 * The side that a line speaks of which is nothing but a head: the arrow appears before it, or it is a word alone. Other words tell
 * it too (`SENDING frame type 0x00/length 0x03/3`), but only above rows of bytes: an application says the like above any text.
 */
function sideOf(head: string): Direction | undefined {
  if (SIDE.test(head)) return directionIn(head);
  if (/^\s*>\s+\d/.test(head)) return 'tx';
  return /^\s*<\s+\d/.test(head) ? 'rx' : undefined;
}

export class Blocks {
  private readonly lines: readonly SampleLine[];
  private readonly judge: Judge;

  constructor(lines: readonly SampleLine[], judge: Judge) {
    this.lines = lines;
    this.judge = judge;
  }

  /** Lines that only say which way those below went: `> 2024/03/05 10:11:12.000000  length=3 from=0 to=2`. */
  all(candidates: readonly Candidate[]): Accepted[] {
    const headers = candidates.filter(({ places, head }) => {
      const isWhole = places.every(({ line, cut }) => cut === this.lines[line]?.text.length);
      return isWhole && head.length > 2 && (sideOf(head) ?? directionIn(head)) !== undefined;
    });
    const starts = linesOfAll(headers);
    return headers.flatMap((candidate) => this.block(candidate, starts) ?? []);
  }

  private block({ head, places, direction: outer }: Candidate, starts: ReadonlySet<number>): Accepted | undefined {
    const all = places.flatMap(({ line }) => textsBelow(this.lines, line, starts));
    const below = sideOf(head) === undefined ? all.filter((text) => fromHex(text) !== undefined) : all;
    const { spelling, worth } = bestSpelling(below, this.judge);
    if (worth.known === 0 || worth.worth <= 0) return undefined;
    const direction = sideOf(head) ?? (spelling.name === 'hex' ? directionIn(head) : undefined);
    if (direction === undefined) return undefined;
    const { known, unknown } = worth;
    const sample = this.lines[places[0]?.line ?? 0]?.text ?? '';
    const own = {
      head,
      direction,
      isTold: true,
      isBlock: true,
      outer,
      spelling,
      lines: places.length,
      known,
      unknown,
      sample,
    };
    return { shape: { ...HEADLESS, ...own }, worth: worth.worth, commands: worth.commandLines / known, places };
  }
}
