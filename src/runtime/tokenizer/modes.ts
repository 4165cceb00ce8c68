/** What the next bytes are; README.md of src/runtime says what begins and ends each. */
export const LINES = 0;
export const PAYLOAD = 1;
export const HEX = 2;
export const TRANSPARENT = 3;
/** Prompt data that comes back. */
export const ECHO = 4;

export type Mode = number;
/** The same as `state()` shows them. */
export const MODE_NAMES = ['lines', 'payload', 'hex-payload', 'transparent', 'echo'] as const;
