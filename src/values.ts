/** "./values": what the numbers and texts in messages mean. Each function stands by itself. */
export { fromGsm7, toGsm7 } from './values/gsm7.js';
export { dBmOf } from './values/signal.js';
export { dateOf, timestampOf } from './values/time.js';
export { fromUcs2, toUcs2 } from './values/ucs2.js';
