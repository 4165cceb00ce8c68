/** A tag in front of each line says which way it went: `TX: AT`, `RX: OK`; `=> AT`, `<= OK`. */
import type { Direction, LayerContainer, Unwrap } from '../../read/contract.js';
import { shareOf } from '../../read/text.js';

/** Tags that come in pairs: what is sent, what is received. */
const WORDS: readonly (readonly [string, string])[] = [
  ['TX', 'RX'],
  ['TXD', 'RXD'],
  ['SEND', 'RECEIVED?'],
  ['SENT', 'RECV'],
  ['SENDING', 'RECEIVING'],
  ['WRITE', 'READ'],
  ['OUT', 'IN'],
];
const SIGNS: readonly (readonly [string, string])[] = [
  ['AT>', 'AT<'],
  ['-{2,}>', '<-{2,}'],
  ['=+>', '<=+'],
  ['>{2,}', '<{2,}'],
];
/** One of these alone may be a prompt, or an arrow of another kind. */
const WEAK_SIGNS: readonly (readonly [string, string])[] = [
  ['->', '<-'],
  ['>', '<'],
];

interface Tag {
  readonly direction: Direction;
  readonly spelling: RegExp;
}

/** A word counts as a tag only in brackets, or with a sign behind it: `SEND OK` is a line of its own. */
const word = (tag: string): string =>
  String.raw`(?:\[(?:${tag})\] ?:?|\((?:${tag})\) ?:?|<(?:${tag})> ?:?|(?:${tag}) ?(?:->|=>|<-|<=|:>|[:|><]))`;
const sign = (tag: string): string => String.raw`${tag}(?=\s|$)`;

const tagOf = (direction: Direction, spelling: string): Tag => ({
  direction,
  spelling: new RegExp(String.raw`^[ \t]*${spelling}[ \t]?`, 'i'),
});

const pair = ([tx, rx]: readonly [string, string], spell: (tag: string) => string): [Tag, Tag] => [
  tagOf('tx', spell(tx)),
  tagOf('rx', spell(rx)),
];

const WORD_PAIRS = WORDS.map((tags) => pair(tags, word));
const SIGN_PAIRS = SIGNS.map((tags) => pair(tags, sign));
const WEAK_PAIRS = WEAK_SIGNS.map((tags) => pair(tags, sign));

const isUsed = (sample: readonly string[], tag: Tag): boolean => sample.some((line) => tag.spelling.test(line));

/** A log of one side only: it must have its sign nearly everywhere. */
const isEverywhere = (sample: readonly string[], tag: Tag): boolean =>
  shareOf(sample, (line) => tag.spelling.test(line)) >= 0.5;

function tagsOf(sample: readonly string[]): Tag[] {
  const words = WORD_PAIRS.filter((tags) => tags.some((tag) => isUsed(sample, tag)));
  const signs = SIGN_PAIRS.filter(
    (tags) => tags.every((tag) => isUsed(sample, tag)) || tags.some((tag) => isEverywhere(sample, tag)),
  );
  const weak = WEAK_PAIRS.filter((tags) => tags.every((tag) => isUsed(sample, tag)));
  return [...words, ...signs, ...weak].flat();
}

function unwrapWith(tags: readonly Tag[]): Unwrap {
  return (line) => {
    for (const { direction, spelling } of tags) {
      const found = spelling.exec(line);
      if (found !== null) return [{ direction, text: line.slice(found[0].length) }];
    }
    return undefined;
  };
}

export const tagged: LayerContainer = {
  kind: 'layer',
  name: 'tagged',
  says: 'directions: TX:/RX:, =>/<=, --->/<---, SEND:/RECEIVED:, AT>/AT<',
  losses: [],
  least: 0.05,
  untagged: 'application',
  open: (sample) => unwrapWith(tagsOf(sample)),
};
