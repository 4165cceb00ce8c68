/** Walks an automaton as its states say, without any generated code: what it does to the registers, and what ends. */
import type { Decision, Dfa, Leaf } from '../../src/compiler/automaton/dfa.js';
import type { Guard, Operation } from '../../src/compiler/automaton/nfa.js';

export interface Walk {
  /** What was written, each with the position of its byte. */
  readonly written: readonly string[];
  /** The lines that end at a line end after these bytes, or before them. */
  readonly lines: readonly number[];
}

export function walk(dfa: Dfa, text: string): Walk | undefined {
  const start: number[] = [];
  const number: number[] = [];
  const written: string[] = [];
  let position = 0;
  const holds = ({ on, slot, min, max }: Guard): boolean => {
    const value = on === 'number' ? (number[slot] ?? 0) : position - (start[slot] ?? 0);
    return value >= min && value <= max;
  };
  const decide = (decision: Decision): Leaf =>
    decision.kind === 'leaf' ? decision : decide(holds(decision.guard) ? decision.yes : decision.no);
  const apply = (operation: Operation, byte: number): void => {
    const { slot } = operation;
    written.push(`${JSON.stringify(operation)} at ${position}`);
    if (operation.do === 'open') start[slot] = position;
    if (operation.do === 'first') number[slot] = byte - 48;
    if (operation.do === 'next') number[slot] = (number[slot] ?? 0) * 10 + byte - 48;
    if (operation.do === 'set') number[slot] = operation.value;
    if (operation.do === 'count') number[slot] = (number[slot] ?? 0) + 1;
  };
  let state = dfa.states[dfa.start];
  let outcome: readonly number[] = [];
  const ended = (lines: readonly number[]): readonly number[] => ((lines[0] ?? 0) < 0 ? outcome : lines);
  for (; position < text.length; position++) {
    const byte = text.charCodeAt(position);
    const branch = state?.branches.find(({ bytes }) => bytes.includes(byte));
    if (!branch) return undefined;
    const { operations, to, outcome: decided = outcome } = decide(branch.decision);
    outcome = decided;
    for (const operation of operations) apply(operation, byte);
    state = to === undefined ? undefined : dfa.states[to];
  }
  if (state && state.now.length > 0) return { written, lines: ended(state.now) };
  if (!state?.atLineEnd) return state && { written, lines: [] };
  const { operations, lines } = decide(state.atLineEnd);
  for (const operation of operations) apply(operation, 13);
  return { written, lines: ended(lines) };
}
