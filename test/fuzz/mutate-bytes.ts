/** What may happen to the bytes of one step. */
import { concatenated } from '../../src/arbitraries/bytes.js';
import { bytesOf, textOf } from '../latin1.js';
import type { Random } from './random.js';
import { COMMANDS, HEADERS, LINES, NUMERALS, SEPARATORS, WORDS } from './words.js';

type Change = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const place = (bytes: Uint8Array, random: Random): number => random.below(bytes.length + 1);

function replaced(bytes: Uint8Array, from: number, to: number, by: Uint8Array): Uint8Array {
  return concatenated([bytes.subarray(0, from), by, bytes.subarray(to)]);
}

function inserted(bytes: Uint8Array, random: Random, piece: Uint8Array): Uint8Array {
  const at = place(bytes, random);
  return replaced(bytes, at, at, piece);
}

function piece(of: Uint8Array, random: Random, longest = 64): Uint8Array {
  const from = place(of, random);
  return of.subarray(from, from + 1 + random.below(longest));
}

const flip: Change = (bytes, random) => {
  const out = Uint8Array.from(bytes);
  const at = random.below(Math.max(1, out.length));
  if (out.length > 0) out[at] = (out[at] as number) ^ (1 << random.below(8));
  return out;
};

const anyByte: Change = (bytes, random) => {
  const at = place(bytes, random);
  return replaced(bytes, at, at + random.below(2), Uint8Array.of(random.below(256)));
};

const lose: Change = (bytes, random) => {
  const at = place(bytes, random);
  return replaced(bytes, at, at + (random.oneIn(3) ? 1 + random.below(40) : 1), new Uint8Array(0));
};

const double: Change = (bytes, random) => {
  const from = place(bytes, random);
  const to = Math.min(bytes.length, from + 1 + random.below(random.oneIn(3) ? 60 : 2));
  return replaced(bytes, to, to, bytes.subarray(from, to));
};

/** Past the longest line, now and then. */
const stretch: Change = (bytes, random) => {
  const at = place(bytes, random);
  const unit = bytes.subarray(at, at + 1 + random.below(3));
  const times = 1 + random.below(random.oneIn(4) ? 1300 : 40);
  return replaced(bytes, at, at, concatenated(Array.from({ length: times }, () => unit)));
};

const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 48 && c <= 57;

/** Another number where one appears. */
const renumber: Change = (bytes, random) => {
  let from = place(bytes, random);
  while (from < bytes.length && !isDigit(bytes[from])) from++;
  let to = from;
  while (isDigit(bytes[to])) to++;
  return replaced(bytes, from, to, random.pick(NUMERALS));
};

/** A header that announces some bytes, and so many of them, or nearly. */
const wrap: Change = (bytes, random, other) => {
  const content = random.oneIn(2) ? piece(bytes, random) : piece(other, random);
  const length = Math.max(0, content.length + (random.oneIn(4) ? random.below(5) - 2 : 0));
  const header = textOf(random.pick(HEADERS));
  const announced = header.replace(random.oneIn(2) ? /5/ : /\b5\b(?!.*\b5\b)/s, String(length));
  return inserted(bytes, random, concatenated([bytesOf(announced), content]));
};

const swapTail: Change = (bytes, random, other) =>
  concatenated([bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random))]);

const oneOf =
  (pieces: readonly Uint8Array[]): Change =>
  (bytes, random) =>
    inserted(bytes, random, random.pick(pieces));

/** The frequent ones appear more than once. */
const CHANGES: readonly Change[] = [
  flip,
  flip,
  anyByte,
  lose,
  lose,
  double,
  stretch,
  renumber,
  wrap,
  swapTail,
  (bytes, random, other) => inserted(bytes, random, piece(other, random)),
  oneOf(WORDS),
  oneOf(WORDS),
  oneOf(SEPARATORS),
  oneOf(SEPARATORS),
  oneOf(LINES),
  oneOf(LINES),
  oneOf(COMMANDS),
  oneOf(HEADERS),
];

/** The bytes, changed in one way. `other`: bytes that something may be taken from. */
export function changed(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  return random.pick(CHANGES)(bytes, random, other);
}
