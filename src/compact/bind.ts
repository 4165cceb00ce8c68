/** The runtime bound to a program that is loaded: the same Decoder, Tokenizer, decode and tokenize as generated code has. */
import {
  bindDecode,
  bindDecoder,
  bindTokenize,
  bindTokenizer,
  type DecoderClass,
  type TokenizerClass,
} from '../runtime/bind.js';
import type { Options } from '../runtime/contract/options.js';
import type { Token } from '../runtime/tokenizer/tokenize.js';
import type { View } from '../runtime/tokenizer/view.js';
import { machineOf } from './machine.js';

/** What the messages of a program are, as far as a compiler of TypeScript knows that has not seen its grammar. */
export interface AnyMessage {
  readonly type: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface BoundProgram<M, V extends View> {
  readonly Decoder: DecoderClass<M, V>;
  readonly Tokenizer: TokenizerClass<V>;
  readonly decode: (bytes: Uint8Array, options?: Options) => M[];
  readonly tokenize: (bytes: Uint8Array, options?: Options) => Token[];
}

/**
 * Reads a program that `compileProgram(sources, { whole: true })` made, and gives what generated code exports. Throws
 * ProgramError for bytes that are none. A program is code: load none that somebody made to harm you.
 * @example
 * const { decode } = bind(compileProgram([{ file: 'mine.at', text: 'urc ring "RING"\n' }], { whole: true }).bytes);
 * decode(new TextEncoder().encode('\r\nRING\r\n')); // [{ type: 'ring', kind: 'urc' }]
 */
export function bind<M = AnyMessage, V extends View = View>(program: Uint8Array): BoundProgram<M, V> {
  const machine = machineOf<V>(program);
  return {
    Decoder: bindDecoder<M, V>(machine),
    Tokenizer: bindTokenizer<V>(machine),
    decode: bindDecode<M, V>(machine),
    tokenize: bindTokenize<V>(machine),
  };
}
