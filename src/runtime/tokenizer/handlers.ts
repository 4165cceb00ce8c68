import type { View } from './view.js';

/**
 * What the tokenizer reports. `buffer, start, end` are a range of the caller's own chunk, or of the tokenizer's carry
 * for the few bytes it had to hold back; it is valid only inside the call. Offsets are absolute in the stream.
 */
export interface TokenizerHandlers<V extends View = View> {
  /** A recognised form. If it has a payload, the payload follows. */
  form(view: V): void;
  /** A piece of the payload of the last form; of a hex payload, the digits as they are on the line. */
  payload?(buffer: Uint8Array, start: number, end: number, offset: number): void;
  /** The payload is whole, or (`truncated`) no more of it comes. */
  payloadEnd?(truncated: boolean, offset: number): void;
  /** A piece of what the host wrote and the module sends back. */
  echo?(buffer: Uint8Array, start: number, end: number, offset: number): void;
  /** The end of an echo; its line end, if it has one, lies before `offset`. */
  echoEnd?(offset: number): void;
  /** Bytes of transparent mode. */
  data?(buffer: Uint8Array, start: number, end: number, offset: number): void;
  /** A line that no form matches, without its line end; with it, it ends at `endOffset`. */
  unrecognized?(buffer: Uint8Array, start: number, end: number, offset: number, endOffset: number): void;
  /** Line ends that belong to no message, and what may follow a prompt. */
  blank?(offset: number, endOffset: number): void;
}
