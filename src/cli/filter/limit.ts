/** `--since` and `--until`: a time of the log, so long after its beginning, or an offset in the stream. */
import { LogClock, type Moment, momentOf, secondsFrom } from '../decode/clock.js';
import type { Entry } from '../decode/entry.js';

export type Limit =
  | { readonly kind: 'offset'; readonly offset: number; readonly text: string }
  | { readonly kind: 'elapsed'; readonly seconds: number; readonly text: string }
  | { readonly kind: 'time'; readonly moment: Moment; readonly text: string };

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 };
const DAY = 86400;

/** Undefined: it is no such text. */
export function limitIn(text: string): Limit | undefined {
  if (/^\d+$/.test(text)) return { kind: 'offset', offset: Number(text), text };
  const [, count, unit = 's'] = /^\+(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text) ?? [];
  if (count !== undefined) return { kind: 'elapsed', seconds: Number(count) * (UNITS[unit] ?? 1), text };
  // A day by itself begins at midnight.
  const moment = momentOf(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text);
  return moment === undefined || moment.base === 'count' ? undefined : { kind: 'time', moment, text };
}

export type Side = 'since' | 'until';

/** A time of day that is before the log begins: of the next day, where the log has come to it by `until`. */
function dayLater(seconds: number, side: Side): number {
  if (side === 'until') return seconds < 0 ? seconds + DAY : seconds;
  return seconds < -DAY / 2 ? seconds + DAY : seconds;
}

/** Where a limit is, in seconds from the beginning of the log. */
function secondsOf(limit: Exclude<Limit, { kind: 'offset' }>, begin: Moment, side: Side): number | undefined {
  if (limit.kind === 'elapsed') return limit.seconds;
  const { moment } = limit;
  if (moment.base === begin.base) {
    const seconds = secondsFrom(begin, moment) ?? 0;
    return moment.base === 'day' ? dayLater(seconds, side) : seconds;
  }
  // A time of day in a log with dates: of the day it begins on.
  if (moment.base !== 'day' || begin.base === 'count') return undefined;
  return dayLater(moment.seconds - (begin.seconds % DAY), side);
}

export class Limits {
  private readonly clock = new LogClock();
  private readonly sides: readonly (readonly [Side, Limit])[];

  constructor(since: Limit | undefined, until: Limit | undefined) {
    this.sides = [...(since ? [['since', since] as const] : []), ...(until ? [['until', until] as const] : [])];
  }

  /** An entry without a time is within none that is one. */
  isWithin({ offset, at }: Entry): boolean {
    const seconds = at === undefined ? undefined : this.clock.at(at);
    return this.sides.every(([side, limit]) => this.isOn(side, limit, offset, seconds));
  }

  /** The log has no time that the limits could be compared with. */
  get isBlind(): boolean {
    const { begin } = this.clock;
    const timed = this.sides.filter(([, limit]) => limit.kind !== 'offset');
    if (begin === undefined) return timed.length > 0;
    return timed.some(([side, limit]) => limit.kind !== 'offset' && secondsOf(limit, begin, side) === undefined);
  }

  private isOn(side: Side, limit: Limit, offset: number, seconds: number | undefined): boolean {
    if (limit.kind === 'offset') return side === 'since' ? offset >= limit.offset : offset <= limit.offset;
    const { begin } = this.clock;
    const bound = begin && secondsOf(limit, begin, side);
    if (bound === undefined || seconds === undefined) return false;
    return side === 'since' ? seconds >= bound : seconds <= bound;
  }
}
