/** Each life of a connection, from its opening, or the attempt, to its end. */
import type { Entry } from '../decode/entry.js';
import { type ConnectionEvent, Connections, type Opening } from '../why/connections.js';
import type { Fact } from '../why/fact.js';
import type { By } from '../why/rules.js';
import type { Place } from './place.js';

export interface OpeningCount {
  readonly connection?: number;
  /** What was asked for: `203.0.113.10:7000`. */
  readonly target?: string;
  readonly asked?: Place;
  readonly opened?: Place;
  readonly ended?: Place;
  /** Who, or what, has ended it; `failed`: it never was open. */
  readonly by?: By | 'failed';
  /** Bytes. */
  readonly sent: number;
  readonly received: number;
  /** Attempts in a row to the same target, before this one. */
  readonly retries: number;
}

/** So many are listed. */
const MOST_LISTED = 1000;

const placed = (name: string, fact: Fact | undefined): object => (fact === undefined ? {} : { [name]: fact.place });

/** What was never asked for was open before the log begins. */
const wasOpen = ({ asked, opened }: Opening): boolean => opened !== undefined || asked === undefined;

function counted(opening: Opening, ended: Fact | undefined, by: OpeningCount['by']): OpeningCount {
  const { connection, target, asked, opened, sent, received, attempt } = opening;
  return {
    ...(connection !== undefined && { connection }),
    ...(target !== undefined && { target: `${target.address}:${target.port}` }),
    ...placed('asked', asked),
    ...placed('opened', opened),
    ...placed('ended', ended),
    ...(by !== undefined && { by }),
    sent: sent.bytes,
    received: received.bytes,
    retries: attempt - 1,
  };
}

export class OpeningCounter {
  private readonly connections = new Connections((event) => this.take(event));
  private readonly list: OpeningCount[] = [];

  add(entry: Entry): void {
    this.connections.add(entry);
  }

  /** In the order in which they ended, and those that are still open. */
  get openings(): readonly OpeningCount[] {
    const open = this.connections.openings.map((opening) => counted(opening, undefined, undefined));
    return [...this.list, ...open].slice(0, MOST_LISTED);
  }

  private take(event: ConnectionEvent): void {
    if (event.kind === 'failed') this.end(event.opening, event.fact, 'failed');
    else if (event.kind === 'ended')
      for (const opening of event.openings) this.end(opening, event.fact, wasOpen(opening) ? event.rule.by : 'failed');
  }

  private end(opening: Opening, fact: Fact, by: OpeningCount['by']): void {
    if (this.list.length < MOST_LISTED) this.list.push(counted(opening, fact, by));
  }
}
