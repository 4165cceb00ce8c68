/** Bytes in hex, with or without a column of text behind them: `0D 0A 4F 4B 0D 0A  ..OK..`. */
import type { Spell, SpellingContainer } from './contract.js';
import { shareOf } from './text.js';

const PAIRS = /^\s*(?:\[\s*)?((?:0x)?[0-9a-f]{2}(?:[ ,:;-]{1,3}(?:0x)?[0-9a-f]{2})*)(?![0-9a-z])(.*)$/is;
const RUN = /^\s*(?:0x)?((?:[0-9a-f]{2}){3,})\s*$/i;
const PAIR = /(?:0x)?([0-9a-f]{2})/gi;
/** What may stand behind the bytes: a column of text, set off by more than a space. */
const COLUMN = /^[,;\]\s]*$|^(?:\s*[|#'"]|\s{2,}|\t)/;

const printed = (byte: number): string => String.fromCharCode(byte);

/** Whether a column of text shows just these bytes, a dot or the like for what does not print. */
function shows(column: string, bytes: Uint8Array): boolean {
  const text = column.replace(/^\s*\|?|\|?\s*$/g, '');
  if (text.length !== bytes.length) return false;
  return bytes.every((byte, i) => text[i] === printed(byte) || byte < 0x21 || byte > 0x7e);
}

const bytesOfPairs = (text: string): Uint8Array =>
  Uint8Array.from(text.matchAll(PAIR), ([, digits = '']) => Number.parseInt(digits, 16));

/** A column of text may itself look like hex (`41 42  AB`): it is cut off where it shows the bytes in front of it. */
function withoutColumn(pairs: string): string {
  const gap = /^(.*?\S)\s{2,}(\S+)$/s.exec(pairs);
  if (gap === null) return pairs;
  const [, front = '', column = ''] = gap;
  return shows(column, bytesOfPairs(front)) ? front : pairs;
}

/** The bytes of a row of hex, or undefined where it is none. */
export const fromHex: Spell = (text) => {
  const run = RUN.exec(text)?.[1];
  if (run !== undefined) return bytesOfPairs(run);
  const [, pairs, rest = ''] = PAIRS.exec(text) ?? [];
  if (pairs === undefined) return undefined;
  const bytes = bytesOfPairs(withoutColumn(pairs));
  return COLUMN.test(rest) || shows(rest.slice(1), bytes) ? bytes : undefined;
};

const isHex = (text: string): boolean => fromHex(text) !== undefined;

export const hex: SpellingContainer = {
  kind: 'spelling',
  name: 'hex',
  says: 'bytes in hex, a column of text behind them or not: 0D 0A 4F 4B  ..OK',
  losses: [],
  // A number of two digits is no dump: somewhere there must be a row of several bytes.
  evidence: (sample) => (sample.some((text) => (fromHex(text)?.length ?? 0) > 2) ? shareOf(sample, isHex) : 0),
  open: () => fromHex,
};
