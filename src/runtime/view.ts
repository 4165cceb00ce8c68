import type { Registers } from './registers.js';

/** How the payload of a form is counted on the wire. */
export const NO_PAYLOAD = 0;
export const PAYLOAD_BYTES = 1;
export const PAYLOAD_HEX = 2;

/** What a form does to the tokenizer besides being reported. */
export const NO_EFFECT = 0;
export const BEGINS_TRANSPARENT = 1;

/**
 * A recognised form, as the tokenizer hands it out: one object a form, used again for every such form. Numbers are
 * decoded when it is handed out; texts are read from the line when asked for, so only inside the callback.
 */
export abstract class View {
  abstract readonly type: string;
  abstract readonly kind: string;
  /** The form's number in its grammar. */
  abstract readonly formId: number;
  readonly payloadUnit: number = NO_PAYLOAD;
  readonly effect: number = NO_EFFECT;
  /** A byte that may stand behind an at-once form without belonging to it; 0: none. */
  readonly tail: number = 0;
  /** Absolute offsets in the stream, without the line end before the form, with the one behind it. */
  start = 0;
  end = 0;
  protected readonly registers: Registers;

  constructor(registers: Registers) {
    this.registers = registers;
  }

  /** How many bytes of payload follow. */
  get payloadLength(): number {
    return 0;
  }

  /** The form as a plain object, without its payload. */
  abstract toMessage(): object;
}

/** A message while it is being made. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Only code generated wrongly gets here. */
export function unknownCode(code: number): Error {
  return new Error(`no line has the code ${code}`);
}
