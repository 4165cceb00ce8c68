/**
 * What is answered instead of a code or an index, which are 0 and more. No two outcomes share a number. Constants that lines
 * are read with have files that import no code: only from there a bundler writes them out where they are used.
 */

/** Of a recogniser: no line begins like this, or one may and has not come whole. */
export const DEAD = -1;
export const NEED = -2; // only a LF can end it
export const NEED_CR = -3; // a CR by itself too
export const NEED_ANY = -4; // it may end without a line end

/** Of those that look for bytes with a meaning that comes from what precedes them: these have none, and are read as a line. */
export const READ_AS_LINE = -5;
/** Of those that look whether the module itself writes such a line: it does not. */
export const NO_OWN_LINE = -6;
/** The echo goes on here, with a byte lost, doubled or flipped. */
export const ECHO_GOES_ON = -7;

/** The echo is over, before this byte: what begins here is looked at anew. */
export const ECHO_LEFT = -8;

/** Of a comparison with what the host wrote; a byte that has not come yet may decide. */
export const DIFFERS = -9;
export const AGREES = -10;
export const UNCERTAIN = -11;
/** None of the known kinds of damage explains where an echo differs from what the host wrote. */
export const NO_FAULT = -12;

/** The code of a line, or DEAD, NEED, NEED_CR or NEED_ANY. */
export type CodeOrNeed = number;
/** The index of the first byte that has not been read, which is that of the first byte given if more bytes are needed. */
export type NextIndex = number;
/** The same, or READ_AS_LINE or ECHO_LEFT. */
export type NextIndexOrLine = number;
/** DIFFERS, AGREES or UNCERTAIN. */
export type Comparison = number;
