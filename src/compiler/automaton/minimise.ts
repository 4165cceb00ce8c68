/**
 * Merges states that nothing tells apart, from the ends of the lines backwards: two states are one if at every byte they
 * do the same and go on in the same state. Cycles of one state merge too; the few longer ones stay as they are built.
 */
import type { Branch, Decision, Dfa, State } from './dfa.js';
import { targets } from './graph.js';

type Rename = (state: number) => number;

/** Stands for the state itself in what it is compared by. */
const SELF = -1;

function renameDecision(decision: Decision, rename: Rename): Decision {
  if (decision.kind === 'test') {
    return { ...decision, yes: renameDecision(decision.yes, rename), no: renameDecision(decision.no, rename) };
  }
  return decision.to === undefined ? decision : { ...decision, to: rename(decision.to) };
}

/** Branches that have come to lead to the same are one. */
function mergeBranches(branches: readonly Branch[]): Branch[] {
  const merged = new Map<string, Branch>();
  for (const branch of branches) {
    const key = JSON.stringify(branch.decision);
    const bytes = [...(merged.get(key)?.bytes ?? []), ...branch.bytes];
    merged.set(key, { bytes: bytes.sort((a, b) => a - b), decision: branch.decision });
  }
  return [...merged.values()];
}

function renameState(state: State, rename: Rename): State {
  const branches = state.branches.map((b) => ({ ...b, decision: renameDecision(b.decision, rename) }));
  return { ...state, branches: branches.length > 1 ? mergeBranches(branches) : branches };
}

/** The states in an order in which what a state leads to comes before it, cycles aside. */
function endsFirst(dfa: Dfa): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (s: number): void => {
    if (seen.has(s)) return;
    seen.add(s);
    for (const t of targets(dfa.states[s] as State)) visit(t);
    order.push(s);
  };
  visit(dfa.start);
  return order;
}

export function minimise(dfa: Dfa): Dfa {
  const numberOf: number[] = [];
  const numbers = new Map<string, number>();
  const representatives: number[] = [];
  // A state that is not numbered yet leads back here: it keeps a name of its own.
  const nameFor = (self: number, t: number): number => (t === self ? SELF : (numberOf[t] ?? SELF - 1 - t));
  for (const s of endsFirst(dfa)) {
    const key = JSON.stringify(renameState(dfa.states[s] as State, (t) => nameFor(s, t)));
    const known = numbers.get(key) ?? representatives.push(s) - 1;
    numbers.set(key, known);
    numberOf[s] = known;
  }
  const rename: Rename = (s) => numberOf[s] ?? 0;
  return {
    start: rename(dfa.start),
    states: representatives.map((s) => renameState(dfa.states[s] as State, rename)),
    nodes: representatives.map((s) => dfa.nodes[s] ?? []),
  };
}
