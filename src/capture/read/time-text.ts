/** Makes text of times, which come in order: most begin as the one before. */
import { latin1 } from '../../runtime/values/latin1.js';

/** What differs is in the last bytes, `1.120` and `2.045`: so many. */
const BACK = 5;

export class TimeText {
  private front = '';
  /** The bytes of it. */
  private bytes = new Uint8Array(0);

  of(b: Uint8Array, from: number, to: number): string {
    const middle = to - BACK;
    if (middle <= from) return latin1(b, from, to);
    if (!this.isFront(b, from, middle)) {
      this.bytes = Uint8Array.from(b.subarray(from, middle));
      this.front = latin1(b, from, middle);
    }
    return this.front + five(b, middle);
  }

  private isFront(b: Uint8Array, from: number, to: number): boolean {
    const { bytes } = this;
    if (bytes.length !== to - from) return false;
    for (let i = 0; i < bytes.length; i++) if (bytes[i] !== b[from + i]) return false;
    return true;
  }
}

const five = (b: Uint8Array, p: number): string =>
  String.fromCharCode(b[p] as number, b[p + 1] as number, b[p + 2] as number, b[p + 3] as number, b[p + 4] as number);
