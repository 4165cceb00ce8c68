/** Fixed text in all the spellings that are read, the canonical one first. */
import type { Element } from '../notation/ast.js';

export type Spellings = readonly string[];
/** Six places in a row where spaces are tolerated, as a row of empty parameters has; more are hardly meant. */
export const MAX_SPELLINGS = 3 ** 6;
const NOTHING: Spellings = [''];

/** One more than allowed is kept, so that whoever counts them sees that there are too many. */
function unite(...lists: readonly Spellings[]): Spellings {
  return [...new Set(lists.flat())].slice(0, MAX_SPELLINGS + 1);
}

export function concatenate(left: Spellings, right: Spellings): Spellings {
  return unite(left.flatMap((head) => right.map((tail) => head + tail)));
}

/**
 * All texts a row of parts can make. Where there are too many that is an error, and the rest of the row changes nothing about it:
 * `i"ooo…"` of a thousand letters would take seconds.
 */
export function product(parts: readonly Spellings[]): Spellings {
  let texts = NOTHING;
  for (const part of parts) {
    if (texts.length > MAX_SPELLINGS) break;
    texts = concatenate(texts, part);
  }
  return texts;
}

function inBothCases(text: string): Spellings {
  const letters = Array.from(text, (c) => [...new Set([c, c.toUpperCase(), c.toLowerCase()])]);
  return product(letters);
}

function spellingsOfLiteral({ text, caseless, presence }: Element & { node: 'literal' }): Spellings {
  const written = caseless ? inBothCases(text) : [text];
  if (presence === 'required') return written;
  return presence === 'tolerated' ? unite(written, NOTHING) : unite(NOTHING, written);
}

/** Of an element that holds neither a field nor a line end. */
export function spellingsOf(element: Element): Spellings {
  switch (element.node) {
    case 'literal':
      return spellingsOfLiteral(element);
    case 'space':
      return element.presence === 'tolerated' ? [' ', '', '  '] : ['', ' ', '  '];
    case 'choice':
      return unite(...element.branches.map((items) => product(items.map(spellingsOf))));
    case 'optional':
      return unite(product(element.items.map(spellingsOf)), NOTHING);
    case 'field':
    case 'line-end':
      return NOTHING;
  }
}
