/** Bytes in hex, with or without a column of text after them: `0D 0A 4F 4B 0D 0A  ..OK..`. */
import type { Spell, SpellingContainer } from '../../read/contract.js';
import { shareOf } from '../../read/text.js';

const PAIRS = /^\s*(?:\[\s*)?((?:0x)?[0-9a-f]{2}(?:[ ,:;-]{1,3}(?:0x)?[0-9a-f]{2})*)(?![0-9a-z])(.*)$/is;
const RUN = /^\s*(?:0x)?((?:[0-9a-f]{2}){3,})\s*$/i;
const PAIR = /(?:0x)?([0-9a-f]{2})/gi;
/** One byte, and what it prints as: `0x41 (A)`. */
const BYTE = /^\s*0x([0-9a-f]{2})(?: \(.{1,5}\))?\s*$/is;
/** A byte, and next to it what it prints as: `41A|54T|0D |0A `, as gammu writes them, and after all of them once more. */
const CELLS = /^\s*((?:[0-9A-F]{2}[ -~]\|)*[0-9A-F]{2}[ -~])(?:\s+(.*))?$/;
const CELL = /([0-9A-F]{2})(.)\|?/g;
/** What sets a column of text off. */
const GAP = /\s{2,}|\t|\s*\|/g;
/** What may appear after the bytes. */
const REST = /^[,;\]\s]*$|^(?:\s*[|#'"]|\s{2,}|\t)/;

/** What appears in a column of text for a byte: itself, or a dot or the like where it does not print. */
const showsByte = (sign: string, byte: number): boolean =>
  sign.charCodeAt(0) === byte || ((byte < 0x21 || byte > 0x7e) && /[^\w]/.test(sign));

/** Whether a column of text shows just these bytes. */
function shows(column: string, bytes: Uint8Array): boolean {
  const text = column.trimEnd().replace(/\|$/, '').padEnd(bytes.length);
  if (text.length !== bytes.length) return false;
  return bytes.every((byte, i) => showsByte(text.charAt(i), byte));
}

export const bytesOfPairs = (text: string): Uint8Array =>
  Uint8Array.from(text.matchAll(PAIR), ([, digits = '']) => Number.parseInt(digits, 16));

/** The bytes of `text` up to `cut`, where what appears from `column` on shows them. */
function inFrontOf(text: string, cut: number, column: number): Uint8Array | undefined {
  const [, pairs, rest] = PAIRS.exec(text.slice(0, cut)) ?? [];
  if (pairs === undefined || rest !== '') return undefined;
  const bytes = bytesOfPairs(pairs);
  return shows(text.slice(column), bytes) ? bytes : undefined;
}

/** No dump's row is longer; in a longer one no column is looked for. */
const LONGEST_ROW = 400;

/** A column of text may itself look like hex (`41 42  AB`): it is one where it shows the bytes before it. */
function besideColumn(text: string): Uint8Array | undefined {
  for (const gap of text.matchAll(GAP)) {
    const bytes = inFrontOf(text, gap.index, gap.index + gap[0].length);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

/** A column that is set off by one space only: three characters, and one, for each byte. */
const besideSpace = (text: string): Uint8Array | undefined =>
  text.length % 4 === 0 ? inFrontOf(text, (text.length / 4) * 3 - 1, (text.length / 4) * 3) : undefined;

/** Undefined unless each byte is shown by the sign next to it. */
function fromCells(text: string): Uint8Array | undefined {
  const [, front = '', column] = CELLS.exec(text) ?? [];
  const cells = [...front.matchAll(CELL)];
  const bytes = Uint8Array.from(cells, ([, digits = '']) => Number.parseInt(digits, 16));
  const areShown = cells.every(([, , sign = ''], i) => showsByte(sign, bytes[i] as number));
  // One cell by itself looks like a word: `12a`.
  const isDump = cells.length > 1 || (cells.length > 0 && column !== undefined && column.trimEnd().length === 1);
  return isDump && areShown ? bytes : undefined;
}

/** The bytes of a row of hex, or undefined where it is none. */
export const fromHex: Spell = (text) => {
  const byte = BYTE.exec(text)?.[1];
  if (byte !== undefined) return bytesOfPairs(byte);
  const cells = fromCells(text);
  if (cells !== undefined) return cells;
  const run = RUN.exec(text)?.[1];
  if (run !== undefined) return bytesOfPairs(run);
  const [, pairs, rest = ''] = PAIRS.exec(text) ?? [];
  if (pairs === undefined) return undefined;
  if (text.length > LONGEST_ROW) return REST.test(rest) ? bytesOfPairs(pairs) : undefined;
  return besideColumn(text) ?? (REST.test(rest) ? bytesOfPairs(pairs) : besideSpace(text));
};

const isHex = (text: string): boolean => fromHex(text) !== undefined;

export const hex: SpellingContainer = {
  kind: 'spelling',
  name: 'hex',
  says: 'bytes in hex, a column of text after them or not: 0D 0A 4F 4B  ..OK',
  losses: [],
  // A number of two digits is no dump: somewhere there must be a row of several bytes.
  evidence: (sample) =>
    sample.some((text) => BYTE.test(text) || (fromHex(text)?.length ?? 0) > 2) ? shareOf(sample, isHex) : 0,
  open: () => fromHex,
};
