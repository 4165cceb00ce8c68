/** Where in the registers each thing is: as in generated code, `next`, marks, flags of commands in flight, then the slots. */
import { FIELD_REGISTERS } from '../runtime/contract/field-places.js';
import { MARK_BITS, MARKS } from '../runtime/contract/registers.js';
import type { Program } from './program.js';

export interface Layout {
  readonly marks: number;
  /** The flag of any command; one a pattern follows. */
  readonly inFlight: number;
  /** The four registers of the first slot. */
  readonly slots: number;
  readonly size: number;
}

export function layoutOf({ slots, patterns }: Program): Layout {
  const marks = Math.max(1, Math.ceil(slots / MARK_BITS));
  const inFlight = MARKS + marks;
  const first = inFlight + 1 + patterns;
  return { marks, inFlight, slots: first, size: first + FIELD_REGISTERS * slots };
}

export const registerOfSlot = (layout: Layout, slot: number): number => layout.slots + FIELD_REGISTERS * slot;
