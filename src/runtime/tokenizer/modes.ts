/** What the next bytes are. */
export const LINES = 0;
export const PAYLOAD = 1;
export const HEX = 2;
export const TRANSPARENT = 3;
export const ECHO = 4;
