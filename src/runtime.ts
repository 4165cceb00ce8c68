/** "./runtime": what generated code imports, and the code a user compiles from a grammar of his own. */
export { type Answers, answersWith } from './runtime/answers.js';
export { CodeTable } from './runtime/code-table.js';
export { parseCommandLineWith, parseCommandWith } from './runtime/command-reader.js';
export type { CommandSpec, CommandSpecs, WaySpec } from './runtime/command-spec.js';
export { encodeCommandWith } from './runtime/command-writer.js';
export {
  CONTRACT,
  type CommandEntry,
  type CommandHead,
  type DatumEnd,
  type FieldTables,
  type Machine,
  type Recognise,
  type Setting,
  type TransparentEnd,
} from './runtime/contract.js';
export { type DataEnd, encodeDataWith } from './runtime/data-writer.js';
export { Decoder, decodeWith, type OnMessage } from './runtime/decoder.js';
export type { Diagnostic } from './runtime/diagnostic.js';
export { encodeWith } from './runtime/encode.js';
export { EncodeError } from './runtime/encode-error.js';
export { StateError } from './runtime/errors.js';
export type { TokenizerHandlers } from './runtime/handlers.js';
export type { Options } from './runtime/options.js';
export { byteTable, longNumber, nextDigit, partial } from './runtime/recognising.js';
export { DEAD, NEED, NEED_ANY, NEED_CR } from './runtime/registers.js';
export type { FieldSpec } from './runtime/spec.js';
export type { TokenizerState } from './runtime/state.js';
export { type Token, tokenizeWith } from './runtime/tokenize.js';
export { Tokenizer } from './runtime/tokenizer.js';
export type { VariantSpec } from './runtime/variant-writer.js';
export { type FieldValue, View, type ViewOf, type Writable } from './runtime/view.js';
export { type FormSpec, writeMessage } from './runtime/writer.js';
