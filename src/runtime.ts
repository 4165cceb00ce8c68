/** "./runtime": what generated code imports, and the code a user compiles from a grammar of his own. */
export {
  bindAnswersTo,
  bindDecode,
  bindDecoder,
  bindEncode,
  bindEncodeCommand,
  bindEncodeData,
  bindParseCommand,
  bindParseCommandLine,
  bindTokenize,
  bindTokenizer,
  type DecoderClass,
  type FormSpecs,
  type TokenizerClass,
} from './runtime/bind.js';
export type { Answers } from './runtime/commands/answers.js';
export type { DataEnd } from './runtime/commands/data-writer.js';
export type { PackedCommands } from './runtime/commands/packed.js';
export type { Answer, AnswerRole, CommandInFlight } from './runtime/contract/answer.js';
export type { Diagnostic } from './runtime/contract/diagnostic.js';
export {
  CONTRACT,
  type CommandEntry,
  type CommandHead,
  type FieldTables,
  type Machine,
  type PromptDataEnd,
  type Recognise,
  type Setting,
  type TransparentEnd,
} from './runtime/contract/machine.js';
export type { Options } from './runtime/contract/options.js';
export { DEAD, NEED, NEED_ANY, NEED_CR } from './runtime/contract/outcomes.js';
export { chosen, commandEntries, commandHeads, fieldPlaces, names, uint8, uint16 } from './runtime/contract/packed.js';
export { byteTable, framedTo, longNumber, nextDigit, partial } from './runtime/contract/recognise.js';
export type { TokenizerState } from './runtime/contract/state.js';
export { StateError } from './runtime/contract/state.js';
export { Tokenizer } from './runtime/dialogue/tokenizer.js';
export { Decoder, type OnMessage } from './runtime/messages/decoder.js';
export { type MachineTraits, type MessageRoles, rolesOf } from './runtime/messages/roles.js';
export type { FormSpec } from './runtime/messages/writer.js';
export type { TokenizerHandlers } from './runtime/tokenizer/handlers.js';
export type { Token } from './runtime/tokenizer/tokenize.js';
export { type FieldValue, View, type ViewOf, type Writable } from './runtime/tokenizer/view.js';
export { isBytes, nameOf, notBytes } from './runtime/values/bytes-only.js';
export { CodeTable } from './runtime/values/code-table.js';
export { EncodeError } from './runtime/values/encode-error.js';
export type { FieldSpec, VariantSpec } from './runtime/values/spec.js';
