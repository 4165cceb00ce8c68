/** The grammar as tables, for what writes messages without making objects of them: the command line. No entry of the package. */
import { fieldNames, formFields } from '../generated/fields.js';
import { machine } from '../generated/protocol.js';
import type { Machine } from './runtime/contract/machine.js';

export { MINUS } from './runtime/contract/bytes.js';
export {
  ADDRESS,
  BYTES,
  FIELD,
  KIND_MASK,
  LINE,
  MARK_SHIFT,
  NUMBER,
  registerOf,
  SIGNED,
  TEXT,
  TO_END,
  TO_NUMBER,
  WORD,
} from './runtime/contract/field-places.js';
export { HAS_HEX_PAYLOAD, HAS_PAYLOAD } from './runtime/contract/machine.js';
export { MARK_BITS, MARKS } from './runtime/contract/registers.js';
export { HexPieces, Pieces } from './runtime/messages/pieces.js';
export { View } from './runtime/tokenizer/view.js';

export interface GrammarTables {
  readonly machine: Machine;
  /** Those of fields, by the number that says where in a row of `machine.fields` they are. */
  readonly fieldNames: readonly string[];
  /** By form: names of its fields, in the order of a message. */
  readonly formFields: readonly (readonly string[])[];
}

export const tables: GrammarTables = { machine, fieldNames, formFields };
