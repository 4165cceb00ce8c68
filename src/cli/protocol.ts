/** What reads and writes messages: the grammar of this package, or with `--grammar` or `--protocol` one with forms of the user's own. */
import {
  answersTo,
  commandNames,
  Decoder,
  encode,
  encodeCommand,
  messageTypes,
  parseCommandLine,
  successTypes,
  Tokenizer,
} from '../index.js';
import { type GrammarTables, tables } from '../tables.js';

/** What reads messages without making objects of them, and says what they hold. */
export interface GrammarReader {
  readonly Tokenizer: typeof Tokenizer;
  readonly tables: GrammarTables;
}

export interface Protocol extends GrammarReader {
  readonly Decoder: typeof Decoder;
  readonly encode: typeof encode;
  readonly encodeCommand: typeof encodeCommand;
  readonly parseCommandLine: typeof parseCommandLine;
  readonly answersTo: typeof answersTo;
  readonly messageTypes: readonly string[];
  readonly commandNames: readonly string[];
  readonly successTypes: readonly string[];
}

const builtIn: Protocol = {
  Decoder,
  encode,
  encodeCommand,
  parseCommandLine,
  answersTo,
  messageTypes,
  commandNames,
  successTypes,
  Tokenizer,
  tables,
};

let current = builtIn;

/** It is that of this package. */
export const isBuiltIn = (): boolean => current === builtIn;

/** One command line has one grammar, which is known before anything is read. */
export const protocol = (): Protocol => current;

/** Of nothing: that of this package. */
export function useProtocol(other: Protocol = builtIn): void {
  current = other;
}
