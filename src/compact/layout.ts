/** Where in the registers each thing is: as in generated code, `next`, marks, flags of commands in flight, then the slots. */
import { FIELD_REGISTERS } from '../runtime/contract/field-places.js';
import { type RegisterLayout, registerLayout } from '../runtime/contract/registers.js';
import type { Program } from './program.js';

export type Layout = RegisterLayout;

export const layoutOf = ({ slots, patterns }: Program): Layout => registerLayout(slots, patterns);

export const registerOfSlot = (layout: Layout, slot: number): number => layout.slots + FIELD_REGISTERS * slot;
