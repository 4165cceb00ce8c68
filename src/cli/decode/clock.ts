/** Times as logs spell them, made comparable. */

const DAY = 24 * 3600;
const YEAR = 365 * DAY;
const CLOCK = /(\d\d?):(\d\d)(?::(\d\d)(?:[.,:](\d+))?)?(?:\d|[.,:])*(?: ?(Z|[+-]\d\d:?\d\d))?/;
const DATE = /(\d{4})[-/.](\d\d)[-/.](\d\d)[ T_]/;
const MONTH = /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +(\d\d?) (?:(\d{4}) )?/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const COUNT = /^\d+(\.\d+)?$/;

/** Where the seconds are counted from: the log's own beginning, midnight, new year, or 1970. */
export type Base = 'count' | 'day' | 'year' | 'date';

export interface Moment {
  readonly seconds: number;
  readonly base: Base;
  /** As it is spelled: `Z`, `+02:00`. */
  readonly zone?: string;
}

/** After so much the count begins again. */
const PERIODS: Readonly<Partial<Record<Base, number>>> = { day: DAY, year: YEAR };

function dateIn(at: string): { readonly base: Base; readonly days: number } {
  const date = DATE.exec(at);
  if (date) return { base: 'date', days: Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3])) / 1000 / DAY };
  const [, month, day, year] = MONTH.exec(at) ?? [];
  if (month === undefined) return { base: 'day', days: 0 };
  const index = MONTHS.indexOf(month) / 3;
  // Without a year, days are counted as in one of 365 days.
  const days = Date.UTC(Number(year ?? 1970), index, Number(day)) / 1000 / DAY;
  return { base: year === undefined ? 'year' : 'date', days };
}

/** Seconds that a zone is ahead of UTC. */
function ahead(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
}

/** What a time says; undefined where it cannot be read. */
export function momentOf(at: string): Moment | undefined {
  const count = COUNT.exec(at);
  // A count with a point is of seconds, one without of milliseconds.
  if (count) return { seconds: Number(at) / (count[1] === undefined ? 1000 : 1), base: 'count' };
  const clock = CLOCK.exec(at.replace(DATE, '').replace(MONTH, ''));
  if (!clock) return undefined;
  const [, hours, minutes, seconds = '0', fraction = '0', zone] = clock;
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`);
  const { base, days } = dateIn(at);
  // A zone matters once there is a date; before that, one log has one.
  const utc = base === 'date' ? time - ahead(zone) : time;
  return { seconds: days * DAY + utc, base, ...(zone !== undefined && { zone }) };
}

/** Seconds from one moment to another, also back; undefined where they are not counted from the same. */
export function secondsFrom(earlier: Moment, later: Moment): number | undefined {
  return earlier.base === later.base ? later.seconds - earlier.seconds : undefined;
}

/** Seconds from one time to a later one; undefined where they cannot be read. Midnight, or new year, may lie between. */
export function secondsBetween(earlier: string, later: string): number | undefined {
  const [from, to] = [momentOf(earlier), momentOf(later)];
  const seconds = from && to && secondsFrom(from, to);
  if (seconds === undefined || seconds >= 0) return seconds;
  return seconds + (PERIODS[to?.base ?? 'date'] ?? 0);
}

/** Counts the seconds of one log from its first time, over midnights. */
export class LogClock {
  /** As the times spell them. */
  readonly zones = new Set<string>();
  private first: Moment | undefined;
  private last = 0;
  private turns = 0;

  /** The first time of the log. */
  get begin(): Moment | undefined {
    return this.first;
  }

  /** The zones, for people; undefined where none is named. */
  get zonesSaid(): string | undefined {
    const zones = [...this.zones];
    return zones.length === 0 ? undefined : `time zone${zones.length === 1 ? '' : 's'} ${zones.join(' and ')}`;
  }

  /** Undefined where the time cannot be read; a little back is no midnight. */
  at(time: string): number | undefined {
    const moment = momentOf(time);
    if (moment === undefined) return undefined;
    this.first ??= moment;
    if (moment.zone !== undefined) this.zones.add(moment.zone);
    const from = secondsFrom(this.first, moment);
    if (from === undefined) return undefined;
    const period = PERIODS[moment.base];
    if (period === undefined) return from;
    if (from + this.turns * period < this.last - period / 2) this.turns++;
    this.last = Math.max(this.last, from + this.turns * period);
    return from + this.turns * period;
  }
}
