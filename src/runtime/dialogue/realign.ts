/** Prompt data comes back with a byte flipped, lost or doubled: where does its echo go on? */

import { CR, LF } from '../contract/bytes.js';
import { isLineEnd } from '../contract/line-end.js';
import { AGREES, type Comparison, DIFFERS, NO_FAULT, UNCERTAIN } from '../contract/outcomes.js';
import type { EchoLog } from './echo-log.js';

/** So many bytes after the damage have to agree; of prompt data that ends before, a line end or the next command after it. */
const EVIDENCE = 16;

/**
 * How many bytes of the module and of the host are passed over: one is flipped, lost, doubled. The last two put right what
 * in a run of equal pairs was taken for another fault.
 */
export const FAULTS: readonly (readonly [received: number, sent: number])[] = [
  [1, 1],
  [0, 1],
  [1, 0],
  [0, 2],
  [2, 0],
];

const SINGLE = 3;

/**
 * Which of the faults is at `p`, where the echo differs from what is expected so many bytes from now: its index, NO_FAULT
 * or UNCERTAIN. Asked again with
 * more bytes it gives the same answer, so that it does not depend on where the stream is cut. `again`: it is not the first.
 */
export function faultAt(log: EchoLog, again: boolean, ahead: number, b: Uint8Array, p: number, e: number): number {
  const most = again ? FAULTS.length : SINGLE;
  for (let i = 0; i < most; i++) {
    const [received, sent] = FAULTS[i] as (typeof FAULTS)[number];
    const answer = isPossible(log, ahead, b[p], received, sent)
      ? goesOn(log, ahead + sent, b, p + received, e)
      : DIFFERS;
    if (answer === UNCERTAIN) return UNCERTAIN;
    if (answer === AGREES) return i;
  }
  return NO_FAULT;
}

/** A line end that was not sent begins a line of the module's own, unless it is a byte that was doubled. */
function isPossible(log: EchoLog, ahead: number, c: number | undefined, received: number, sent: number): boolean {
  if (sent > 0) return log.isPromptData(received > 0 ? ahead : ahead + sent);
  return !isLineEnd(c) || (received === 1 && c === log.at(ahead - 1));
}

/** AGREES: what comes from `p` on is what is expected, `ahead` bytes from now. */
export function goesOn(log: EchoLog, ahead: number, b: Uint8Array, p: number, e: number): Comparison {
  let n = 0;
  for (; n < EVIDENCE && log.isPromptData(ahead + n); n++) {
    const answer = isByte(b, p + n, e, log.at(ahead + n));
    if (answer !== AGREES) return answer;
  }
  if (n === EVIDENCE || (n > 0 && log.expectsAt(ahead + n, p + n < e ? b[p + n] : undefined))) return AGREES;
  const answer = isByte(b, p + n, e, CR);
  return answer === AGREES ? isByte(b, p + n + 1, e, LF) : answer;
}

function isByte(b: Uint8Array, p: number, e: number, c: number): Comparison {
  if (p >= e) return UNCERTAIN;
  return b[p] === c ? AGREES : DIFFERS;
}
