/** All that the runtime knows of a grammar. Generated code provides it; the two are made for each other. */
import type { Registers } from './registers.js';
import type { View } from './view.js';

/** Raised whenever generated code of before would no longer fit. */
export const CONTRACT = 1;

export type Recognise = (b: Uint8Array, p: number, e: number, r: Registers) => number;

/** Hands out the view of a line by its code. */
export interface Views<V extends View> {
  accept(code: number): V;
}

/** A line that ends transparent mode when it stands in the data. */
export interface TransparentEnd {
  /** The bytes, line ends in front and behind included. */
  readonly text: string;
  readonly code: number;
  /** Only once the host has asked to leave. */
  readonly whenAsked: boolean;
}

/** What a command changes about the line, once it has its final result code. */
export type Setting = 'echo-on' | 'echo-off' | 'numeric-on' | 'numeric-off';

/** A command, or a shape of one: what its line begins with, and by their numbers the forms that answer it. */
export interface CommandEntry {
  readonly heads: readonly string[];
  /** Information responses and prompts. */
  readonly answers: readonly number[];
  readonly ends: readonly number[];
  /** What may still come once it has ended. */
  readonly owes: readonly number[];
  readonly sets: readonly Setting[];
  /** The longest response time that is documented, in milliseconds. */
  readonly timeout?: number;
}

export interface Machine<V extends View = View> {
  readonly contract: number;
  readonly slots: number;
  /** No line is longer, its line end included. */
  readonly longestLine: number;
  /** Forms that end without a line end: no header is longer, and the bytes it can end with. */
  readonly longestHeader: number;
  readonly headerEnds: Uint8Array;
  readonly recognise: Recognise;
  /** The forms that yield to every other. */
  readonly fallback: Recognise;
  /** ATV0 result codes. */
  readonly numeric: Recognise;
  readonly transparentEnds: readonly TransparentEnd[];
  /** Commands that `while` names, in the order of `inFlight`. */
  readonly patterns: readonly string[];
  readonly commands: readonly CommandEntry[];
  /** The types of the forms, by number. */
  readonly types: readonly string[];
  /** By code of a line: its form's number and traits, the slot of its payload's length, the byte that may stand behind it. */
  readonly forms: Uint16Array;
  readonly traits: Uint8Array;
  readonly lengthSlots: Uint8Array;
  readonly tails: Uint8Array;
  /** One more than the number of the form that follows the payload; 0: none does. */
  readonly trailers: Uint16Array;
  /** For a type that is read only while a command is in flight: such a command. */
  readonly contexts: Readonly<Record<string, string>>;
  views(registers: Registers): Views<V>;
}

export function checkContract(machine: Machine): void {
  if (machine.contract !== CONTRACT) {
    throw new Error(
      `this code was generated for runtime contract ${machine.contract}, the runtime has ${CONTRACT}: generate it again`,
    );
  }
}
