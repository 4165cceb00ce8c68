/** Time stamps: `26/11/27,22:40:15+04`, where the zone is in quarters of an hour (AT manual 5.2.1 AT+CCLK, 27.005). */

const STAMP = /^(\d\d|\d{4})\/(\d\d)\/(\d\d),(\d\d):(\d\d):(\d\d)(?:([+-])(\d\d))?$/;
const QUARTER = 15 * 60 * 1000;

/** Without a zone it is taken for UTC. undefined: it is no time stamp, or there is no such time. */
export function dateOf(timestamp: string): Date | undefined {
  const found = STAMP.exec(timestamp);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const full = year < 100 ? 2000 + year : year;
  const local = new Date(Date.UTC(full, month - 1, day, hour, minute, second));
  // 31 February would be in March.
  const isThere =
    local.getUTCMonth() === month - 1 && local.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isThere) return undefined;
  const zone = Number(`${found[7] ?? '+'}${found[8] ?? '0'}`) * QUARTER;
  return new Date(local.getTime() - zone);
}

/** The other way, with a zone in minutes east of UTC: `AT+CCLK` takes it. Throws RangeError for a year that it cannot say. */
export function timestampOf(date: Date, zoneMinutes = 0): string {
  const local = new Date(date.getTime() + zoneMinutes * 60_000);
  const year = local.getUTCFullYear();
  if (!(year >= 2000 && year < 2100)) throw new RangeError(`a time stamp has a year from 2000 to 2099, not ${year}`);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = [year - 2000, local.getUTCMonth() + 1, local.getUTCDate()].map(two).join('/');
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  return `${day},${time}${zoneMinutes < 0 ? '-' : '+'}${two(Math.round(Math.abs(zoneMinutes) / 15))}`;
}
