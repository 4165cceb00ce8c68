/**
 * Tails shared by lines that differ in nothing but which line they are: `ATE1` and `ATH1` end alike, as most echoes do.
 *
 * Where only one outcome is left (the lines of which one will end, whatever follows), it is decided there: the step that
 * leads there says which, the states after it only carry it, and so merge. A state that all its ways enter with the
 * same outcome carries none: it names its lines, as it did before.
 */
import type { Decision, Dfa, Leaf, State } from './dfa.js';
import { leaves, targets } from './graph.js';
import { minimise } from './minimise.js';

/** Stands for the lines a state carries. Two, as lines that a CR alone ends wait for other bytes. */
const CARRIED: readonly number[] = [-1];
const CARRIED_TO_CR: readonly number[] = [-2];

export const isCarried = (lines: readonly number[]): boolean => (lines[0] ?? 0) < 0;

/** The lines of which one ends: none yet known to, those of one outcome, or those of several. */
type Left = readonly number[] | 'several' | undefined;

const same = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();

function joined(a: Left, b: Left): Left {
  if (a === undefined) return b;
  if (b === undefined || a === b) return a;
  return a !== 'several' && b !== 'several' && same(a, b) ? a : 'several';
}

const outcomesOf = (state: State): readonly (readonly number[])[] =>
  [state.now, ...(state.atLineEnd ? leaves(state.atLineEnd).map(({ lines }) => lines) : [])].filter(
    (lines) => lines.length > 0,
  );

function predecessors(dfa: Dfa): readonly (readonly number[])[] {
  const found = dfa.states.map(() => new Set<number>());
  dfa.states.forEach((state, s) => {
    for (const t of targets(state)) found[t]?.add(s);
  });
  return found.map((set) => [...set]);
}

/** By state what can still come of it. */
function whatIsLeft(dfa: Dfa): readonly Left[] {
  const before = predecessors(dfa);
  const left: Left[] = dfa.states.map((state) => outcomesOf(state).reduce<Left>(joined, undefined));
  const queue = new Set(dfa.states.keys());
  for (const s of queue) {
    queue.delete(s);
    for (const p of before[s] ?? []) {
      const now = joined(left[p], left[s]);
      if (now === left[p]) continue;
      left[p] = now;
      queue.add(p);
    }
  }
  return left;
}

function mapLeaves(decision: Decision, change: (leaf: Leaf) => Leaf): Decision {
  if (decision.kind === 'leaf') return change(decision);
  return { ...decision, yes: mapLeaves(decision.yes, change), no: mapLeaves(decision.no, change) };
}

function mapState(
  state: State,
  step: (leaf: Leaf) => Leaf,
  end: (lines: readonly number[]) => readonly number[],
): State {
  const { branches, now, atLineEnd } = state;
  return {
    ...state,
    branches: branches.map((b) => ({ ...b, decision: mapLeaves(b.decision, step) })),
    now: now.length > 0 ? end(now) : now,
    atLineEnd: atLineEnd && mapLeaves(atLineEnd, (l) => (l.lines.length > 0 ? { ...l, lines: end(l.lines) } : l)),
  };
}

/** Every outcome at the step where it is decided. */
function decided(dfa: Dfa, lineEndsAtCr: (line: number) => boolean): Dfa {
  const left = whatIsLeft(dfa).map((one) => (one === 'several' ? undefined : one));
  const states = dfa.states.map((state, s) => {
    const own = left[s];
    if (own !== undefined) {
      const carried = own.some(lineEndsAtCr) ? CARRIED_TO_CR : CARRIED;
      return mapState(
        state,
        (leaf) => leaf,
        () => carried,
      );
    }
    const step = (leaf: Leaf): Leaf => {
      const outcome = leaf.to === undefined ? undefined : left[leaf.to];
      return outcome === undefined ? leaf : { ...leaf, outcome };
    };
    return mapState(state, step, (lines) => lines);
  });
  return { ...dfa, states };
}

/** By state the outcomes with which it is entered. */
function carriedBy(
  dfa: Dfa,
  atStart: readonly number[] | undefined,
): readonly ReadonlyMap<string, readonly number[]>[] {
  const carried = dfa.states.map(() => new Map<string, readonly number[]>());
  const queue = new Set<number>();
  const enter = (state: number, outcome: readonly number[]): void => {
    const known = carried[state] as Map<string, readonly number[]>;
    if (known.has(outcome.join())) return;
    known.set(outcome.join(), outcome);
    queue.add(state);
  };
  if (atStart) enter(dfa.start, atStart);
  for (const { branches } of dfa.states) {
    for (const { to, outcome } of branches.flatMap((b) => leaves(b.decision))) {
      if (to !== undefined && outcome) enter(to, outcome);
    }
  }
  for (const s of queue) {
    queue.delete(s);
    for (const t of targets(dfa.states[s] as State))
      for (const outcome of carried[s]?.values() ?? []) enter(t, outcome);
  }
  return carried;
}

/** What is carried only where several outcomes meet. */
function named(dfa: Dfa, atStart: readonly number[] | undefined): Dfa {
  const carried = carriedBy(dfa, atStart).map((outcomes) => [...outcomes.values()]);
  const states = dfa.states.map((state, s) => {
    const own = carried[s] ?? [];
    const [only] = own.length === 1 ? own : [];
    const step = ({ outcome, ...leaf }: Leaf): Leaf => {
      const meets = leaf.to !== undefined && (carried[leaf.to]?.length ?? 0) > 1;
      const known = outcome ?? only;
      return meets && known !== undefined ? { ...leaf, outcome: known } : leaf;
    };
    const renamed = mapState(state, step, (lines) => (isCarried(lines) && only ? only : lines));
    return own.length > 1 ? { ...renamed, carries: own } : renamed;
  });
  return { ...dfa, states };
}

export function shareTails(dfa: Dfa, lineEndsAtCr: (line: number) => boolean): Dfa {
  const smallest = minimise(dfa);
  const atStart = whatIsLeft(smallest)[smallest.start];
  return named(minimise(decided(smallest, lineEndsAtCr)), atStart === 'several' ? undefined : atStart);
}
