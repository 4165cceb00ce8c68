/** Bytes as a list of numbers, as languages print an array of them: `[ 13, 10, 79, 75, 13, 10 ]`. */
import type { Spell, SpellingContainer } from '../../read/contract.js';
import { shareOf } from '../../read/text.js';

const LIST = /^\s*[[{(]\s*(\d{1,3}(?:\s*,\s*\d{1,3})+)\s*,?\s*[\]})]?\s*\)?[,;]?\s*$/;

/** The bytes of a list, or undefined where it is none. */
export const fromDecimal: Spell = (text) => {
  const list = LIST.exec(text)?.[1];
  const bytes = list?.split(',').map(Number);
  return bytes?.every((byte) => byte < 256) ? Uint8Array.from(bytes) : undefined;
};

export const decimal: SpellingContainer = {
  kind: 'spelling',
  name: 'decimal',
  says: 'bytes as a list of numbers: [ 13, 10, 79, 75, 13, 10 ]',
  losses: [],
  evidence: (sample) => shareOf(sample, (text) => fromDecimal(text) !== undefined),
  open: () => fromDecimal,
};
