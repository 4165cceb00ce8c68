/**
 * What a walker still needs of what it holds: two walkers at one node that differ in nothing else go on alike. A number
 * is needed until its bounds were tested, and of one that is out of all of them no more than that it is.
 */
import type { Guard, Nfa, Operation } from './nfa.js';
import type { Walker } from './walker.js';

/** What is tested from a node on, before it is written anew. */
export interface Live {
  /** By slot the bounds that its number is tested against. */
  readonly bounds: ReadonlyMap<number, ReadonlySet<number>>;
  /** By slot the bounds that its length is tested against. */
  readonly lengths: ReadonlyMap<number, ReadonlySet<number>>;
}

type Bounds = Map<number, Set<number>>;

const sizeOf = (bounds: Bounds): number => [...bounds.values()].reduce((sum, own) => sum + own.size, 0);

function add(to: Bounds, slot: number, bounds: Iterable<number>): void {
  to.set(slot, new Set([...(to.get(slot) ?? []), ...bounds]));
}

class Needs implements Live {
  readonly bounds: Bounds = new Map();
  readonly lengths: Bounds = new Map();

  /** So many things are needed: more than before if there was news. */
  get size(): number {
    return sizeOf(this.bounds) + sizeOf(this.lengths);
  }

  addGuards(guards: readonly Guard[]): void {
    for (const { on, slot, min, max } of guards) add(on === 'length' ? this.lengths : this.bounds, slot, [min, max]);
  }

  /** What is needed after a step, but for what the step writes anew. */
  addBefore(after: Live, operations: readonly Operation[]): void {
    const writes = (slot: number, ...does: readonly Operation['do'][]): boolean =>
      operations.some((o) => o.slot === slot && does.includes(o.do));
    for (const [slot, bounds] of after.bounds) if (!writes(slot, 'first', 'set')) add(this.bounds, slot, bounds);
    for (const [slot, bounds] of after.lengths) if (!writes(slot, 'open', 'frame')) add(this.lengths, slot, bounds);
  }
}

/** The nodes that can be reached, those reached first before the others. */
function reachable({ steps }: Nfa, starts: readonly number[]): number[] {
  const found = new Set(starts);
  for (const node of found) for (const { to } of steps[node] ?? []) found.add(to);
  return [...found];
}

/** Of all nodes that can be reached from these. */
export function liveness(nfa: Nfa, starts: readonly number[]): ReadonlyMap<number, Live> {
  const nodes = reachable(nfa, starts).reverse();
  const needs = new Map(nodes.map((node) => [node, new Needs()]));
  const size = (): number => [...needs.values()].reduce((sum, one) => sum + one.size, 0);
  for (let before = -1; before < size(); ) {
    before = size();
    for (const [node, own] of needs) {
      for (const { guards } of nfa.arrivals[node] ?? []) own.addGuards(guards);
      for (const { to, guards, operations } of nfa.steps[node] ?? []) {
        own.addGuards(guards);
        own.addBefore(needs.get(to) as Live, operations);
      }
    }
  }
  return needs;
}

const NOTHING: Live = { bounds: new Map(), lengths: new Map() };

/** Past all bounds one value is like another. */
const upTo = (value: number, bounds: ReadonlySet<number>): number => Math.min(value, Math.max(...bounds) + 1);

/** All that tells how the walker can go on. */
export function stateOf({ node, number, start }: Walker, live: ReadonlyMap<number, Live>, position: number): string {
  const { bounds, lengths } = live.get(node) ?? NOTHING;
  const numbers = Array.from(bounds, ([slot, own]) => upTo(number.get(slot) ?? 0, own));
  const held = Array.from(lengths, ([slot, own]) => upTo(position - (start.get(slot) ?? 0), own));
  return `${node} ${numbers.join()} ${held.join()}`;
}
