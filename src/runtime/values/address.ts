/** IP addresses as text: few hosts are spoken of again and again, so those that were made before are kept. */
import { hash } from './hash.js';

const PLACE_BITS = 11;
const PLACES = 1 << PLACE_BITS;

/** Two that fall on one place are neighbours: the newer first. */
class KnownAddresses {
  private readonly addresses = new Int32Array(2 * PLACES);
  private readonly texts: string[] = new Array(2 * PLACES).fill('0.0.0.0');

  textOf(address: number): string {
    const place = 2 * hash(address, PLACE_BITS);
    if (this.addresses[place] === address) return this.texts[place] as string;
    if (this.addresses[place + 1] === address) return this.texts[place + 1] as string;
    return this.make(place, address);
  }

  private make(place: number, address: number): string {
    const { addresses, texts } = this;
    addresses[place + 1] = addresses[place] as number;
    texts[place + 1] = texts[place] as string;
    addresses[place] = address;
    texts[place] = [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.');
    return texts[place];
  }
}

const known = /* @__PURE__ */ new KnownAddresses();

/** The dotted quad of a number of 32 bits, without leading zeros. */
export function address(number: number): string {
  return known.textOf(number);
}
