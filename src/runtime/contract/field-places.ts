/** `FieldTables.places`, read: see the contract. */

/** How `FieldTables.places` says what a field is: its kind, register and mark. */
export const KIND_MASK = 7;
export const NUMBER = 0;
export const SIGNED = 1;
export const WORD = 2;
export const TEXT = 3;
export const ADDRESS = 4;
export const BYTES = 5;
export const REGISTER_SHIFT = 3;
const REGISTER_MASK = 0x1fff;
export const MARK_SHIFT = 16;
export const FIRST_MARK = 1 << MARK_SHIFT;
/** A line does not have this field, or has it not this time. */
export const ABSENT = -1;

/** Integers a line, and integers a name in the row of a line. */
export const LINE = 2;
export const FIELD = 3;

/** Registers a field, and from that of its beginning to those of its end, its number, and where the digits of that began. */
export const FIELD_REGISTERS = 4;
export const TO_END = 1;
export const TO_NUMBER = 2;
export const TO_DIGITS = 3;

export function registerOf(how: number): number {
  return (how >> REGISTER_SHIFT) & REGISTER_MASK;
}
