/** What an emitter asks of a finished automaton: who leads where, which states form a cycle, an example way to each. */
import { digits } from './bytes.js';
import type { Branch, Decision, Dfa, Leaf, State } from './dfa.js';

export function leaves(decision: Decision): readonly Leaf[] {
  return decision.kind === 'leaf' ? [decision] : [...leaves(decision.yes), ...leaves(decision.no)];
}

export function targets(state: State): readonly number[] {
  return state.branches.flatMap((b) => leaves(b.decision).flatMap((l) => (l.to === undefined ? [] : [l.to])));
}

/** A loop that needs no state: more digits of numbers, or more bytes of a text. */
export interface Loop {
  readonly kind: 'digits' | 'bytes';
  /** Of the numbers. */
  readonly slots: readonly number[];
  readonly branch: Branch;
}

export function loopOf(dfa: Dfa, index: number): Loop | undefined {
  for (const branch of dfa.states[index]?.branches ?? []) {
    const { decision } = branch;
    if (decision.kind !== 'leaf' || decision.to !== index) continue;
    const { operations } = decision;
    if (operations.length === 0) return { kind: 'bytes', slots: [], branch };
    if (branch.bytes.length !== digits.length || operations.some((o) => o.do !== 'next')) continue;
    return { kind: 'digits', slots: operations.map((o) => o.slot), branch };
  }
  return undefined;
}

/** The targets of a state, without the loop it runs by itself. */
function exits(dfa: Dfa, index: number): readonly number[] {
  const loop = loopOf(dfa, index)?.branch;
  const state = dfa.states[index];
  return state ? targets({ ...state, branches: state.branches.filter((b) => b !== loop) }) : [];
}

/** States from which one of these can still be reached. */
export function leadingTo(dfa: Dfa, isGoal: (state: State) => boolean): ReadonlySet<number> {
  const found = new Set(dfa.states.flatMap((state, s) => (isGoal(state) ? [s] : [])));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    dfa.states.forEach((state, s) => {
      if (targets(state).some((t) => found.has(t))) found.add(s);
    });
  }
  return found;
}

/** The lines that a state carries or names: those of which one can end at a line end, or has ended. */
const namedBy = (lines: readonly number[], { carries = [] }: State): readonly number[] =>
  lines.some((line) => line < 0) ? carries.flat() : lines;

export const linesAtEnd = (state: State): readonly number[] =>
  state.atLineEnd ? leaves(state.atLineEnd).flatMap(({ lines }) => namedBy(lines, state)) : [];

/** From how many other states each is reached. */
export function indegrees(dfa: Dfa): readonly number[] {
  const counts: number[] = dfa.states.map(() => 0);
  dfa.states.forEach((_, s) => {
    for (const t of new Set(exits(dfa, s))) counts[t] = (counts[t] ?? 0) + 1;
  });
  return counts;
}

/** What the lines weigh that a state decides: that end there, or go on in states that only carry them. */
function decidedIn(state: State): readonly number[] {
  const outcomes = state.branches.flatMap((b) => leaves(b.decision).flatMap(({ outcome }) => outcome ?? []));
  return state.carries ? [] : [...namedBy(state.now, state), ...linesAtEnd(state), ...outcomes];
}

/** For each state what the lines weigh whose shortest way leads through it; of one that carries them, all of them. */
export function weights(dfa: Dfa, weightOf: (line: number) => number): readonly number[] {
  const weights = dfa.states.map(({ carries = [] }) => carries.flat().reduce((sum, line) => sum + weightOf(line), 0));
  const weighed = new Set<number>();
  const from = new Map<number, number>([[dfa.start, dfa.start]]);
  const order = [dfa.start];
  for (const s of order) {
    const state = dfa.states[s] as State;
    for (const line of decidedIn(state)) {
      if (!weighed.has(line)) weights[s] = (weights[s] ?? 0) + weightOf(line);
      weighed.add(line);
    }
    for (const t of targets(state)) {
      if (from.has(t)) continue;
      from.set(t, s);
      order.push(t);
    }
  }
  for (const s of order.slice(1).reverse()) {
    if (dfa.states[s]?.carries) continue;
    const before = from.get(s) ?? dfa.start;
    weights[before] = (weights[before] ?? 0) + (weights[s] ?? 0);
  }
  return weights;
}

/** Tarjan: for each state the number of its strongly connected component, and which components are cycles. */
export function components(dfa: Dfa): { of: readonly number[]; cyclic: ReadonlySet<number> } {
  const order: number[] = [];
  const low: number[] = [];
  const of: number[] = [];
  const stack: number[] = [];
  const cyclic = new Set<number>();
  let count = 0;
  let clock = 0;
  const close = (root: number): void => {
    const members = stack.splice(stack.indexOf(root));
    for (const m of members) of[m] = count;
    if (members.length > 1 || exits(dfa, root).includes(root)) cyclic.add(count);
    count++;
  };
  const visit = (s: number): void => {
    order[s] = low[s] = clock++;
    stack.push(s);
    for (const t of exits(dfa, s)) {
      if (order[t] === undefined) visit(t);
      if (of[t] === undefined) low[s] = Math.min(low[s] ?? 0, low[t] ?? 0);
    }
    if (low[s] === order[s]) close(s);
  };
  dfa.states.forEach((_, s) => {
    if (order[s] === undefined) visit(s);
  });
  return { of, cyclic };
}

/** The shortest way to each state, as latin1 text (guards not considered: for comments only). */
export function examples(dfa: Dfa): readonly string[] {
  const way: string[] = [];
  way[dfa.start] = '';
  for (const queue = [dfa.start]; queue.length > 0; ) {
    const s = queue.shift() as number;
    for (const branch of dfa.states[s]?.branches ?? []) {
      for (const leaf of leaves(branch.decision)) {
        if (leaf.to === undefined || way[leaf.to] !== undefined) continue;
        way[leaf.to] = way[s] + String.fromCharCode(branch.bytes.find((b) => b > 0x40) ?? branch.bytes[0] ?? 0);
        queue.push(leaf.to);
      }
    }
  }
  return way;
}
