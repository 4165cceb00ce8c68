/** Bytes as text and back: one character is one byte. */

export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/**
 * Short texts that were made before are kept: addresses, names and states come again and again, and to find one costs
 * less than to make it. Two that fall on one place stand side by side; a third takes the place of the older.
 */
const SETS_BITS = 10;
const SETS = 1 << SETS_BITS;
const PLACES = 2 * SETS;

/** The upper bits of the product are those that all of a word has a part in (Knuth 6.4). */
function setOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - SETS_BITS);
}

/** Up to this length texts are kept, and a loop beats `apply`. */
const SHORT = 24;
/** The bytes of each, and behind them how many there are. */
const ROW = SHORT + 1;

class KnownTexts {
  private readonly bytes = new Uint8Array(PLACES * ROW);
  private readonly texts: string[] = new Array(PLACES).fill('');

  /** The text in a range of one to `SHORT` bytes. */
  get(b: Uint8Array, start: number, end: number): string {
    const place = 2 * setOf(sample(b, start, end - 1));
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

  /** The new text stands behind the one that is older. */
  private make(place: number, b: Uint8Array, start: number, end: number): void {
    const { bytes, texts } = this;
    const at = place * ROW;
    bytes.copyWithin(at, at + ROW, at + 2 * ROW);
    texts[place] = texts[place + 1] as string;
    for (let i = start; i < end; i++) bytes[at + ROW + i - start] = b[i] as number;
    bytes[at + ROW + SHORT] = end - start;
    texts[place + 1] = made(b, start, end);
  }
}

/** Of the length and four bytes: what differs between names differs at the end of them. */
function sample(b: Uint8Array, start: number, last: number): number {
  const length = last - start;
  const tail = (b[last] as number) | ((b[last - (length > 0 ? 1 : 0)] as number) << 8);
  const word = tail | ((b[last - (length > 1 ? 2 : 0)] as number) << 16) | ((b[start + (length >> 1)] as number) << 24);
  return word ^ length;
}

function made(b: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(b[i] as number);
  return text;
}

/** Dotted quads by what is written: half a byte tells a digit or the dot, so that two integers hold all of it. */
class KnownAddresses {
  private readonly keys = new Int32Array(2 * PLACES);
  private readonly texts: string[] = new Array(PLACES).fill('');

  get(b: Uint8Array, start: number, end: number): string {
    const middle = end - start > 8 ? end - 8 : start;
    let high = end - start;
    let low = 0;
    for (let i = start; i < middle; i++) high = (high << 4) | ((b[i] as number) & 15);
    for (let i = middle; i < end; i++) low = (low << 4) | ((b[i] as number) & 15);
    const place = 2 * setOf(high ^ Math.imul(low, 0x85ebca6b));
    if (this.isAt(place, high, low)) return this.texts[place] as string;
    if (!this.isAt(place + 1, high, low)) this.make(place, high, low, withoutZeros(made(b, start, end)));
    return this.texts[place + 1] as string;
  }

  private isAt(place: number, high: number, low: number): boolean {
    return this.keys[2 * place] === high && this.keys[2 * place + 1] === low;
  }

  private make(place: number, high: number, low: number, text: string): void {
    const { keys, texts } = this;
    const at = 2 * place;
    keys.copyWithin(at, at + 2, at + 4);
    texts[place] = texts[place + 1] as string;
    keys[at + 2] = high;
    keys[at + 3] = low;
    texts[place + 1] = text;
  }
}

function withoutZeros(text: string): string {
  return /(^|\.)0\d/.test(text) ? text.split('.').map(Number).join('.') : text;
}

const knownTexts = /* @__PURE__ */ new KnownTexts();
const knownAddresses = /* @__PURE__ */ new KnownAddresses();

export function latin1(b: Uint8Array, start: number, end: number): string {
  if (end === start) return '';
  if (end - start > SHORT) return String.fromCharCode.apply(null, b.subarray(start, end) as unknown as number[]);
  return knownTexts.get(b, start, end);
}

/** A dotted quad as it is written: without leading zeros. It has at most 15 bytes. */
export function ipv4(b: Uint8Array, start: number, end: number): string {
  return knownAddresses.get(b, start, end);
}
