/** The registers that the runtime knows by itself: where a recogniser leaves what it found. */
import { FIELD_REGISTERS } from './field-places.js';

/** The index after what was recognised. */
export const NEXT = 0;
/**
 * The first of the marks of optional fields; after the marks comes a flag for any command in flight, then one a pattern, and one
 * for the end.
 */
export const MARKS = 1;
/** Marks in one register. */
export const MARK_BITS = 31;

/** What the register of a number holds that is out of every bound: a grammar may set none that is larger than the one before. */
export const TOO_LARGE = 1_000_000_000;

/** Where each thing begins; for whoever makes recognisers. */
export interface RegisterLayout {
  /** How many registers hold marks; they follow NEXT. */
  readonly marks: number;
  /** The flag of any command in flight; one a pattern follows. */
  readonly inFlight: number;
  /** Set while nothing more comes: a text that could be framed by its size is not waited for. */
  readonly last: number;
  /** The registers of the first slot. */
  readonly slots: number;
  readonly size: number;
}

export function registerLayout(slots: number, patterns: number): RegisterLayout {
  const marks = Math.max(1, Math.ceil(slots / MARK_BITS));
  const inFlight = MARKS + marks;
  const last = inFlight + 1 + patterns;
  const first = last + 1;
  return { marks, inFlight, last, slots: first, size: first + FIELD_REGISTERS * slots };
}
