/**
 * Merges states that nothing tells apart: at every byte they do the same to the registers under the same guards, end the
 * same lines, and go on in states that nothing tells apart. Cycles of any length merge too: the state after the first
 * byte of a text is the one after its other bytes.
 */
import { classify } from './bytes.js';
import type { Branch, Decision, Dfa, Leaf, State } from './dfa.js';
import { leaves } from './graph.js';
import { type Edge, refine } from './partition.js';

type Rename = (state: number) => number;

/** Numbers for texts, in the order in which they are first met. */
class Numbers {
  private readonly known = new Map<string, number>();

  of(text: string): number {
    const number = this.known.get(text) ?? this.known.size;
    this.known.set(text, number);
    return number;
  }
}

/** A decision but for where it leads: states that differ in it are never one. */
const withoutTargets = (decision: Decision): string =>
  JSON.stringify(decision, (key, value: unknown) => (key === 'to' && value !== undefined ? true : value));

/** What tells two states apart before any byte is followed, by classes of bytes that no state tells apart. */
function initialBlocks(dfa: Dfa, classOf: readonly number[]): number[] {
  const [shapes, blocks] = [new Numbers(), new Numbers()];
  return dfa.states.map((state) => {
    const byClass: number[] = [];
    for (const { bytes, decision } of state.branches) {
      const shape = shapes.of(withoutTargets(decision));
      for (const byte of bytes) byClass[classOf[byte] ?? 0] = shape;
    }
    return blocks.of(`${byClass.join()} ${state.now.join()} ${JSON.stringify(state.atLineEnd)}`);
  });
}

/** One edge a class of bytes and leaf of its decision. */
function edgesOf(dfa: Dfa, classOf: readonly number[]): Edge[] {
  const most = Math.max(0, ...dfa.states.flatMap(({ branches }) => branches.map((b) => leaves(b.decision).length)));
  return dfa.states.flatMap(({ branches }, from) =>
    branches.flatMap(({ bytes, decision }) => {
      const classes = [...new Set(bytes.map((byte) => classOf[byte] ?? 0))];
      return leaves(decision).flatMap(({ to }, leaf) =>
        to === undefined ? [] : classes.map((c) => ({ from, symbol: c * most + leaf, to })),
      );
    }),
  );
}

const sameLeaf = (a: Decision, b: Decision): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A test whose outcome no longer matters is none. */
function renameDecision(decision: Decision, rename: Rename): Decision {
  if (decision.kind === 'leaf') return renameLeaf(decision, rename);
  const yes = renameDecision(decision.yes, rename);
  const no = renameDecision(decision.no, rename);
  return sameLeaf(yes, no) ? yes : { ...decision, yes, no };
}

const renameLeaf = (leaf: Leaf, rename: Rename): Leaf =>
  leaf.to === undefined ? leaf : { ...leaf, to: rename(leaf.to) };

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

/** Merges what the states as they are leave equal. */
function merge(dfa: Dfa): Dfa {
  const { classOf } = classify(dfa.states.flatMap(({ branches }) => branches.map((b) => b.bytes)));
  const blockOf = refine(initialBlocks(dfa, classOf), edgesOf(dfa, classOf));
  const numbers = new Map<number, number>();
  const representatives: number[] = [];
  dfa.states.forEach((_, s) => {
    const block = blockOf[s] as number;
    if (!numbers.has(block)) numbers.set(block, representatives.push(s) - 1);
  });
  const rename: Rename = (s) => numbers.get(blockOf[s] as number) as number;
  return {
    start: rename(dfa.start),
    states: representatives.map((s) => renameState(dfa.states[s] as State, rename)),
    nodes: representatives.map((s) => dfa.nodes[s] ?? []),
  };
}

/** A test that merging made needless may have been all that told two states apart: merged until nothing changes. */
export function minimise(dfa: Dfa): Dfa {
  const merged = merge(dfa);
  return merged.states.length < dfa.states.length ? minimise(merged) : merged;
}
