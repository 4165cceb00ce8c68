/** "./runtime": what generated code imports, and the code a user compiles from a grammar of his own. */
export { type Answers, answersWith } from './runtime/commands/answers.js';
export { type DataEnd, encodeDataWith } from './runtime/commands/data-writer.js';
export { parseCommandLineWith, parseCommandWith } from './runtime/commands/reader.js';
export type { CommandSpec, CommandSpecs, WaySpec } from './runtime/commands/spec.js';
export { encodeCommandWith } from './runtime/commands/writer.js';
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
export { byteTable, longNumber, nextDigit, partial } from './runtime/contract/recognise.js';
export { DEAD, NEED, NEED_ANY, NEED_CR } from './runtime/contract/registers.js';
export { StateError } from './runtime/contract/state-error.js';
export { Decoder, decodeWith, type OnMessage } from './runtime/messages/decoder.js';
export { encodeWith } from './runtime/messages/encode.js';
export type { VariantSpec } from './runtime/messages/variant-writer.js';
export { type FormSpec, writeMessage } from './runtime/messages/writer.js';
export type { TokenizerHandlers } from './runtime/tokenizer/handlers.js';
export type { TokenizerState } from './runtime/tokenizer/state.js';
export { type Token, tokenizeWith } from './runtime/tokenizer/tokenize.js';
export { Tokenizer } from './runtime/tokenizer/tokenizer.js';
export { type FieldValue, View, type ViewOf, type Writable } from './runtime/tokenizer/view.js';
export { CodeTable } from './runtime/values/code-table.js';
export { EncodeError } from './runtime/values/encode-error.js';
export type { FieldSpec } from './runtime/values/spec.js';
