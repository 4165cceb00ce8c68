/** The same head before every line, but for its times and numbers: `Mon 2015/02/02 13:53:43 smsd[2205]: `. */

import { cutsOf } from '../../learn/candidates.js';
import { HeadMatcher } from '../../learn/shape.js';
import type { LayerContainer, Unwrap } from '../../read/contract.js';
import { shareOf } from '../../read/text.js';

/** What two lines begin with may be anything. */
const LEAST_MORE = 2;
const BEGINS_COMMANDS = /\bAT\s*$/i;
/** Some lines may be without it: what a line of the application's breaks into. */
const MOSTLY = 0.9;

/** The longest head that most lines have; undefined: there is none. */
function commonHead(lines: readonly string[]): HeadMatcher | undefined {
  const [first = '', ...more] = lines.filter((line) => line.trim() !== '');
  if (more.length < LEAST_MORE) return undefined;
  for (const { at, mask } of cutsOf(first).reverse()) {
    // All commands begin with AT: `Send: AT` is no head. Nor are numbers: rows of a dump begin with theirs.
    if (BEGINS_COMMANDS.test(mask) || !/[A-Za-z]/.test(mask)) continue;
    const head = new HeadMatcher(first.slice(0, at));
    const isBefore = (line: string): boolean => (head.match(line)?.end ?? line.length) < line.length;
    if (shareOf(lines, isBefore) >= MOSTLY) return head;
  }
  return undefined;
}

const without =
  (head: HeadMatcher): Unwrap =>
  (line) => {
    const found = head.match(line);
    return found && [{ text: line.slice(found.end), at: found.at }];
  };

export const head: LayerContainer = {
  kind: 'layer',
  name: 'head',
  says: 'the same head before every line, but for times and numbers: Apr 12 10:01:02 pi smsd[812]: ',
  losses: [],
  least: MOSTLY,
  untagged: 'received',
  around: 'text',
  open: (sample) => {
    const found = commonHead(sample);
    return found === undefined ? () => undefined : without(found);
  },
};
