/** The registers that the runtime knows by itself: where a recogniser leaves what it found. */

/** The index after what was recognised. */
export const NEXT = 0;
/** The first of the marks of optional fields; after the marks comes a flag for any command in flight, then one a pattern. */
export const MARKS = 1;
/** Marks in one register. */
export const MARK_BITS = 31;

/** What the register of a number holds that is out of every bound: a grammar may set none that is larger than the one before. */
export const TOO_LARGE = 1_000_000_000;
