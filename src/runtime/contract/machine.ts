/** All that the runtime knows of a grammar. Generated code provides it; the two are made for each other. */

/** Raised whenever generated code of before would no longer fit. */
export const CONTRACT = 9;

/**
 * The code of the line that begins at `p`, or DEAD, NEED or NEED_ANY. Clears all marks, and writes the places of fields
 * and the values of numbers into the registers; `r[NEXT]` is the index of the line end, or after a form that has none.
 */
export type Recognise = (b: Uint8Array, p: number, e: number, r: Int32Array) => number;

/** What sets a line apart for the tokenizer: bits of `Machine.traits`. */
export const IS_ECHO = 1;
export const IS_PROMPT = 2;
export const HAS_PAYLOAD = 4;
export const HAS_HEX_PAYLOAD = 8;
export const BEGINS_TRANSPARENT = 16;
export const IS_UNSOLICITED = 32;
/** It ends without a line end. */
export const ENDS_AT_ONCE = 64;
/** A CR by itself is a line end too. */
export const ENDS_AT_CR = 128;
/** Some command is ended by it, or has it as a late result. */
export const ENDS_COMMAND = 256;
/** The module has started anew: no command is in flight any more, and what commands had set is as it was. */
export const RESTARTS = 512;
/** Some command's test is answered with it: `+COPS: (2,"A","B","26201")` of AT+COPS=? is no `test-response`. */
export const ANSWERS_TEST = 1024;

/** Lines that do not end with a line end, or not only. */
const UNUSUAL = ENDS_AT_ONCE | ENDS_AT_CR;
/** Forms after which other commands are in flight, and those after which the bytes are read otherwise. */
export const CHANGES_FLIGHT = ENDS_COMMAND | RESTARTS;
export const CHANGES_LINE = IS_PROMPT | HAS_PAYLOAD | HAS_HEX_PAYLOAD | BEGINS_TRANSPARENT;
export const IRREGULAR = CHANGES_LINE | UNUSUAL;

/** A line that ends transparent mode when it is in the data. */
export interface TransparentEnd {
  /** The bytes, the line ends before and after it included. */
  readonly text: string;
  readonly code: number;
  /** Only once the host has asked to leave. */
  readonly whenAsked: boolean;
  /** Patterns of the commands of which one must have begun the mode; undefined: whatever did. */
  readonly patterns?: readonly number[];
}

/**
 * What a command changes about the line, once it has its final result code. `incoming-on`: a connection may come in, so that
 * transparent mode can begin without a command (AT+CIPSERVER=1 with AT+CIPMODE=1; ATS0=1, a call that is taken by itself).
 * `quiet-on`: commands get no result (ATQ1). `echo-unknown`: as a stored profile has it (ATZ).
 */
export type Setting =
  | 'echo-on'
  | 'echo-off'
  | 'echo-unknown'
  | 'quiet-on'
  | 'quiet-off'
  | 'numeric-on'
  | 'numeric-off'
  | 'incoming-on'
  | 'incoming-off';

/** How the prompt data ends that a command asks for. With both, a number by itself may be the length or something else. */
export interface PromptDataEnd {
  /** The parameter that says of how many bytes it is: counted from 1, or from the end if below 0; 0: none does. */
  readonly length: number;
  /** Ctrl-Z ends it, and ESC takes it back. */
  readonly ctrlZ: boolean;
}

/** A command, or some shapes of one: by their numbers the forms that answer it. */
export interface CommandEntry {
  /** Information responses and prompts. */
  readonly answers: readonly number[];
  /** What ends it; successes come first. */
  readonly results: readonly number[];
  /** How many of them are successes: SEND OK and DATA ACCEPT. */
  readonly successes: number;
  /** Results that may still come after the one that ended it: CONNECT OK after OK. */
  readonly lateResults: readonly number[];
  /** How many of these are successes. */
  readonly lateSuccesses: number;
  readonly sets: readonly Setting[];
  /** The longest response time that is documented, in milliseconds. */
  readonly timeout?: number | undefined;
  /** It asks for prompt data, with a prompt as a rule. Where no command says so, any may. */
  readonly promptData?: PromptDataEnd | undefined;
}

