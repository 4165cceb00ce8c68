/** Times as logs spell them, made comparable. */

const DAY = 24 * 3600;
const ISO = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/;
const CLOCK = /(\d\d?):(\d\d):(\d\d)(?:[.,:](\d+))?/;
const COUNT = /^\d+(\.\d+)?$/;

/** Seconds from some beginning; `day` tells that only the time of day is known. */
interface Moment {
  readonly seconds: number;
  readonly day: boolean;
}

function moment(at: string): Moment | undefined {
  const count = COUNT.exec(at);
  // A count with a point is of seconds, one without of milliseconds.
  if (count) return { seconds: Number(at) / (count[1] === undefined ? 1000 : 1), day: false };
  const clock = CLOCK.exec(at);
  if (!clock) return undefined;
  const [, hours, minutes, seconds, fraction = '0'] = clock;
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`);
  if (!ISO.test(at)) return { seconds: time, day: true };
  return { seconds: Date.parse(`${at.slice(0, 10)}T00:00:00Z`) / 1000 + time, day: false };
}

/** Seconds from one time to a later one; undefined where they cannot be read. Midnight may lie between. */
export function secondsBetween(earlier: string, later: string): number | undefined {
  const [from, to] = [moment(earlier), moment(later)];
  if (!from || !to || from.day !== to.day) return undefined;
  const seconds = to.seconds - from.seconds;
  return seconds < 0 && to.day ? seconds + DAY : seconds;
}
