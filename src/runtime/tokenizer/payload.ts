/** Payloads are read by their length, without looking for lines: raw bytes, or hex digits, two a byte. */
import { hexDigitsEnd } from '../contract/bytes.js';
import type { TokenizerHandlers } from './handlers.js';
import { HEX, LINES, type Mode, PAYLOAD } from './modes.js';
import type { PayloadCheck } from './payload-check.js';
import type { ReadState } from './read-state.js';
import type { View } from './view.js';

export class PayloadReader<V extends View> {
  private readonly at: ReadState;
  private readonly handlers: TokenizerHandlers<V>;
  private readonly check: PayloadCheck | undefined;
  /** Bytes, or hex digits, that are still to come: set by a header (`+CIPRXGET: 2,5,0`), 0 once the payload has ended. */
  left = 0;
  /** One more than the number of the form that has to follow the payload; 0: none. Set and cleared with `left`. */
  trailer = 0;

  constructor(at: ReadState, handlers: TokenizerHandlers<V>, check: PayloadCheck | undefined) {
    this.at = at;
    this.handlers = handlers;
    this.check = check;
  }

  /** A header has come; `left`: what it announces. */
  begin(mode: Mode, left: number, trailer: number): void {
    this.at.mode = mode;
    this.left = left;
    this.trailer = trailer;
  }

  /** Returns `p` where nothing of the payload is there: it is a line. */
  read(b: Uint8Array, p: number): number {
    const { streamLimit } = this.at;
    const next = streamLimit - p < this.left ? streamLimit : p + this.left;
    this.piece(b, p, next);
    if (this.left === 0) this.end(false);
    return next;
  }

  /** The same; a byte that is no hex digit ends the payload without being read. */
  readHex(b: Uint8Array, p: number): number {
    const most = Math.min(this.at.streamLimit, p + this.left);
    const next = hexDigitsEnd(b, p, most);
    this.piece(b, p, next);
    if (this.left === 0) this.end(false);
    else if (next < most) this.end(true);
    return next;
  }

  /** The payload is whole, or no more of it comes. */
  end(truncated: boolean): void {
    const { at, trailer } = this;
    at.mode = LINES;
    this.left = this.trailer = 0;
    if (!truncated && trailer > 0) this.check?.begin(trailer - 1, at.cursor);
    this.handlers.payloadEnd?.(truncated, at.cursor);
  }

  /** A payload is being read. */
  get isOpen(): boolean {
    return this.at.mode === PAYLOAD || this.at.mode === HEX;
  }

  private piece(b: Uint8Array, p: number, next: number): void {
    if (next === p) return;
    const from = this.at.cursor;
    this.left -= next - p;
    this.at.advance(next);
    this.handlers.payload?.(b, p, next, from);
  }
}
