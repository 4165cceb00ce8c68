/**
 * The runtime bound to one grammar: generated code calls these with its tables, and exports what they give. There is one
 * function for each export, because a bundler drops a call whose result nobody uses, but not a part of a result.
 */
import { type Answers, answersWith } from './commands/answers.js';
import { type DataEnd, encodeDataWith, type LongestData } from './commands/data-writer.js';
import { commandSpecs, type PackedCommands } from './commands/packed.js';
import { parseCommandLineWith, parseCommandWith } from './commands/reader.js';
import { encodeCommandWith } from './commands/writer.js';
import type { Machine } from './contract/machine.js';
import type { Options } from './contract/options.js';
import { Tokenizer as AnyTokenizer } from './dialogue/tokenizer.js';
import { Decoder as AnyDecoder, decodeWith, type OnMessage } from './messages/decoder.js';
import { encodeWith } from './messages/encode.js';
import { type FormSpec, writeMessage } from './messages/writer.js';
import type { TokenizerHandlers } from './tokenizer/handlers.js';
import { type Token, tokenizeWith } from './tokenizer/tokenize.js';
import type { View } from './tokenizer/view.js';

/** By type of a message: how it is written. */
export type FormSpecs = Readonly<Record<string, FormSpec>>;

/** The Decoder of one grammar. */
export type DecoderClass<M, V extends View> = new (onMessage: OnMessage<M>, options?: Options) => AnyDecoder<M, V>;

/** The Tokenizer of one grammar. */
export type TokenizerClass<V extends View> = new (handlers: TokenizerHandlers<V>, options?: Options) => AnyTokenizer<V>;

// The classes have the names of their members: a name of their own would hide, in a bundle, the class they extend.

export function bindDecoder<M, V extends View>(machine: Machine<V>): DecoderClass<M, V> {
  return {
    Decoder: class extends AnyDecoder<M, V> {
      constructor(onMessage: OnMessage<M>, options?: Options) {
        super(machine, onMessage, options);
      }
    },
  }.Decoder;
}

export function bindTokenizer<V extends View>(machine: Machine<V>): TokenizerClass<V> {
  return {
    Tokenizer: class extends AnyTokenizer<V> {
      constructor(handlers: TokenizerHandlers<V>, options?: Options) {
        super(machine, handlers, options);
      }
    },
  }.Tokenizer;
}

export function bindDecode<M, V extends View>(machine: Machine<V>): (bytes: Uint8Array, options?: Options) => M[] {
  return function decode(bytes, options) {
    return decodeWith<M, V>(machine, bytes, options);
  };
}

export function bindTokenize<V extends View>(machine: Machine<V>): (bytes: Uint8Array, options?: Options) => Token[] {
  return function tokenize(bytes, options) {
    return tokenizeWith(machine, bytes, options);
  };
}

export function bindEncode<M extends object, V extends View>(
  machine: Machine<V>,
  forms: FormSpecs,
): (message: M) => Uint8Array {
  return function encode(message) {
    return encodeWith<M, V>(machine, (one) => writeMessage(forms, one), message);
  };
}

export function bindEncodeCommand<C extends object>(commands: PackedCommands): (command: C) => Uint8Array {
  return function encodeCommand(command) {
    return encodeCommandWith(commandSpecs(commands), command);
  };
}

/** `P`: what the commands of the grammar are read as. */
export function bindParseCommand<P>(commands: PackedCommands): (line: Uint8Array) => P {
  return function parseCommand(line) {
    return parseCommandWith(commandSpecs(commands), line) as P;
  };
}

export function bindParseCommandLine<P>(commands: PackedCommands): (line: Uint8Array) => P[] {
  return function parseCommandLine(line) {
    return parseCommandLineWith(commandSpecs(commands), line) as P[];
  };
}

/** `entries`: for each way to write a command its entry in the machine's table. */
export function bindAnswersTo<P extends { readonly type: string }, T extends string, V extends View>(
  machine: Machine<V>,
  commands: PackedCommands,
  entries: Uint16Array,
): (command: P | readonly P[]) => Answers<T> {
  const ways = { machine, commands, entries };
  return function answersTo(command) {
    return answersWith(ways, command) as Answers<T>;
  };
}

/** `longest`: no command takes more bytes of data. */
export function bindEncodeData(longest: LongestData): (data: Uint8Array, how: DataEnd) => Uint8Array {
  return function encodeData(data, how) {
    return encodeDataWith(longest, data, how);
  };
}
