/**
 * A count of seconds or milliseconds in brackets: `[17.045] > `. A prompt has no line end, so the next count may stand
 * in the same line: `[17.045] > [17.046] prompt seen`.
 */
import type { LayerContainer, Piece, Unwrap } from '../../read/contract.js';

const FIRST = /^\[ *\d+(?:\.\d+)?\]/;
const COUNT = /\[ *(\d+(?:\.\d+)?)\] ?/g;
/** No line is written for longer than this: a number in brackets that is further off is text. */
const LONGEST_GAP = 60;

const decimals = (count: string): number => count.length - (`${count}.`.indexOf('.') + 1);

/** Whether a count in the middle of a line goes on where the last one was. */
function follows(count: string, last: string): boolean {
  const gap = Number(count) - Number(last);
  return decimals(count) > 0 && decimals(count) === decimals(last) && gap >= 0 && gap <= LONGEST_GAP;
}

const unwrap: Unwrap = (line) => {
  if (!FIRST.test(line)) return undefined;
  const pieces: Piece[] = [];
  let at = '';
  let from = 0;
  for (const mark of line.matchAll(COUNT)) {
    const count = mark[1] ?? '';
    if (mark.index > 0 && !follows(count, at)) continue;
    if (mark.index > 0) pieces.push({ at, text: line.slice(from, mark.index), open: true });
    at = count;
    from = mark.index + mark[0].length;
  }
  pieces.push({ at, text: line.slice(from) });
  return pieces;
};

export const seconds: LayerContainer = {
  kind: 'layer',
  name: 'seconds',
  says: 'seconds or milliseconds in brackets: [17.045] text',
  losses: [],
  least: 0.1,
  untagged: 'received',
  open: () => unwrap,
};
