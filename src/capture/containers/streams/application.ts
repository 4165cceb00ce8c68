/**
 * Text of an application in front of lines, and between them: `modem.c:120 received: +CSQ: 14,0`. What stands in front
 * is learned: it is what leaves, when it is cut off, lines that the decoder knows.
 */

import type { LayerContainer, Unwrap } from '../../read/contract.js';
import { DIRECTION_WORD, directionIn } from '../../read/direction.js';
import { STAMP, timeIn } from '../../read/time.js';
import { formOf } from '../../recognise/forms.js';
import { awaits } from '../layers/awaited.js';
import { literalsIn } from '../spellings/escaped.js';

/** So many lines are looked at, and so many places in each. */
const MOST_LINES = 400;
const MOST_CUTS = 8;
const LONGEST_PREFIX = 160;

/** Behind a sign, a time, a word that tells the direction; in front of a string. */
const CUT = new RegExp(
  String.raw`(?:[:>|\])=-]|${STAMP}|\b${DIRECTION_WORD})[ \t]+|[:>|\]](?=b?['"])|\t+|[ \t](?=b?["'])`,
  'gi',
);

/** Where application text may end in a line. */
function cutsOf(line: string): number[] {
  const cuts = Array.from(line.slice(0, LONGEST_PREFIX).matchAll(CUT), (mark) => mark.index + mark[0].length);
  return cuts.slice(0, MOST_CUTS);
}

/** Prefixes that differ only in their numbers are one: times, line numbers, counts. */
const shapeOf = (prefix: string): string => prefix.replace(/\d+/g, '0');

interface Group {
  readonly prefix: string;
  lines: number;
  echoes: number;
  strings: number;
  readonly forms: string[];
}

/** Counts what stands behind a prefix; true: it is a line that the decoder knows, and no more is to be cut off. */
function countRest(group: Group, rest: string): boolean {
  const string = literalsIn(rest);
  const form = formOf((string ?? rest).trim());
  group.lines++;
  if (form === 'echo') group.echoes++;
  else if (form !== undefined) group.forms.push(form);
  else if (string !== undefined) group.strings++;
  return form !== undefined;
}

function count(groups: Map<string, Group>, line: string): void {
  if (formOf(line) !== undefined) return;
  for (const cut of cutsOf(line)) {
    const prefix = line.slice(0, cut);
    const shape = shapeOf(prefix);
    const group = groups.get(shape) ?? { prefix, lines: 0, echoes: 0, strings: 0, forms: [] };
    groups.set(shape, group);
    if (countRest(group, line.slice(cut))) return;
  }
}

/** A prefix that says which way it goes needs one line, or string, to be believed; `status: OK` is no line of a module. */
function isPrefix({ prefix, lines, echoes, strings, forms }: Group): boolean {
  if (awaits(prefix)) return false;
  const direction = directionIn(prefix);
  if (direction === undefined) return new Set(forms).size > 1 && forms.length + echoes >= 0.5 * lines;
  const own = direction === 'tx' ? echoes : forms.length;
  return own + strings > 0 && forms.length + echoes + strings >= 0.3 * lines;
}

function learn(sample: readonly string[]): ReadonlySet<string> {
  const groups = new Map<string, Group>();
  for (const line of sample.slice(0, MOST_LINES)) count(groups, line);
  return new Set([...groups].filter(([, group]) => isPrefix(group)).map(([shape]) => shape));
}

function unwrapWith(shapes: ReadonlySet<string>): Unwrap {
  return (line) => {
    const cut = cutsOf(line)
      .reverse()
      .find((end) => shapes.has(shapeOf(line.slice(0, end))));
    if (cut === undefined) return undefined;
    const prefix = line.slice(0, cut);
    return [{ text: line.slice(cut), at: timeIn(prefix), direction: directionIn(prefix) }];
  };
}

export const application: LayerContainer = {
  kind: 'layer',
  name: 'application',
  says: 'text of an application in front of lines and between them',
  losses: ['application-text'],
  least: 0.05,
  learned: true,
  untagged: 'application',
  open: (sample) => {
    const shapes = learn(sample);
    return shapes.size === 0 ? () => undefined : unwrapWith(shapes);
  },
};
