/** Several lines of the stream in one, where a logger has made blanks or dots of line ends: `AT+CSQ  +CSQ: 21,0  OK`, `..OK..`. */
import type { Judge } from '../../recognise/judge.js';

/** What may stand for a line end. */
const GAP = /[ \t]*(?:[,;|/]|[-=]>)?[ \t]+|\.{2,}/g;
/** Before the first line and after the last one may stand too: `+CSQ: 14,0 | OK |`. */
const FIRST = /^\.{2,}/;
const LAST = /(?:[ \t]*[,;|/]|\.{2,})$/;
/** In a longer text nothing is looked for. */
const LONGEST = 600;
const MOST_GAPS = 60;

interface Gap {
  readonly start: number;
  readonly end: number;
}

/** The known line that begins at `from`, the longest, and where the next begins. */
function knownAt(text: string, from: number, gaps: readonly Gap[], judge: Judge): Gap | undefined {
  if (judge.knows(text.slice(from))) return { start: text.length, end: text.length };
  return [...gaps].reverse().find(({ start }) => start > from && judge.knows(text.slice(from, start)));
}

/** The lines; undefined where the text is one, or is not known from its beginning to its end. */
export function linesIn(text: string, judge: Judge): string[] | undefined {
  if (text.length > LONGEST || judge.knows(text)) return undefined;
  const whole = text.trim().replace(FIRST, '').replace(LAST, '');
  const gaps = [...whole.matchAll(GAP)].map(({ index, 0: gap }) => ({ start: index, end: index + gap.length }));
  if (gaps.length > MOST_GAPS) return undefined;
  const lines: string[] = [];
  for (let from = 0; from < whole.length; ) {
    const found = knownAt(whole, from, gaps, judge);
    if (found === undefined) return undefined;
    lines.push(whole.slice(from, found.start));
    from = found.end;
  }
  return lines;
}
