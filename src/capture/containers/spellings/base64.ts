/** Bytes in base64, as programs put them into JSON: `DQpPSw0K`. */
import type { Spell, SpellingContainer } from '../../read/contract.js';
import { bytesOf, shareOf, textOf } from '../../read/text.js';

const BASE64 = /^\s*(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)\s*$/;
/** What the module and the host write between payloads. */
const PRINTS = /^[\r\n\x1a\x1b\x20-\x7e]+$/;

/** The bytes of a text in base64, or undefined where it is none. */
export const fromBase64: Spell = (text) => (BASE64.test(text) ? bytesOf(atob(text.trim())) : undefined);

/** A word like `RING` is base64 too; line ends do not come of words. */
const isStream = (text: string): boolean => {
  const bytes = fromBase64(text);
  return bytes !== undefined && /[\r\n]/.test(textOf(bytes)) && PRINTS.test(textOf(bytes));
};

export const base64: SpellingContainer = {
  kind: 'spelling',
  name: 'base64',
  says: 'bytes in base64: DQpPSw0K',
  losses: [],
  evidence: (sample) => (sample.some(isStream) ? shareOf(sample, (text) => fromBase64(text) !== undefined) : 0),
  open: () => fromBase64,
};
