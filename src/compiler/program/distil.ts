/**
 * The automaton as an engine that keeps the line needs it: a number is read from its digits where somebody asks for it,
 * so most operations on numbers fall away; lines that mean the same are one; then fewer states are left.
 */
import type { Automaton } from '../automaton/build.js';
import { chooseLine } from '../automaton/choose.js';
import type { Decision, Dfa } from '../automaton/dfa.js';
import { minimise } from '../automaton/minimise.js';

/** Of several lines that mean the same the first stands for all. */
export type Meaning = (line: number) => string;

export function distil({ raw, lines }: Automaton, meaning: Meaning): Dfa {
  const first = new Map<string, number>();
  const same = lines.map((_, line) => {
    const key = meaning(line);
    if (!first.has(key)) first.set(key, line);
    return first.get(key) as number;
  });
  // Chosen first: a line that stands for another one would go before those in between.
  const chosen = (matching: readonly number[]): number[] => {
    const held = chooseLine(lines, matching).map(({ line }) => same[line] ?? line);
    return [...new Set(held)].sort((a, b) => a - b);
  };
  const simplify = (decision: Decision): Decision => {
    if (decision.kind === 'test') {
      const [yes, no] = [simplify(decision.yes), simplify(decision.no)];
      return JSON.stringify(yes) === JSON.stringify(no) ? yes : { ...decision, yes, no };
    }
    return {
      ...decision,
      operations: decision.operations.filter((o) => o.do !== 'next' && o.do !== 'octet'),
      lines: chosen(decision.lines),
    };
  };
  return minimise({
    ...raw,
    states: raw.states.map((state) => ({
      now: chosen(state.now),
      atLineEnd: state.atLineEnd && simplify(state.atLineEnd),
      branches: state.branches.map((branch) => ({ ...branch, decision: simplify(branch.decision) })),
    })),
  });
}
