/** `--merge`: the entries of several logs in the order of their times. */
import { Unreadable } from '../fault.js';
import { type Base, LogClock } from './clock.js';
import type { Entry } from './entry.js';

export interface Source {
  readonly name: string;
  readonly batches: AsyncGenerator<readonly Entry[]>;
}

/** One log: its next entry, and when that was. */
class Head {
  readonly name: string;
  private readonly batches: Source['batches'];
  private readonly clock = new LogClock();
  private held: Entry[] = [];
  private position = 0;
  private time = Number.NEGATIVE_INFINITY;

  constructor({ name, batches }: Source) {
    this.name = name;
    this.batches = batches;
  }

  /** False: the log is over. */
  async load(): Promise<boolean> {
    while (this.position >= this.held.length) {
      const { done, value } = await this.batches.next();
      if (done) return false;
      // A batch is overwritten by the next.
      this.held = [...value];
      this.position = 0;
    }
    const { at } = this.held[this.position] as Entry;
    const seconds = at === undefined ? undefined : this.clock.at(at);
    // Without a time it comes where the one before it comes.
    if (seconds !== undefined) this.time = (this.clock.begin?.seconds ?? 0) + seconds;
    return true;
  }

  get seconds(): number {
    return this.time;
  }

  get base(): Base | undefined {
    return this.clock.begin?.base;
  }

  /** The first zone that its times name. */
  get zone(): string | undefined {
    return [...this.clock.zones][0];
  }

  take(): Entry {
    const entry = this.held[this.position] as Entry;
    this.position++;
    return { ...entry, file: this.name };
  }
}

const TOLD: Readonly<Record<Base, string>> = {
  count: 'a count',
  day: 'times of day',
  year: 'dates without a year',
  date: 'dates',
};

function refuseUnlike(heads: readonly Head[]): void {
  const timed = heads.filter(({ base }) => base !== undefined);
  const [first] = timed;
  const other = timed.find(({ base }) => base !== first?.base);
  if (first?.base === undefined || other?.base === undefined) return;
  throw new Unreadable(
    `${first.name} has ${TOLD[first.base]}, ${other.name} has ${TOLD[other.base]}: they cannot be merged`,
  );
}

/** Dates without a zone are compared with those that have one as if they were of UTC. */
function zonesMixed(heads: readonly Head[]): string | undefined {
  const dated = heads.filter(({ base }) => base === 'date');
  const zoned = dated.find(({ zone }) => zone !== undefined);
  const other = dated.find(({ zone }) => zone === undefined);
  if (zoned === undefined || other === undefined) return undefined;
  return `the times of ${zoned.name} name zone ${zoned.zone}, those of ${other.name} none: they are taken for UTC`;
}

/** Of two at the same time, that of the log that was named first. `say`: what is to be known of the order. */
export async function* merged(
  sources: readonly Source[],
  say: (text: string) => void,
): AsyncGenerator<readonly Entry[]> {
  const heads = sources.map((source) => new Head(source));
  let open: Head[] = [];
  for (const head of heads) if (await head.load()) open.push(head);
  const mixed = zonesMixed(open);
  if (mixed !== undefined) say(mixed);
  let batch: Entry[] = [];
  while (open.length > 0) {
    refuseUnlike(open);
    const next = open.reduce((best, head) => (head.seconds < best.seconds ? head : best));
    batch.push(next.take());
    if (!(await next.load())) open = open.filter((head) => head !== next);
    if (batch.length < 256 && open.length > 0) continue;
    yield batch;
    batch = [];
  }
}
