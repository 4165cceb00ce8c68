/** "." : a table of contents. */
export { answersTo, encodeCommand, encodeData, parseCommand, parseCommandLine } from '../generated/command-lines.js';
export type * from '../generated/commands.js';
export * from '../generated/messages.js';
export { Decoder, decode, encode, Tokenizer, tokenize } from '../generated/protocol.js';
export { cmeErrors, cmsErrors } from '../generated/tables.js';
export type { FormView } from '../generated/views.js';
export type { Answers } from './runtime/answers.js';
export type { CodeTable } from './runtime/code-table.js';
export type { DataEnd } from './runtime/data-writer.js';
export type { Diagnostic } from './runtime/diagnostic.js';
export { EncodeError } from './runtime/encode-error.js';
export { StateError } from './runtime/errors.js';
export type { TokenizerHandlers } from './runtime/handlers.js';
export type { Options } from './runtime/options.js';
export type { TokenizerState } from './runtime/state.js';
export type { Token } from './runtime/tokenize.js';
