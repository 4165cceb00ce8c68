/** A line that two variants both match: found by walking both at once with their numbers and lengths in hand. */
import { digits as DIGITS } from './bytes.js';
import { type Live, liveness, stateOf } from './liveness.js';
import type { Arrival, Nfa, Step } from './nfa.js';
import { holds, stepped, type Walker, walkerAt } from './walker.js';

interface Pair {
  readonly a: Walker;
  readonly b: Walker;
  readonly text: string;
}
type LiveAt = ReadonlyMap<number, Live>;

/** Of the SIM800's grammar none takes a hundredth of them. */
const MOST = 50_000;

/** Whether two lines can be the same depends on more numbers and lengths than can be tried. */
export class TooLongToTell extends Error {}

const ZERO = 0x30;

/**
 * With these digits a number that begins as the walker's does gets to both sides of every bound: 300 is 3, 0, 0, what is
 * below it 2, 9, 9; where the number and the bound differ already, the least and the largest that it can become.
 */
function digitsThatTell({ number }: Walker, { operations, to }: Step, live: LiveAt): number[] {
  const counting = operations.find((o) => o.do === 'first' || o.do === 'next');
  if (counting === undefined) return [0];
  const value = counting.do === 'first' ? 0 : (number.get(counting.slot) ?? 0);
  const begun = value === 0 ? '' : String(value);
  const next = Array.from(live.get(to)?.bounds.get(counting.slot) ?? [], String)
    .filter((bound) => bound.startsWith(begun) && bound.length > begun.length)
    .map((bound) => Number(bound[begun.length]));
  return [0, 9, ...next.flatMap((digit) => [digit - 1, digit, digit + 1])].filter((digit) => digit >= 0 && digit <= 9);
}

/** One byte of each kind that two steps share, and the digits that make a difference. */
function shared(pair: Pair, a: Step, b: Step, live: LiveAt): readonly number[] {
  const both = a.bytes.filter((x) => b.bytes.includes(x));
  const ofNumbers = both.filter((x) => DIGITS.includes(x));
  const others = both.filter((x) => !DIGITS.includes(x));
  const letter = others.find((x) => x >= 0x41 && x <= 0x5a) ?? others.find((x) => x > 0x20) ?? others[0];
  const telling = [...digitsThatTell(pair.a, a, live), ...digitsThatTell(pair.b, b, live)];
  // Where not every digit can appear, the number is part of a text as well: all that can are tried.
  const digits = ofNumbers.length === DIGITS.length ? telling.map((digit) => ZERO + digit) : ofNumbers;
  return [...new Set(letter === undefined ? digits : [letter, ...digits])].sort((x, y) => x - y);
}

function successors(nfa: Nfa, pair: Pair, live: LiveAt): Pair[] {
  const position = pair.text.length;
  const next: Pair[] = [];
  for (const sa of nfa.steps[pair.a.node] ?? []) {
    for (const sb of nfa.steps[pair.b.node] ?? []) {
      for (const byte of shared(pair, sa, sb, live)) {
        const a = stepped(pair.a, sa, position, byte);
        const b = a && stepped(pair.b, sb, position, byte);
        if (b) next.push({ a, b, text: pair.text + String.fromCharCode(byte) });
      }
    }
  }
  return next;
}

function arrived(nfa: Nfa, w: Walker, position: number): boolean {
  return (nfa.arrivals[w.node] ?? []).some((arrival: Arrival) => holds(w, arrival.guards, position));
}

const stateOfPair = ({ a, b, text }: Pair, live: LiveAt): string =>
  `${stateOf(a, live, text.length)}|${stateOf(b, live, text.length)}`;

/** Breadth first: the shortest line that both match, undefined when there is none. Throws TooLongToTell. */
export function witness(nfa: Nfa, first: number, second: number): string | undefined {
  const [a, b] = [first, second].map((line) => nfa.starts[line] ?? 0) as [number, number];
  const live = liveness(nfa, [a, b]);
  const queue: Pair[] = [{ a: walkerAt(a), b: walkerAt(b), text: '' }];
  const seen = new Set<string>();
  for (let i = 0; i < queue.length; i++) {
    if (i === MOST) throw new TooLongToTell();
    const pair = queue[i] as Pair;
    const position = pair.text.length;
    if (arrived(nfa, pair.a, position) && arrived(nfa, pair.b, position)) return pair.text;
    for (const next of successors(nfa, pair, live)) {
      const state = stateOfPair(next, live);
      if (seen.has(state)) continue;
      seen.add(state);
      queue.push(next);
    }
  }
  return undefined;
}
