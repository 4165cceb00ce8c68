/** "./runtime": what generated code imports, and the code a user compiles from a grammar of his own. */
export { CodeTable } from './runtime/code-table.js';
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
export { Decoder, decodeWith, type OnMessage } from './runtime/decoder.js';
export type { Diagnostic } from './runtime/diagnostic.js';
export { encodeWith } from './runtime/encode.js';
export { EncodeError } from './runtime/encode-error.js';
export { StateError } from './runtime/errors.js';
export type { TokenizerHandlers } from './runtime/handlers.js';
export type { Options } from './runtime/options.js';
export { byteTable, DEAD, longNumber, NEED, NEED_ANY, NEED_CR, nextDigit, partial } from './runtime/recognising.js';
export type { TokenizerState } from './runtime/state.js';
export { type Token, tokenizeWith } from './runtime/tokenize.js';
export { Tokenizer } from './runtime/tokenizer.js';
export { type FieldValue, View, type ViewOf, type Writable } from './runtime/view.js';
export { type FieldSpec, type FormSpec, type VariantSpec, writeMessage } from './runtime/writer.js';
