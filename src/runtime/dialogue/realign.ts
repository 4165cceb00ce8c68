/** Prompt data comes back with a byte flipped, lost or doubled: where does its echo go on? */

import { CR, isLineEnd, LF } from '../contract/line-end.js';
import type { EchoLog } from './echo-log.js';

/** So many bytes behind the damage have to agree; of prompt data that ends before, a line end or the next command behind it. */
const EVIDENCE = 16;

/** What `faultAt` answers besides the index of a fault. */
export const NO_FAULT = -1;
export const UNCERTAIN = -2;

/**
 * How many bytes of the module and of the host are passed over: one is flipped, lost, doubled. The last two put right what
 * in a run of equal pairs was taken for another fault.
 */
export const FAULTS: readonly (readonly [came: number, sent: number])[] = [
  [1, 1],
  [0, 1],
  [1, 0],
  [0, 2],
  [2, 0],
];

const SINGLE = 3;

export const YES = 1;
const NO = 0;

/**
 * Which of the faults stands at `p`, where the echo differs from what is expected so many bytes from now. Asked again with
 * more bytes it gives the same answer, so that it does not depend on where the stream is cut. `again`: it is not the first.
 */
export function faultAt(log: EchoLog, again: boolean, ahead: number, b: Uint8Array, p: number, e: number): number {
  const most = again ? FAULTS.length : SINGLE;
  for (let i = 0; i < most; i++) {
    const [came, sent] = FAULTS[i] as (typeof FAULTS)[number];
    const answer = isPossible(log, ahead, b[p], came, sent) ? goesOn(log, ahead + sent, b, p + came, e) : NO;
    if (answer === UNCERTAIN) return UNCERTAIN;
    if (answer === YES) return i;
  }
  return NO_FAULT;
}

/** A line end that came without being sent begins a line of the module's own, unless it is a byte that came twice. */
function isPossible(log: EchoLog, ahead: number, c: number | undefined, came: number, sent: number): boolean {
  if (sent > 0) return log.isPromptData(came > 0 ? ahead : ahead + sent);
  return !isLineEnd(c) || (came === 1 && c === log.at(ahead - 1));
}

/** YES: what comes from `p` on is what is expected, `ahead` bytes from now. */
export function goesOn(log: EchoLog, ahead: number, b: Uint8Array, p: number, e: number): number {
  let n = 0;
  for (; n < EVIDENCE && log.isPromptData(ahead + n); n++) {
    const answer = isByte(b, p + n, e, log.at(ahead + n));
    if (answer !== YES) return answer;
  }
  if (n === EVIDENCE || (n > 0 && log.expectsAt(ahead + n, p + n < e ? b[p + n] : undefined))) return YES;
  const answer = isByte(b, p + n, e, CR);
  return answer === YES ? isByte(b, p + n + 1, e, LF) : answer;
}

function isByte(b: Uint8Array, p: number, e: number, c: number): number {
  if (p >= e) return UNCERTAIN;
  return b[p] === c ? YES : NO;
}
