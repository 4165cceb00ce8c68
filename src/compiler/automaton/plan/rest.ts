/**
 * States in the middle of a name, where nearly all bytes do what they do in the state that reads the rest of any other name:
 * after `AT+CS` a T may go on to AT+CSTT, and all else is as in the name of no command. Such a state is written as the
 * bytes that it treats otherwise; the rest is left to the other state, which looks at the byte again.
 */
import type { Branch, Decision, Dfa, State } from '../dfa.js';
import { leaves, loopOf } from '../graph.js';

export interface Rest {
  /** The state that goes on. */
  readonly to: number;
  /** What the state itself decides. */
  readonly branches: readonly Branch[];
}

const textOf = (decision: Decision | undefined): string => JSON.stringify(decision);

/** What each byte does in a state, as text to compare; bytes that nothing goes on with are not there. */
function byByte({ branches }: State): Map<number, string> {
  return new Map(branches.flatMap(({ bytes, decision }) => bytes.map((byte) => [byte, textOf(decision)] as const)));
}

const isSame = (a: State, b: State): boolean =>
  textOf(a.atLineEnd) === textOf(b.atLineEnd) &&
  JSON.stringify(a.carries) === JSON.stringify(b.carries) &&
  a.now.length + b.now.length === 0;

/** A branch without the bytes that the other state treats alike. */
function without(branch: Branch, other: ReadonlyMap<number, string>): Branch {
  const text = textOf(branch.decision);
  return { ...branch, bytes: branch.bytes.filter((byte) => other.get(byte) !== text) };
}

/** What is left of a state once another has taken over what both do alike; nothing if that does more than it. */
function restIn(state: State, other: State, to: number): Rest | undefined {
  if (!isSame(state, other)) return undefined;
  const [own, others] = [byByte(state), byByte(other)];
  if ([...others.keys()].some((byte) => !own.has(byte))) return undefined;
  const branches = state.branches.map((branch) => without(branch, others)).filter(({ bytes }) => bytes.length > 0);
  return branches.length < state.branches.length ? { to, branches } : undefined;
}

/** The loop over the bytes of a text that a state leads to and can leave bytes to; undefined in a loop. */
export function restOf(dfa: Dfa, index: number, isFree: (state: number) => boolean): Rest | undefined {
  const state = dfa.states[index] as State;
  if (!state.atLineEnd || loopOf(dfa, index)) return undefined;
  const next = new Set(state.branches.flatMap(({ decision }) => leaves(decision).flatMap(({ to }) => to ?? [])));
  for (const to of next) {
    if (!isFree(to) || loopOf(dfa, to)?.kind !== 'bytes') continue;
    const rest = restIn(state, dfa.states[to] as State, to);
    if (rest) return rest;
  }
  return undefined;
}
