/** Bytes as text and back: one character is one byte. */

export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** Up to this length texts are kept, and a loop beats `apply`. */
const SHORT = 24;
/** How many texts are kept. */
const PLACE_BITS = 10;
const PLACES = 1 << PLACE_BITS;

/**
 * Short texts that were made before: addresses, names and states come again and again, and to compare one costs less
 * than to make it. A text that falls on the place of another takes it.
 */
class KnownTexts {
  /** The bytes of each, and behind them how many there are. */
  private readonly bytes = new Uint8Array(PLACES * (SHORT + 1));
  readonly texts: string[] = new Array(PLACES).fill('');
  /** The same texts as addresses; undefined: not asked for yet. */
  readonly addresses: (string | undefined)[] = new Array(PLACES).fill(undefined);

  /** Where the text stands from now on. */
  placeOf(b: Uint8Array, start: number, end: number): number {
    const place = end > start ? hash(b, start, end - start) : 0;
    const at = place * (SHORT + 1);
    if (this.bytes[at + SHORT] !== end - start) return this.take(place, b, start, end);
    for (let i = start; i < end; i++) if (this.bytes[at + i - start] !== b[i]) return this.take(place, b, start, end);
    return place;
  }

  toAddress(place: number): string {
    const text = this.texts[place] as string;
    const address = /(^|\.)0\d/.test(text) ? text.split('.').map(Number).join('.') : text;
    this.addresses[place] = address;
    return address;
  }

  private take(place: number, b: Uint8Array, start: number, end: number): number {
    const at = place * (SHORT + 1);
    let text = '';
    for (let i = start; i < end; i++) {
      this.bytes[at + i - start] = b[i] as number;
      text += String.fromCharCode(b[i] as number);
    }
    this.bytes[at + SHORT] = end - start;
    this.texts[place] = text;
    this.addresses[place] = undefined;
    return place;
  }
}

/** Of the length and four bytes: what differs between addresses and names differs at the end of them (Knuth 6.4). */
function hash(b: Uint8Array, start: number, length: number): number {
  const last = start + Math.max(0, length - 1);
  const behind = Math.max(start, last - 2);
  const tail = (b[last] as number) | ((b[Math.max(start, last - 1)] as number) << 8) | ((b[behind] as number) << 16);
  const word = tail | ((b[start + (length >> 1)] as number) << 24);
  return Math.imul(word ^ length, 0x9e3779b1) >>> (32 - PLACE_BITS);
}

const known = /* @__PURE__ */ new KnownTexts();

export function latin1(b: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return String.fromCharCode.apply(null, b.subarray(start, end) as unknown as number[]);
  return known.texts[known.placeOf(b, start, end)] as string;
}

/** A dotted quad as it is written: without leading zeros. It has at most 15 bytes. */
export function ipv4(b: Uint8Array, start: number, end: number): string {
  const place = known.placeOf(b, start, end);
  return known.addresses[place] ?? known.toAddress(place);
}
