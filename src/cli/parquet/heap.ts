/**
 * By default V8 lets a heap grow to four times what lives in it before it collects what has grown old: 260 to 340 MB of a process
 * whose heap holds 25. A log of years is read in minutes; a few more collections are not felt.
 */
import { setFlagsFromString } from 'node:v8';

/** In percent of what lives; 0: as V8 sees fit. */
const FLAG = '--heap-growing-percent';

export const growSlowly = (): void => setFlagsFromString(`${FLAG}=50`);
export const growAsUsual = (): void => setFlagsFromString(`${FLAG}=0`);
