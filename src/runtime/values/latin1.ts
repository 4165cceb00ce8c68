/** Bytes as text and back: one character is one byte. */
import { hash } from './hash.js';

export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * Short texts that were made before are kept: names, ports and numbers of callers come again and again, and to find one costs
 * less than to make it. Two that fall on one place are neighbours; a third takes the place of the older.
 */
const SETS_BITS = 10;
const SETS = 1 << SETS_BITS;
const PLACES = 2 * SETS;

/** Up to this length texts are kept. */
const SHORT = 24;
/** The bytes of each, and after them how many there are. */
const ROW = SHORT + 1;

class KnownTexts {
  private readonly bytes = new Uint8Array(PLACES * ROW);
  private readonly texts: string[] = new Array(PLACES).fill('');

  /** The text in a range of one to `SHORT` bytes. */
  get(b: Uint8Array, start: number, end: number): string {
    const place = 2 * hash(sample(b, start, end - 1), SETS_BITS);
    if (this.isAt(place, b, start, end)) return this.texts[place] as string;
    if (!this.isAt(place + 1, b, start, end)) this.make(place, b, start, end);
    return this.texts[place + 1] as string;
  }

  private isAt(place: number, b: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    const at = place * ROW;
    if (bytes[at + SHORT] !== end - start) return false;
    for (let i = start, k = at; i < end; i++, k++) if (bytes[k] !== b[i]) return false;
    return true;
  }

  /** The new text follows the one that is older. */
  private make(place: number, b: Uint8Array, start: number, end: number): void {
    const { bytes, texts } = this;
    const at = place * ROW;
    bytes.copyWithin(at, at + ROW, at + 2 * ROW);
    texts[place] = texts[place + 1] as string;
    for (let i = start; i < end; i++) bytes[at + ROW + i - start] = b[i] as number;
    bytes[at + ROW + SHORT] = end - start;
    texts[place + 1] = textOf(b, start, end);
  }
}

/** Of the length and four bytes: what differs between names differs at the end of them. */
function sample(b: Uint8Array, start: number, last: number): number {
  const length = last - start;
  const tail = (b[last] as number) | ((b[last - (length > 0 ? 1 : 0)] as number) << 8);
  const word = tail | ((b[last - (length > 1 ? 2 : 0)] as number) << 16) | ((b[start + (length >> 1)] as number) << 24);
  return word ^ length;
}

const knownTexts = /* @__PURE__ */ new KnownTexts();

/** Eight at a time: one by one costs three times as much, `apply` of an array twice as much. */
function textOf(b: Uint8Array, start: number, end: number): string {
  let text = '';
  let i = start;
  for (; i + 8 <= end; i += 8) text += eight(b, i);
  for (; i < end; i++) text += String.fromCharCode(b[i] as number);
  return text;
}

function eight(b: Uint8Array, i: number): string {
  return String.fromCharCode(
    b[i] as number,
    b[i + 1] as number,
    b[i + 2] as number,
    b[i + 3] as number,
    b[i + 4] as number,
    b[i + 5] as number,
    b[i + 6] as number,
    b[i + 7] as number,
  );
}

export function latin1(b: Uint8Array, start: number, end: number): string {
  if (end === start) return '';
  if (end - start > SHORT) return textOf(b, start, end);
  return knownTexts.get(b, start, end);
}
