/** Where in the registers of a grammar each thing stands: the one array that recognisers write and views read. */
import type { GrammarMachine } from './machine.js';

/** What one slot takes: where its field begins and ends, its number, where the digits of that began. */
const SLOT = 4;
const [START, END, NUMBER, SINCE] = [0, 1, 2, 3];
/** Marks of optional fields in one register, as bits. */
const BITS = 31;

export class Layout {
  /** Index behind what was recognised, its line end not included. */
  readonly next = 0;
  private readonly firstMark = 1;
  /** How many registers hold marks; they follow `next`. */
  readonly marks: number;
  /** Flags of commands in flight: any, then one a pattern. */
  readonly inFlight: number;
  private readonly first: number;
  readonly size: number;

  constructor(slots: number, patterns: number) {
    this.marks = Math.max(1, Math.ceil(slots / BITS));
    this.inFlight = this.firstMark + this.marks;
    this.first = this.inFlight + 1 + patterns;
    this.size = this.first + SLOT * slots;
  }

  /** The register and the bit that tell that the optional field in a slot is there. */
  mark(slot: number): { readonly register: number; readonly bit: number } {
    return { register: this.firstMark + Math.floor(slot / BITS), bit: 1 << (slot % BITS) };
  }

  /** Code that takes all marks back. */
  forget(): string {
    return Array.from({ length: this.marks }, (_, i) => `r[${this.firstMark + i}] = 0;\n`).join('');
  }

  start(slot: number): number {
    return this.first + SLOT * slot + START;
  }

  end(slot: number): number {
    return this.first + SLOT * slot + END;
  }

  number(slot: number): number {
    return this.first + SLOT * slot + NUMBER;
  }

  since(slot: number): number {
    return this.first + SLOT * slot + SINCE;
  }
}

export function layoutOf({ primary, fallback, numeric, patterns }: GrammarMachine): Layout {
  return new Layout(Math.max(1, ...[primary, fallback, numeric].map(({ slots }) => slots)), patterns.length);
}
