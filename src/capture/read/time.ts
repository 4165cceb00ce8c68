/** Times as logs spell them. */

const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const DATE = String.raw`(?:\d{2,4}[-/.]\d\d(?:[-/.]\d{2,4})?[ T_]|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:${MONTH}) [ \d]?\d (?:\d{4} )?)`;
const CLOCK = String.raw`\d\d?:\d\d:\d\d(?:[.,:]\d+)*(?: ?[+-]\d\d:?\d\d|Z)?`;
const TIME = new RegExp(`(?:${DATE})?${CLOCK}`);
/** A count of seconds or milliseconds, in brackets of either kind. Directly after a word it is something else: `chat[812]`, `TX(3)`. */
const COUNT = /(?<!\w)(?:\[ *(\d+(?:\.\d+)?)\]|\( *(\d+(?:\.\d+)?)\))/;

export const STAMP = `(?:${DATE})?${CLOCK}`;

/** The first time in a text, as it is spelled. */
export function timeIn(text: string): string | undefined {
  const time = TIME.exec(text)?.[0];
  if (time !== undefined) return time;
  const count = COUNT.exec(text);
  return count?.[1] ?? count?.[2];
}
