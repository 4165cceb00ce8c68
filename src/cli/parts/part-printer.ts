/** A part of a stream as lines: read from where it can be entered, and on into the next part up to the seam. */
import type { LinePrinter } from '../lines/line-printer.js';
import { PartReading } from './part-reading.js';
import { seamAfter } from './seam.js';
import type { Source } from './source.js';

/** What is to be read: up to the entry point `to`, after which the next part ends at `next`. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly next: number;
}

/** How finely: a property tries it with a few bytes. */
export interface Grain {
  readonly chunk: number;
  /** A seam is looked for within so many bytes. */
  readonly search: number;
}

export interface Printed {
  /** Whole lines. */
  readonly text: Uint8Array;
  /** Pairs: where in the stream a line ends, and how much of the text is written by then. */
  readonly marks: Float64Array;
  /** Up to where in the stream the text goes; undefined: the next part does not hold what this one does, and is to be read on into. */
  readonly seam: number | undefined;
  readonly lastUnrecognized: number;
}

export class PartPrinter {
  private readonly source: Source;
  private readonly printer: LinePrinter;
  private readonly reading: PartReading;
  private readonly grain: Grain;

  constructor(source: Source, printer: LinePrinter, from: number, grain: Grain) {
    this.source = source;
    this.printer = printer;
    this.grain = grain;
    printer.restart(from);
    this.reading = new PartReading(source, printer, from, grain.chunk);
  }

  /** The part from its entry point on; where it is known only later from where on it holds. */
  print({ from, to, next }: Range): Printed {
    const { reading, printer } = this;
    const marks = [from, 0];
    const limit = Math.min(to, from + this.grain.search);
    while (reading.position < limit && reading.step()) marks.push(reading.position, printer.length);
    return this.finish(to, next, marks);
  }

  /** The part after the one that was read, whose own reading was of no use. */
  goOn({ to, next }: Range): Printed {
    return this.finish(to, next, []);
  }

  private finish(to: number, next: number, marks: readonly number[]): Printed {
    const { source, reading, printer, grain } = this;
    reading.readTo(to);
    const isLast = to === source.size;
    if (isLast) printer.end();
    const limit = Math.min(next, to + grain.search);
    const seam = isLast ? to : seamAfter(reading, { source, entry: to, limit, chunk: grain.chunk });
    const { lastUnrecognized } = printer;
    return { text: printer.take(), marks: Float64Array.from(marks), seam, lastUnrecognized };
  }
}

/** What of a part holds that is read from an entry point: what was printed after the seam. Undefined: the seam is none of its marks. */
export function textAfter({ text, marks }: Printed, seam: number): Uint8Array | undefined {
  for (let i = 0; i < marks.length; i += 2) if (marks[i] === seam) return text.subarray(marks[i + 1]);
  return undefined;
}
