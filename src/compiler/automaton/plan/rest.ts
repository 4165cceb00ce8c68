/**
 * States in the middle of a name, where nearly all bytes do what they do in the state that reads the rest of any other name:
 * after `AT+CS` a T may go on to AT+CSTT, and all else is as in the name of no command. Such a state is written as the
 * bytes that it treats otherwise; the rest is left to the other state, which looks at the byte again.
 */
import type { Branch, Decision, Dfa, Leaf, State } from '../dfa.js';
import { leaves, loopOf } from '../graph.js';

export interface Rest {
  /** The state that goes on. */
  readonly to: number;
  /** What the state itself decides. */
  readonly branches: readonly Branch[];
  /** Several such states one after the other. */
  readonly run?: RestRun;
}

/** Letters of a name with which no state but the last does anything of its own: `RITE=` of `AT+CIPWRITE=`. */
export interface RestRun {
  /** Two bytes or more, each in one spelling or in either case. */
  readonly letters: readonly (readonly number[])[];
  readonly to: number;
  readonly outcome: Leaf['outcome'];
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
  if (loopOf(dfa, index)) return undefined;
  const next = new Set(state.branches.flatMap(({ decision }) => leaves(decision).flatMap(({ to }) => to ?? [])));
  for (const to of next) {
    if (!isFree(to) || loopOf(dfa, to)?.kind !== 'bytes') continue;
    const rest = restIn(state, dfa.states[to] as State, to);
    if (rest) return rest;
  }
  return undefined;
}

/** `W` and `w`. */
const isEitherCase = ([a = 0, b = 0, ...more]: readonly number[]): boolean =>
  more.length === 0 && a + 32 === b && a >= 0x41 && a <= 0x5a;

/** The only thing that a state decides by itself, if it is one letter that writes nothing. */
function onlyLetter({ branches }: Rest): { bytes: readonly number[]; leaf: Leaf; to: number } | undefined {
  const [branch, ...others] = branches;
  if (!branch || others.length > 0 || (branch.bytes.length > 1 && !isEitherCase(branch.bytes))) return undefined;
  const { bytes, decision: leaf } = branch;
  if (leaf.kind !== 'leaf' || leaf.operations.length > 0 || leaf.to === undefined) return undefined;
  return { bytes, leaf, to: leaf.to };
}

/**
 * The letters from a state on that all leave their other bytes to the same state. That one loops over these letters, so a line
 * that goes on otherwise after some of them can be left to it from the first letter on.
 */
export function restRun(
  dfa: Dfa,
  from: number,
  restIn: (state: number) => Rest | undefined,
  isAlike: (state: number, other: number) => boolean,
): RestRun | undefined {
  const other = restIn(from)?.to;
  if (other === undefined) return undefined;
  const looped = new Set(loopOf(dfa, other)?.branch.bytes);
  const letters: (readonly number[])[] = [];
  let at = from;
  let outcome: Leaf['outcome'];
  while (outcome === undefined && isAlike(at, other) && (letters.at(-1) ?? []).every((byte) => looped.has(byte))) {
    const rest = restIn(at);
    const way = rest?.to === other ? onlyLetter(rest) : undefined;
    if (!way) break;
    letters.push(way.bytes);
    at = way.to;
    outcome = way.leaf.outcome;
  }
  return letters.length > 1 ? { letters, to: at, outcome } : undefined;
}
