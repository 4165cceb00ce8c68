/** What a line of a log is made of: a head, the text, a tail. */
import type { Shape } from '../read/contract.js';
import { bytesOf } from '../read/text.js';
import { patternOf } from './tokens.js';

/** A line that nothing before it marks, in a log in which nothing is known of such lines. */
export const HEADLESS: Shape = {
  head: '',
  tail: '',
  closer: undefined,
  upToLast: true,
  direction: undefined,
  isTold: false,
  outer: undefined,
  spelling: { name: 'plain', spell: bytesOf, lineEnds: 'lost' },
  prefix: '',
  isPadded: false,
  isPieces: false,
  isBlock: false,
  lines: 0,
  known: 0,
  unknown: 20,
  sample: '',
};

/** A regular expression for a head; its group `at` is the time. Blanks at its end may be missing, where the text is. */
export function headPattern(head: string): string {
  const blanks = head.length - head.replace(/ +$/, '').length;
  return patternOf(head)
    .replace(/(?: \+)+$/, ` {0,${blanks}}`)
    .replace(/\t$/, '\t?');
}

/** Finds a shape's head before a line. */
export class HeadMatcher {
  private readonly pattern: RegExp;

  constructor(head: string) {
    this.pattern = new RegExp(headPattern(head), 'sy');
  }

  /** Where the text begins, or -1. */
  match(line: string): { readonly end: number; readonly at: string | undefined } | undefined {
    this.pattern.lastIndex = 0;
    const found = this.pattern.exec(line);
    return found === null ? undefined : { end: this.pattern.lastIndex, at: found.groups?.at };
  }
}

const LONGEST_TAIL = 200;
const tailPatterns = new Map<string, RegExp>();

function tailPattern(tail: string): RegExp {
  let pattern = tailPatterns.get(tail);
  if (pattern === undefined) {
    pattern = new RegExp(
      `${patternOf(tail)
        .replace(/^(?: \+)+/, ` {0,${tail.length - tail.trimStart().length}}`)
        .replaceAll('?<at>', '?:')}$`,
      's',
    );
    if (tailPatterns.size > 200) tailPatterns.clear();
    tailPatterns.set(tail, pattern);
  }
  return pattern;
}

/** What they enclose does not go on in the next line. */
const BRACKETS = ')]}>';

export interface Extract {
  readonly text: string;
  /** The closer has not come: the text goes on in the next line. */
  readonly isOpen: boolean;
}

/** The text of a line after its head. */
export function extract(
  { closer, upToLast, tail }: Pick<Shape, 'closer' | 'upToLast' | 'tail'>,
  rest: string,
): Extract {
  if (closer !== undefined) {
    const end = upToLast ? rest.lastIndexOf(closer) : firstUnescaped(rest, closer);
    return end < 0 ? { text: rest, isOpen: !BRACKETS.includes(closer) } : { text: rest.slice(0, end), isOpen: false };
  }
  if (tail === '') return { text: rest, isOpen: false };
  const from = Math.max(0, rest.length - LONGEST_TAIL);
  const found = tailPattern(tail).exec(rest.slice(from));
  return { text: found === null ? rest : rest.slice(0, from + found.index), isOpen: false };
}

function firstUnescaped(text: string, closer: string): number {
  for (let p = 0; p < text.length; p++) {
    if (text[p] === '\\') p++;
    else if (text[p] === closer) return p;
  }
  return -1;
}
