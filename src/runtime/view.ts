import type { Registers } from './registers.js';

/** What sets a form apart for the tokenizer; bits of `Machine.traits`. */
export const IS_ECHO = 1;
export const IS_PROMPT = 2;
export const HAS_PAYLOAD = 4;
export const HAS_HEX_PAYLOAD = 8;
export const BEGINS_TRANSPARENT = 16;
export const IS_UNSOLICITED = 32;

/**
 * A recognised form, as the tokenizer hands it out: one object a form, used again for every such form. Numbers are
 * decoded when it is handed out; texts are read from the line when asked for, so only inside the callback.
 */
export abstract class View {
  abstract readonly type: string;
  abstract readonly kind: string;
  /** The form's number in its grammar: a dense discriminant for those who count. */
  abstract readonly formId: number;
  protected readonly registers: Registers;

  constructor(registers: Registers) {
    this.registers = registers;
  }

  /** Absolute offset in the stream of the form's first byte; the line end before it is not its own. */
  get start(): number {
    return this.registers.spanStart;
  }

  /** Absolute offset behind its last byte, its line end included, its payload not. */
  get end(): number {
    return this.registers.spanEnd;
  }

  /** How many bytes of payload follow; undefined: the form has none. */
  get payloadLength(): number | undefined {
    return undefined;
  }

  /** The payload is written as hex digits, two a byte. */
  get hexPayload(): boolean {
    return false;
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
