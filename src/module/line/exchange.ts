import type { Outgoing } from '../outgoing.js';

/** What the host writes after a prompt. */
export interface Asked {
  /** So many bytes; none: up to Ctrl-Z, and ESC takes them back. */
  readonly length?: number;
  /** No more than so many up to a Ctrl-Z. */
  readonly most?: number;
  /** Nothing: the module takes the data and shows no prompt (AT+CIPSPRT=0). */
  readonly prompt?: Outgoing;
  /** Waits no longer than so many milliseconds (AT+HTTPDATA). */
  readonly within?: number;
  /** It is shown again after each CR (AT+CMGS). */
  readonly everyLine?: boolean;
}

/** What became of it. */
export type Given = { readonly bytes: Uint8Array } | { readonly refused: 'escaped' | 'too-long' };

/** One command on its way from the host's line to its result. */
export interface Exchange {
  /** `rest`: bytes after its line, as they are. */
  respond(message: Outgoing, rest?: Uint8Array): void;
  /** Bytes of an answer that no header comes before (AT+FSREAD). */
  data(bytes: Uint8Array): void;
  /** The result; without one it is OK. */
  end(result?: Outgoing): void;
  /** Ends it without any result (AT+CIPSPRT=2). */
  endSilently(): void;
  /** Ends it with an error, as a number, a text or neither, as AT+CMEE says. */
  refuse(code: number): void;
  /** The same with an error of the message service. */
  refuseMessage(code: number): void;
  /** What follows the result. */
  late(message: Outgoing): void;
  /** Goes on after so many milliseconds. */
  after(milliseconds: number, step: () => void): void;
  /** Asks the host for data. */
  ask(asked: Asked, take: (given: Given) => void): void;
  /** All that follows the result is data. */
  beginData(begin: () => void): void;
}
