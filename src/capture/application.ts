/**
 * Text of an application in front of lines, and between them: `modem.c:120 received: +CSQ: 14,0`. What stands in front
 * is learned: it is what leaves, when it is cut off, lines that the decoder knows.
 */

import { awaits } from './awaited.js';
import type { LayerContainer, Unwrap } from './contract.js';
import { DIRECTION_WORD, directionIn } from './direction.js';
import { literalsIn } from './escaped.js';
import { formOf } from './forms.js';
import { STAMP, timeIn } from './time.js';

/** So many lines are looked at, and so many places in each. */
const MOST_LINES = 400;
const MOST_CUTS = 8;
const LONGEST_PREFIX = 160;

/** Behind a sign, a time, a word that tells the direction; in front of a string. */
const CUT = new RegExp(
  String.raw`(?:[:>|\])=-]|${STAMP}|\b${DIRECTION_WORD})[ \t]+|[:>|\]](?=b?['"])|\t+|[ \t](?=b?["'].*["']\s*$)`,
  'gi',
);

/** Where application text may end in a line. */
function cutsOf(line: string): number[] {
  const cuts: number[] = [];
  for (const mark of line.matchAll(CUT)) {
    const cut = mark.index + mark[0].length;
    if (cut > LONGEST_PREFIX || cuts.length === MOST_CUTS) break;
    cuts.push(cut);
  }
  return cuts;
}

/** Prefixes that differ only in their numbers are one: times, line numbers, counts. */
const shapeOf = (prefix: string): string => prefix.replace(/\d+/g, '0');

interface Group {
  readonly prefix: string;
  lines: number;
  echoes: number;
  forms: number;
  readonly types: Set<string>;
}

function count(groups: Map<string, Group>, line: string): void {
  if (formOf(line) !== undefined) return;
  for (const cut of cutsOf(line)) {
    const shape = shapeOf(line.slice(0, cut));
    const group = groups.get(shape) ?? { prefix: line.slice(0, cut), lines: 0, echoes: 0, forms: 0, types: new Set() };
    groups.set(shape, group);
    group.lines++;
    const rest = line.slice(cut);
    const form = formOf((literalsIn(rest) ?? rest).trim());
    if (form === 'echo') group.echoes++;
    else if (form !== undefined) {
      group.forms++;
      group.types.add(form);
    }
  }
}

/** A prefix that says which way it goes needs one line to be believed; `status: OK` is no line of a module. */
function isPrefix({ prefix, lines, echoes, forms, types }: Group): boolean {
  if (awaits(prefix)) return false;
  const direction = directionIn(prefix);
  if (direction === 'tx') return echoes >= 0.3 * lines && echoes > 0;
  if (direction === 'rx') return forms + echoes >= 0.3 * lines && forms > 0;
  return types.size > 1 && forms + echoes >= 0.5 * lines;
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
