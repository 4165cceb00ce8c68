/** What reads and writes messages: the grammar of this package, or with `--grammar` one with forms of the user's own. */
import {
  answersTo,
  commandNames,
  Decoder,
  encode,
  encodeCommand,
  messageTypes,
  parseCommandLine,
  successTypes,
} from '../index.js';

export interface Protocol {
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
};

let current = builtIn;

/** One command line has one grammar, which is known before anything is read. */
export const protocol = (): Protocol => current;

/** Of nothing: that of this package. */
export function useProtocol(other: Protocol = builtIn): void {
  current = other;
}
