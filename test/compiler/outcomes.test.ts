/** Lines that differ only in which line they are share their tails. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { type Automaton, buildAutomaton, linesOf } from '../../src/compiler/automaton/build.js';
import { walk } from './walk.js';

function automatonOf(...texts: string[]): Automaton {
  const { forms } = analyse(texts.map((text, i) => ({ file: `file${i + 1}.at`, text })));
  return buildAutomaton(linesOf(forms));
}

const TWO = ['urc one "+A: " a:0..12 "," b:0..9', 'urc two "+B: " a:0..12 "," b:0..9'];
const FOUR = [...TWO, 'urc three "+A: x" t:print 1..3', 'response four "+AB" ["," c:0..5]'];

describe('which line will end is decided where nothing else is left', () => {
  it('two forms that differ in one letter are one tail after it', () => {
    const { dfa } = automatonOf(...TWO);
    const { dfa: one } = automatonOf(TWO[0] as string);
    // `+`, then `A` or `B`: no state more than one of the two forms has.
    expect(dfa.states.length).toBe(one.states.length);
    expect(dfa.states.filter(({ carries }) => carries?.length === 2).length).toBe(dfa.states.length - 2);
  });

  it('a form alone carries nothing: its end names it', () => {
    const { dfa } = automatonOf(TWO[0] as string);
    expect(dfa.states.filter(({ carries }) => carries !== undefined)).toEqual([]);
    expect(walk(dfa, '+A: 12,3')?.lines).toEqual([0]);
  });

  it('forms with other bounds share no more than what appears after the bound', () => {
    const { dfa } = automatonOf(TWO[0] as string, 'urc two "+B: " a:0..11 "," b:0..9');
    expect(walk(dfa, '+A: 12,3')?.lines).toEqual([0]);
    expect(walk(dfa, '+B: 11,3')?.lines).toEqual([1]);
    expect(walk(dfa, '+B: 12,3')).toBeUndefined();
  });

  it.each([TWO, FOUR].map((texts) => [texts.length, texts] as const))('the language of %d forms stays', (_, texts) => {
    const { raw, dfa } = automatonOf(...texts);
    const piece = fc.constantFrom('+A', '+B', '+AB', ': ', ',', ',', '1', '0', '12', '13', 'x', 'xyz');
    const whole = fc.constantFrom('+A: 1,2', '+B: 12,0', '+A: xab', '+AB', '+AB,5', '+B: 13,0');
    fc.assert(
      fc.property(
        fc.oneof(
          whole,
          fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
        ),
        (line) => {
          expect(walk(dfa, line)).toEqual(walk(raw, line));
        },
      ),
      { seed: 13, numRuns: 3000 },
    );
  });
});
