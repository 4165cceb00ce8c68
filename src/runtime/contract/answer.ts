/** A command line that the module has taken, or is to take. One object a line: its answers have the same. */
export interface CommandInFlight {
  /** From its `AT` on, without its line end. */
  readonly bytes: Uint8Array;
  /** The host has said that it wrote it; else it is known by its echo. */
  readonly sent: boolean;
  /** Where it begins: in all bytes that `sent()` was given, else in the stream. */
  readonly offset: number;
}

/** How a message answers a command: what its grammar says with `answers`, `ends` and `then`. */
export type AnswerRole = 'information' | 'prompt' | 'intermediate' | 'result' | 'late-result';

/** What a message answers. */
export interface Answer {
  readonly command: CommandInFlight;
  readonly role: AnswerRole;
  /** Of results: it is one of those that say so, which the grammar names first. */
  readonly success?: boolean;
  /** Of results: a late result is still to come (CONNECT OK after OK). */
  readonly more?: boolean;
}

/** What a line of the module's begins with, as far as it says whose answer it is. */
export interface LineHead {
  /** The number of one of several connections: `0, CONNECT OK`. */
  readonly connection: number | undefined;
  /** The name before its colon, in capitals: `+CSQ: 20,0` (V.250 section 5.7.1); empty: it has none. */
  readonly name: string;
}
