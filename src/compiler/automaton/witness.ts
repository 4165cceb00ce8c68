/** A line that two variants both match: found by walking both at once with their numbers and lengths in hand. */
import type { Arrival, Nfa, Step } from './nfa.js';
import { holds, stepped, type Walker, walkerAt } from './walker.js';

interface Pair {
  readonly a: Walker;
  readonly b: Walker;
  readonly text: string;
}

/** The search gives up past this many pairs: the guards then contradict each other as far as anyone can tell. */
const MOST = 200_000;

const key = ({ a, b, text }: Pair): string =>
  [a, b]
    .map((w) => `${w.node} ${[...w.number.entries()]} ${[...w.start.values()].map((s) => text.length - s)}`)
    .join('|');

/** One byte of each kind two steps share; all of them where digits make a number. */
function shared(a: Step, b: Step): readonly number[] {
  const both = a.bytes.filter((x) => b.bytes.includes(x));
  const digits = both.filter((x) => x >= 48 && x <= 57);
  const letter = both.find((x) => x >= 65 && x <= 90) ?? both.find((x) => x > 32 && (x < 48 || x > 57)) ?? both[0];
  return letter === undefined ? digits : [...new Set([letter, ...digits])];
}

function successors(nfa: Nfa, pair: Pair): Pair[] {
  const position = pair.text.length;
  const next: Pair[] = [];
  for (const sa of nfa.steps[pair.a.node] ?? []) {
    for (const sb of nfa.steps[pair.b.node] ?? []) {
      for (const byte of shared(sa, sb)) {
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

/** Breadth first, so the shortest such line; undefined when there is none. */
export function witness(nfa: Nfa, first: number, second: number): string | undefined {
  const walker = (line: number): Walker => walkerAt(nfa.starts[line] ?? 0);
  const queue: Pair[] = [{ a: walker(first), b: walker(second), text: '' }];
  const seen = new Set<string>();
  for (let i = 0; i < queue.length && i < MOST; i++) {
    const pair = queue[i] as Pair;
    if (arrived(nfa, pair.a, pair.text.length) && arrived(nfa, pair.b, pair.text.length)) return pair.text;
    for (const next of successors(nfa, pair)) {
      const id = key(next);
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push(next);
    }
  }
  return undefined;
}
