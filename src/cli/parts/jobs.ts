/**
 * A stream in parts, each read by whoever has time, and printed in their order. What a part prints holds from where the one
 * before it has met it; a part that was not met is read by the one before, which goes on into it.
 */
import { type Printed, type Range, textAfter } from './part-printer.js';
import { entryFrom, type Source } from './source.js';

/** Reads parts, one at a time, and on from the last. */
export interface Job {
  print(range: Range): Promise<Printed>;
  /** The part after that which it has read last. */
  goOn(range: Range): Promise<Printed>;
}

/** The entry points of parts of about that size, the beginning and the end of the stream among them. */
export function cutsOf(source: Source, size: number): number[] {
  const cuts = [0];
  for (let at = size; at < source.size; at += size) {
    const entry = entryFrom(source, at);
    if (entry > (cuts.at(-1) as number) && entry < source.size) cuts.push(entry);
  }
  return [...cuts, source.size];
}

/** A part that is being read, and by whom. */
interface Started {
  readonly job: Job;
  readonly printed: Promise<Printed>;
}

/** Of so many parts for each job what they print may wait for what is before it. */
const AHEAD = 2;

export interface PrintedPart {
  readonly text: Uint8Array;
  /** How much of the stream that is, as the stream was cut. */
  readonly length: number;
}

export class Jobs {
  /** Something was not recognised. */
  unrecognizedSeen = false;
  private readonly cuts: readonly number[];
  private readonly idle: Job[];
  private readonly ahead: number;
  private readonly started = new Map<number, Started>();
  private next = 0;

  constructor(cuts: readonly number[], jobs: readonly Job[]) {
    this.cuts = cuts;
    this.idle = [...jobs];
    this.ahead = AHEAD * jobs.length;
  }

  /** What the parts print, in their order. */
  async *printed(): AsyncGenerator<PrintedPart> {
    let seam = 0;
    for (let part = 0; part < this.parts; part++) {
      this.start(part);
      const { job, printed } = this.started.get(part) as Started;
      let last = await printed;
      yield { text: this.after(last, seam), length: this.lengthOf(part) };
      this.look(last, seam);
      this.started.delete(part);
      if (last.seam === undefined) {
        while (last.seam === undefined) {
          part++;
          this.giveUp(part);
          last = await job.goOn(this.rangeOf(part));
          yield { text: last.text, length: this.lengthOf(part) };
          this.look(last, seam);
        }
        this.idle.push(job);
      }
      seam = last.seam;
    }
  }

  private lengthOf(part: number): number {
    return (this.cuts[part + 1] as number) - (this.cuts[part] as number);
  }

  private look({ lastUnrecognized }: Printed, seam: number): void {
    if (lastUnrecognized >= seam) this.unrecognizedSeen = true;
  }

  private get parts(): number {
    return this.cuts.length - 1;
  }

  private after(printed: Printed, seam: number): Uint8Array {
    const text = textAfter(printed, seam);
    if (text === undefined) throw new Error(`no line of the part ends at the seam ${seam}`);
    return text;
  }

  private rangeOf(part: number): Range {
    const { cuts } = this;
    const to = cuts[part + 1] as number;
    return { from: cuts[part] as number, to, next: cuts[part + 2] ?? to };
  }

  /** Has parts read as long as somebody has time, and not too far before what is printed. */
  private start(current: number): void {
    while (this.next < this.parts && this.next < current + this.ahead && this.idle.length > 0) {
      const job = this.idle.pop() as Job;
      const printed = job.print(this.rangeOf(this.next));
      this.started.set(this.next, { job, printed });
      this.next++;
      // One whose part was not met may have to go on from it.
      const release = ({ seam }: Printed): void => {
        if (seam === undefined) return;
        this.idle.push(job);
        this.start(current);
      };
      // Whoever waits for the part gets the error.
      printed.then(release, () => undefined);
    }
  }

  /** The part is of no use: another reads on into it. */
  private giveUp(part: number): void {
    const { started } = this;
    const one = started.get(part);
    started.delete(part);
    this.next = Math.max(this.next, part + 1);
    one?.printed.then(
      ({ seam }) => {
        if (seam === undefined) this.idle.push(one.job);
      },
      () => undefined,
    );
  }
}
