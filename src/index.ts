/** "." : a table of contents. */
export { answersTo, encodeCommand, encodeData, parseCommand, parseCommandLine } from '../generated/command-lines.js';
export type * from '../generated/commands.js';
export * from '../generated/messages.js';
export { Decoder, decode, encode, Tokenizer, tokenize } from '../generated/protocol.js';
export { cmeErrors, cmsErrors, registrationStates } from '../generated/tables.js';
export type { FormView } from '../generated/views.js';
export { commandNames, messageTypes, successTypes } from './names.js';
export type { Answers } from './runtime/commands/answers.js';
export type { DataEnd } from './runtime/commands/data-writer.js';
export type { Answer, AnswerRole, CommandInFlight } from './runtime/contract/answer.js';
export type { Diagnostic } from './runtime/contract/diagnostic.js';
export type { Options } from './runtime/contract/options.js';
export type { TokenizerState } from './runtime/contract/state.js';
export { StateError } from './runtime/contract/state.js';
export type { TokenizerHandlers } from './runtime/tokenizer/handlers.js';
export type { Token } from './runtime/tokenizer/tokenize.js';
export type { CodeTable } from './runtime/values/code-table.js';
export { EncodeError } from './runtime/values/encode-error.js';
