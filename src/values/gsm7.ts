/** The GSM 7-bit alphabet (3GPP 23.038 section 6.2.1), one byte a character: what a module writes with AT+CSCS="GSM". */

const ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Those of two bytes: the first is ESC. */
const EXTENSION: readonly (readonly [code: number, character: string])[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
];
const ESCAPE = 0x1b;
const UNKNOWN = '\ufffd';

function codesOf(character: string, at: number): readonly number[] {
  const code = character === '\x1b' ? -1 : ALPHABET.indexOf(character);
  if (code >= 0) return [code];
  const extended = EXTENSION.find(([, other]) => other === character);
  if (extended) return [ESCAPE, extended[0]];
  throw new RangeError(`${JSON.stringify(character)}, character ${at} of the text, is not in the GSM alphabet`);
}

/** Throws RangeError for a character that the alphabet does not have. */
export function toGsm7(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap(codesOf));
}

/**
 * Bytes, or a field of a message, which has a character for each byte. A character of two bytes that no table has is the one
 * that its second byte is by itself; what is no code is U+FFFD.
 */
export function fromGsm7(bytes: Uint8Array | string): string {
  const codes = typeof bytes === 'string' ? Array.from(bytes, (c) => c.charCodeAt(0)) : [...bytes];
  let text = '';
  for (let i = 0; i < codes.length; i++) {
    const isExtended = codes[i] === ESCAPE && i + 1 < codes.length;
    if (isExtended) i++;
    const code = codes[i] as number;
    const extended = isExtended ? EXTENSION.find(([other]) => other === code)?.[1] : undefined;
    text += extended ?? (code === ESCAPE ? UNKNOWN : (ALPHABET[code] ?? UNKNOWN));
  }
  return text;
}
