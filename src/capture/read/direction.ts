/** Which way bytes went, told by the words a log uses of it. */
import type { Direction } from './contract.js';

const SENT = String.raw`tx\d*|txd|sent|sends?|sending|writ(?:e|es|ing|ten)|wrote|transmit(?:s|ted|ting)?`;
const RECEIVED = String.raw`rx\d*|rxd|recv|received?|receives|receiving|reads?|reading|response|resp|reply|answer|got`;

/** A word that tells it, as the source of a regular expression. */
export const DIRECTION_WORD = `(?:${SENT}|${RECEIVED})`;

type Signs = readonly (readonly [Direction, RegExp])[];

const WORDS: Signs = [
  ['tx', new RegExp(`^(?:${SENT})$`)],
  ['rx', new RegExp(`^(?:${RECEIVED})$`)],
];
/** Taken only where none of the others is there: `received command` is no command. */
const WEAK_WORDS: Signs = [
  ['tx', /^(?:out|cmd|command|request|req)$/],
  ['rx', /^(?:in|line|urc)$/],
];
const ARROWS: Signs = [
  ['tx', /(?:--+>|=+>|>>+|\bat>|\xe2\x86\x92)[\s'"(]*$/i],
  ['rx', /(?:<--+|<=+|<<+|\bat<|\xe2\x86\x90)[\s'"(]*$/i],
];

function byWords(words: readonly string[], signs: Signs): Direction | undefined {
  for (const word of words) for (const [direction, sign] of signs) if (sign.test(word)) return direction;
  return undefined;
}

/** So much of a text is read for it. */
const LONGEST = 200;

/** The direction that a tag, a channel's name or a line before a dump speaks of. */
export function directionIn(line: string): Direction | undefined {
  const text = line.slice(0, LONGEST);
  const words = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return byWords(words, WORDS) ?? ARROWS.find(([, arrow]) => arrow.test(text))?.[0] ?? byWords(words, WEAK_WORDS);
}

/** Whether a text before a line says that the line is only waited for. */
export const awaits = (head: string): boolean =>
  /\b(?:await|expect|wait|abort|until)|\bATT:/i.test(head.slice(0, LONGEST));
