/**
 * What a recogniser answers, and where it leaves what it found. Constants that lines are read with stand in files that
 * import no code: only there a bundler writes them out where they are used.
 */

/** Answers of a recogniser instead of a line's code: no line begins like this, or one may and has not come whole. */
export const DEAD = -1;
export const NEED = -2; // only a LF can end it
export const NEED_CR = -3; // a lone CR too
export const NEED_ANY = -4; // it may end without a line end

/** The registers that the runtime knows by itself: the index behind what was recognised, and the first of the marks. */
export const NEXT = 0;
export const MARKS = 1;
/** Marks of optional fields in one register. */
export const MARK_BITS = 31;

/** What the register of a number holds that is out of every bound: a grammar may set none that is larger than the one before. */
export const TOO_LARGE = 1_000_000_000;
