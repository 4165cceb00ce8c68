/**
 * Looks inside a payload for lines that it has swallowed: lines of the module that follow each other without a break up to
 * the form that has to follow the payload.
 *
 * ```
 * +CIPRXGET: 2,0,40,0        announces 40 bytes, 3 came
 * abc
 * +CSQ: 20,0                 <- a line, and after it
 * OK                         <- the form that follows a payload: the payload ends before the line end before +CSQ
 * ```
 *
 * What a line leads to does not depend on where the search began, so it is remembered by the line's offset: a header
 * inside a payload may announce a payload over the same lines, and so may one inside that, any number of times.
 */
import { CR, LF } from '../contract/bytes.js';
import { isLineEnd } from '../contract/line-end.js';
import { IS_ECHO, type Machine } from '../contract/machine.js';
import { DEAD } from '../contract/outcomes.js';
import { recogniseLine } from '../contract/recognise.js';
import { NEXT } from '../contract/registers.js';

/** Bytes of the stream: index 0 of the buffer has the offset `base`. */
export interface Stretch {
  readonly buffer: Uint8Array;
  readonly base: number;
}

/** What a line leads to. The awaited form, which ends at `end`; a line that is none; or neither before the offset `end`. */
type Outcome =
  | { readonly leadsTo: 'trailer'; readonly end: number }
  | { readonly leadsTo: 'other' }
  | { readonly leadsTo: 'end-of-stretch'; readonly end: number };

const OTHER: Outcome = { leadsTo: 'other' };

export class SwallowedLines {
  private readonly machine: Machine;
  private readonly registers: Int32Array;
  /** By form that is awaited, and by the offset of a line. */
  private readonly known = new Map<number, Map<number, Outcome>>();
  /** No line at this offset or after it has been looked at. */
  private lookedAtTo = 0;

  constructor(machine: Machine) {
    this.machine = machine;
    this.registers = new Int32Array(machine.registers);
  }

  /** Index of the line end before the first swallowed line, in a payload at the indices `from` to `to`; -1: there is none. */
  find(stretch: Stretch, from: number, to: number, trailer: number): number {
    const { buffer, base } = stretch;
    if (base + from >= this.lookedAtTo) this.known.clear();
    let p = buffer.indexOf(CR, from);
    while (p >= 0 && p < to) {
      // All line ends before one line lead to the same.
      const line = buffer[p + 1] === LF ? skipLineEnds(buffer, p, to) : p + 1;
      if (line > p + 1 && this.leadsToTrailer(stretch, line, to, trailer)) return p;
      p = buffer.indexOf(CR, line);
    }
    return -1;
  }

  /** Walks from line to line up to one of which it is known what it leads to, and notes it for all of them. */
  private leadsToTrailer({ buffer, base }: Stretch, from: number, to: number, trailer: number): boolean {
    const known = this.outcomesFor(trailer);
    const walked: number[] = [];
    let p = from;
    let outcome: Outcome | undefined;
    while (!outcome) {
      p = skipLineEnds(buffer, p, to);
      const before = known.get(base + p);
      const goesOn = before?.leadsTo === 'end-of-stretch' && before.end < base + to;
      if (before && !goesOn) {
        outcome = before;
        break;
      }
      walked.push(base + p);
      if (goesOn && before.end > base + p) p = before.end - base;
      else {
        outcome = this.step(buffer, p, to, base, trailer);
        if (!outcome) p = this.registers[NEXT] as number;
      }
    }
    for (const offset of walked) known.set(offset, outcome);
    this.lookedAtTo = Math.max(this.lookedAtTo, base + p + 1);
    return outcome.leadsTo === 'trailer' && outcome.end <= base + to;
  }

  /** What the line at `p` is; undefined: one of the module's, `registers[NEXT]` is the index after it. */
  private step(b: Uint8Array, p: number, to: number, base: number, trailer: number): Outcome | undefined {
    const { machine, registers } = this;
    if (p >= to) return { leadsTo: 'end-of-stretch', end: base + p };
    const code = recogniseLine(machine, machine.recognise, b, p, to, registers);
    // Echo is no line that the module writes by itself.
    if (code === DEAD || (code >= 0 && ((machine.traits[code] as number) & IS_ECHO) !== 0)) return OTHER;
    if (code < 0) return { leadsTo: 'end-of-stretch', end: base + p };
    if (machine.forms[code] !== trailer) return undefined;
    return { leadsTo: 'trailer', end: base + (registers[NEXT] as number) };
  }

  private outcomesFor(trailer: number): Map<number, Outcome> {
    let outcomes = this.known.get(trailer);
    if (!outcomes) {
      outcomes = new Map();
      this.known.set(trailer, outcomes);
    }
    return outcomes;
  }
}

export function skipLineEnds(b: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to && isLineEnd(b[p])) p++;
  return p;
}
