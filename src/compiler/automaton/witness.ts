/** A line that two variants both match: found by walking both at once with their numbers and lengths in hand. */
import { TOO_LARGE } from '../../runtime/contract/registers.js';
import type { Arrival, Guard, Nfa, Operation, Step } from './nfa.js';

interface Walker {
  readonly node: number;
  readonly start: ReadonlyMap<number, number>;
  readonly number: ReadonlyMap<number, number>;
}
interface Pair {
  readonly a: Walker;
  readonly b: Walker;
  readonly text: string;
}

/** The search gives up past this many pairs: the guards then contradict each other as far as anyone can tell. */
const MOST = 200_000;

function holds(w: Walker, guards: readonly Guard[], position: number): boolean {
  return guards.every((g) => {
    const value = g.on === 'length' ? position - (w.start.get(g.slot) ?? 0) : (w.number.get(g.slot) ?? 0);
    return value >= g.min && value <= g.max;
  });
}

function apply(w: Walker, operations: readonly Operation[], position: number, byte: number, node: number): Walker {
  const start = new Map(w.start);
  const number = new Map(w.number);
  for (const o of operations) {
    const before = number.get(o.slot) ?? 0;
    if (o.do === 'open') start.set(o.slot, position);
    else if (o.do === 'first') number.set(o.slot, byte - 48);
    else if (o.do === 'next') number.set(o.slot, Math.min(TOO_LARGE, before * 10 + byte - 48));
    else if (o.do === 'set') number.set(o.slot, o.value);
    else if (o.do === 'count') number.set(o.slot, before + 1);
  }
  return { node, start, number };
}

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
    if (!holds(pair.a, sa.guards, position)) continue;
    for (const sb of nfa.steps[pair.b.node] ?? []) {
      if (!holds(pair.b, sb.guards, position)) continue;
      for (const byte of shared(sa, sb)) {
        const a = apply(pair.a, sa.operations, position, byte, sa.to);
        const b = apply(pair.b, sb.operations, position, byte, sb.to);
        next.push({ a, b, text: pair.text + String.fromCharCode(byte) });
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
  const walker = (line: number): Walker => ({ node: nfa.starts[line] ?? 0, start: new Map(), number: new Map() });
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
