/** "./compact": the same decoder as ".", run from the grammar as data: a third of the size, at a fraction of the speed. */
import type { Message } from '../generated/messages.js';
import { program } from '../generated/program.js';
import type { FormView } from '../generated/views.js';
import { machineOf } from './compact/machine.js';
import { programOf } from './compact/text.js';
import { bindDecode, bindDecoder, bindTokenize, bindTokenizer } from './runtime/bind.js';
import type { Tokenizer as AnyTokenizer } from './runtime/dialogue/tokenizer.js';
import type { Decoder as AnyDecoder } from './runtime/messages/decoder.js';

export type * from '../generated/messages.js';
export type { FormView } from '../generated/views.js';
export { type AnyMessage, type BoundProgram, bind } from './compact/bind.js';
export { ProgramError } from './compact/program-error.js';
export type { Answer, AnswerRole, CommandInFlight } from './runtime/contract/answer.js';
export type { Diagnostic } from './runtime/contract/diagnostic.js';
export type { Options } from './runtime/contract/options.js';
export type { TokenizerState } from './runtime/contract/state.js';
export { StateError } from './runtime/contract/state.js';
export type { TokenizerHandlers } from './runtime/tokenizer/handlers.js';

const machine = /* @__PURE__ */ machineOf<FormView>(/* @__PURE__ */ programOf(program));

/** Reads a stream and hands out a plain object for each message. See the runtime's Decoder. */
export const Decoder = /* @__PURE__ */ bindDecoder<Message, FormView>(machine);
export type Decoder = AnyDecoder<Message, FormView>;

/** The layer below: reused views, no object a message. See the runtime's Tokenizer. */
export const Tokenizer = /* @__PURE__ */ bindTokenizer<FormView>(machine);
export type Tokenizer = AnyTokenizer<FormView>;

/** All messages of an input that is whole in memory. Throws nothing, whatever the bytes are. */
export const decode = /* @__PURE__ */ bindDecode<Message, FormView>(machine);

/** All tokens of an input that is whole in memory: every byte is in exactly one. */
export const tokenize = /* @__PURE__ */ bindTokenize<FormView>(machine);