/** What a command line begins with, the entry for such a command if there is one, and the patterns it matches. */
export interface CommandHead {
  readonly text: string;
  readonly command?: CommandEntry | undefined;
  readonly patterns: readonly number[];
}

/**
 * Which fields a line has, and where. The table of lines by names is nearly empty, so its rows lie over each other. All
 * is in one array of integers, because each array costs a look at what and how long it is.
 */
export interface FieldTables {
  /**
   * By code of a line: where its row begins, its form's number. After those the rows, three integers a name: whose field
   * it is (a code), `kind | register << 3 | mark << 16` where a mark is 0 for a field that is always there, and of a field
   * that is one of some words, where these begin in `words`.
   */
  readonly places: Int32Array;
  readonly words: readonly string[];
}

/** Patterns that readings (`also`) are bound to, by number; -1: none is. */
export interface ReadingPatterns {
  /** The command whose name the line begins with is in flight as a test (`AT+CREG=?`), as a read (`AT+CREG?`). */
  readonly test: number;
  readonly read: number;
  /** While one of these commands is in flight its rows go before what else they look like: a page of AT&V. */
  readonly rows: readonly number[];
}

export interface Machine<V = unknown> {
  readonly contract: number;
  /** How many registers there are, and how many of them are marks. */
  readonly registers: number;
  readonly marks: number;
  /** No line is longer, its line end included. */
  readonly longestLine: number;
  /** The bytes that a form without a line end can end with. */
  readonly headerEnds: Uint8Array;
  readonly recognise: Recognise;
  /** The forms that yield to every other. */
  readonly fallback: Recognise;
  /** ATV0 result codes. */
  readonly numeric: Recognise;
  /** Of fallback forms, the readings that are alive only while a command is in flight. */
  readonly readings: Recognise;
  readonly transparentEnds: readonly TransparentEnd[];
  /** How many patterns of commands `while` names; their flags follow the marks and the flag of any. */
  readonly patterns: number;
  readonly readingPatterns: ReadingPatterns;
  readonly commands: readonly CommandEntry[];
  /** `+CSQ`: the extended commands of the grammar, by their names in capitals. */
  readonly commandNames: readonly string[];
  readonly heads: readonly CommandHead[];
  /**
   * By head: form number + 1 of the success result of a command that needs no further tracking: it has no settings and no
   * late results, and no form is read only while it is in flight. 0 for every other.
   */
  readonly successForms: Uint16Array;
  readonly types: readonly string[];
  readonly kinds: readonly string[];
  /** By code of a line: its form's number and traits, the register of its payload's length, the byte that may follow it. */
  readonly forms: Uint16Array;
  readonly traits: Uint16Array;
  readonly lengths: Uint16Array;
  readonly tails: Uint8Array;
  /** Of an echo of one command: one more than the index of its head; 0: several, or nothing is known of it. */
  readonly echoes: Uint16Array;
  /** One more than the number of the form that follows the payload; 0: none does. */
  readonly trailers: Uint16Array;
  readonly fields: FieldTables;
  /** By form: makes a plain object of its view. Forms with the same fields share one. */
  readonly messages: readonly ((view: never, type: string, kind: string) => object)[];
  /**
   * For a type that is not read in every state: commands of which one must be in flight, the first as a rule. None: `''`; a
   * test or read of the command that the line names: `=?`, `?`.
   */
  readonly contexts: Readonly<Record<string, readonly string[]>>;
  view(registers: Int32Array): V;
}

export function checkContract(machine: Machine): void {
  if (machine.contract !== CONTRACT) {
    throw new Error(
      `this code was generated for runtime contract ${machine.contract}, the runtime has ${CONTRACT}: generate it again`,
    );
  }
}
