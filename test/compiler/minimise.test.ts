/** Minimisation: the smallest automaton of the same language. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { buildAutomaton, linesOf } from '../../src/compiler/automaton/build.js';
import type { Branch, Decision, Dfa, State } from '../../src/compiler/automaton/dfa.js';
import { minimise } from '../../src/compiler/automaton/minimise.js';
import type { Operation } from '../../src/compiler/automaton/nfa.js';
import { walk } from './walk.js';

const to = (state: number, ...operations: Operation[]): Decision => ({
  kind: 'leaf',
  operations,
  to: state,
  lines: [],
});
const ends = (line: number): Decision => ({ kind: 'leaf', operations: [], to: undefined, lines: [line] });
const on = (text: string, decision: Decision): Branch => ({
  bytes: Array.from(text, (ch) => ch.charCodeAt(0)).sort((a, b) => a - b),
  decision,
});
const open = (slot: number): Operation => ({ do: 'open', slot });
const state = (branches: readonly Branch[], atLineEnd?: Decision): State => ({ branches, now: [], atLineEnd });
const dfa = (...states: State[]): Dfa => ({ start: 0, states, nodes: states.map(() => []) });
const count = (...states: State[]): number => minimise(dfa(...states)).states.length;

describe('states are merged that nothing tells apart', () => {
  it('two ends of one line, and what leads to them: AC and BC are (A|B)C', () => {
    const merged = minimise(
      dfa(
        state([on('A', to(1)), on('B', to(2))]),
        state([on('C', to(3))]),
        state([on('C', to(4))]),
        state([], ends(7)),
        state([], ends(7)),
      ),
    );
    expect(merged.states.map(({ branches }) => branches.map(({ bytes }) => bytes))).toEqual([[[65, 66]], [[67]], []]);
  });

  it('the first byte of a text and the others: A leads to a loop of A', () => {
    expect(count(state([on('"', to(1))]), state([on('A', to(2))], ends(0)), state([on('A', to(2))], ends(0)))).toBe(2);
  });

  it('a cycle of two states that do the same is one state', () => {
    expect(count(state([on('A', to(1))], ends(0)), state([on('A', to(0))], ends(0)))).toBe(1);
  });

  it('two cycles of three states each, entered at different places, are one', () => {
    const ring = (first: number): State[] => [
      state([on('A', to(first + 1))]),
      state([on('B', to(first + 2))], ends(1)),
      state([on('C', to(first))]),
    ];
    expect(count(state([on('X', to(1)), on('Y', to(4))]), ...ring(1), ...ring(4))).toBe(4);
  });

  it('a test of a bound whose two ways have become the same is none', () => {
    const guard = { on: 'length', slot: 0, min: 0, max: 3 } as const;
    const merged = minimise(
      dfa(
        state([on('A', { kind: 'test', guard, yes: to(1), no: to(2) }), on('B', to(1))]),
        state([], ends(0)),
        state([], ends(0)),
      ),
    );
    expect(merged.states[0]?.branches).toEqual([on('AB', to(1))]);
  });
});

describe('states are kept apart that differ', () => {
  /** Whether A and B lead to the same state once minimised. */
  const merged = (a: State, b: State): boolean => {
    const rest = [state([], ends(0)), state([], ends(1))];
    const [start] = minimise(dfa(state([on('A', to(1)), on('B', to(2))]), a, b, ...rest)).states;
    return start?.branches.length === 1;
  };

  it.each<[string, State, State]>([
    ['in the line that ends', state([], ends(0)), state([], ends(1))],
    ['in the bytes they take', state([on('C', to(3))]), state([on('D', to(3))])],
    ['in what they write', state([on('C', to(3, open(0)))]), state([on('C', to(3, open(1)))])],
    ['in whether anything ends', state([on('C', to(3))], ends(0)), state([on('C', to(3))])],
    ['in the far end only', state([on('C', to(3))]), state([on('C', to(4))])],
  ])('%s', (_, a, b) => {
    expect(merged(a, b)).toBe(false);
    expect(merged(a, a)).toBe(true);
  });
});

/** Each with fewer states than its subsets of nodes: alike are the spellings, the first byte of a text and the others. */
const GRAMMARS: readonly (readonly string[])[] = [
  ['urc one i"+A: " a:0..12 "," b:0..9', 'urc two i"+A: " a:0..12 "," c:10..99 "," d:0..9'],
  [
    `urc one "+A:" sp '"' t:print except '"' 1..3 '"' ["," u:0..1]`,
    `urc two "+A:" sp "1," '"' t:print except '"' 1..3 '"' ["," u:0..1]`,
  ],
];

describe('the language stays the same', () => {
  it.each(GRAMMARS.map((texts) => [texts.at(-1), texts] as const))('%s', (_, texts) => {
    const { forms } = analyse(texts.map((text, i) => ({ file: `file${i + 1}.at`, text })));
    const { raw, dfa: smallest } = buildAutomaton(linesOf(forms));
    expect(smallest.states.length).toBeLessThan(raw.states.length);
    const piece = fc.constantFrom('+A: ', '+B: ', '1,"x', '"', '"', ',', ',', '1', '0', '12', 'x', 'xy', ' ');
    const text = fc.tuple(fc.constantFrom('+A: ', '+A:', '+a: ', ''), fc.array(piece, { maxLength: 8 }));
    fc.assert(
      fc.property(text, ([head, rest]) => {
        const line = head + rest.join('');
        expect(walk(smallest, line)).toEqual(walk(raw, line));
      }),
      { seed: 13, numRuns: 3000 },
    );
  });

  it('and no two of its states are equivalent: minimised once more it stays as it is', () => {
    const { forms } = analyse([{ file: 'file.at', text: (GRAMMARS[1] ?? []).join('\n') }]);
    const { dfa: smallest } = buildAutomaton(linesOf(forms));
    const again = minimise(smallest);
    expect(again.states.length).toBe(smallest.states.length);
  });
});
