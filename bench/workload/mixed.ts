/** Sessions as they are: lines, and now and then data that was received. Half of the bytes are payload. */
import type { Message } from '../../src/index.js';
import { lines } from './lines.js';
import { payload } from './payload.js';
import type { Random } from './random.js';

/** A delivery is as long as so many exchanges of lines. */
const EXCHANGES = 16;

export const mixed = (random: Random): Message[] =>
  random.between(0, EXCHANGES) === 0 ? payload(random) : lines(random);
