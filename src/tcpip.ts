/**
 * "./tcpip": the API of ".", for the forms and commands of the TCP/IP application note alone: connections, received data,
 * results, errors, and the basic commands. Other lines of a module are `information`, `text` or `unrecognized`.
 */
import { machine } from '../generated/tcpip/protocol.js';
import { successTypesOf } from './runtime/messages/names.js';

export {
  answersTo,
  encodeCommand,
  encodeData,
  parseCommand,
  parseCommandLine,
} from '../generated/tcpip/command-lines.js';
export type * from '../generated/tcpip/commands.js';
export * from '../generated/tcpip/messages.js';
export { Decoder, decode, encode, Tokenizer, tokenize } from '../generated/tcpip/protocol.js';
export { cmeErrors, cmsErrors } from '../generated/tcpip/tables.js';
export type { FormView } from '../generated/tcpip/views.js';
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

/** The types of messages. */
export const messageTypes = /* @__PURE__ */ ((): readonly string[] => machine.types)();

/** The names of the extended commands, in capitals: `+CIPSEND`. */
export const commandNames = /* @__PURE__ */ ((): readonly string[] => machine.commandNames)();

/** The types of final results that are the success of some command. */
export const successTypes: readonly string[] = /* @__PURE__ */ successTypesOf(machine);
