/** Where in the registers of a grammar each thing appears: the one array that recognisers write and views read. */
import { FIELD_REGISTERS, TO_DIGITS, TO_END, TO_NUMBER } from '../../runtime/contract/field-places.js';
import { MARK_BITS, MARKS, NEXT, registerLayout } from '../../runtime/contract/registers.js';
import type { GrammarMachine } from './machine.js';

export class Layout {
  /** Index after what was recognised, its line end not included. */
  readonly next = NEXT;
  /** How many registers hold marks; they follow `next`. */
  readonly marks: number;
  /** Flags of commands in flight: any, then one a pattern. */
  readonly inFlight: number;
  /** The flag that nothing more comes. */
  readonly last: number;
  private readonly first: number;
  readonly size: number;

  constructor(slots: number, patterns: number) {
    const { marks, inFlight, last, slots: first, size } = registerLayout(slots, patterns);
    this.marks = marks;
    this.inFlight = inFlight;
    this.last = last;
    this.first = first;
    this.size = size;
  }

  /** The register and the bit that tell that the optional field in a slot is there. */
  mark(slot: number): { readonly register: number; readonly bit: number } {
    return { register: MARKS + Math.floor(slot / MARK_BITS), bit: 1 << (slot % MARK_BITS) };
  }

  /** All registers that hold marks. */
  get markRegisters(): readonly number[] {
    return Array.from({ length: this.marks }, (_, i) => MARKS + i);
  }

  start(slot: number): number {
    return this.first + FIELD_REGISTERS * slot;
  }

  end(slot: number): number {
    return this.first + FIELD_REGISTERS * slot + TO_END;
  }

  number(slot: number): number {
    return this.first + FIELD_REGISTERS * slot + TO_NUMBER;
  }

  since(slot: number): number {
    return this.first + FIELD_REGISTERS * slot + TO_DIGITS;
  }
}

export function layoutOf({ primary, fallback, numeric, readings, patterns }: GrammarMachine): Layout {
  const automata = [primary, fallback, numeric, readings];
  return new Layout(Math.max(1, ...automata.map(({ slots }) => slots)), patterns.length);
}
