/** What the plan says of the states of small grammars. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/compiler/analyse.js';
import { type Automaton, buildAutomaton, linesOf } from '../../src/compiler/automaton/build.js';
import { type Plan, planOf, type StatePlan } from '../../src/compiler/automaton/plan/plan.js';

function planned(...lines: string[]): { automaton: Automaton; plan: Plan; after: (way: string) => StatePlan } {
  const { forms } = analyse([{ file: 'file.at', text: lines.join('\n') }]);
  const automaton = buildAutomaton(linesOf(forms));
  const plan = planOf(automaton);
  const after = (way: string): StatePlan => {
    const found = plan.states.find(({ example }) => example === way);
    if (!found) throw new Error(`no state after ${JSON.stringify(way)}`);
    return found;
  };
  return { automaton, plan, after };
}

describe('bytes that follow without a choice', () => {
  it('+CREG: up to the blank that may be missing is one run', () => {
    expect(planned('urc one "+CREG:" sp n:0..5').after('').run?.text).toBe('+CREG:');
  });

  it('ends where two forms part: +CR, then E or I', () => {
    const { after } = planned('urc one "+CREG: " n:0..5', 'urc two "+CRING: " n:0..5');
    expect(after('').run?.text).toBe('+CR');
    expect(after('+CR').run).toBeUndefined();
    expect(after('+CRE').run?.text).toBe('G: ');
    // After the I only N is its own: both forms share what follows, `G: ` and a number.
    expect(after('+CRI').run).toBeUndefined();
  });

  it('one byte is none', () => {
    expect(planned('urc one "A" n:0..5').after('').run).toBeUndefined();
  });
});

describe('loops', () => {
  it('the digits of a number: its slot', () => {
    expect(planned('urc one "A" n:uint "," m:0..5').after('A0').loop).toMatchObject({ kind: 'digits', slots: [0] });
  });

  it('the bytes of a text', () => {
    const { after } = planned("urc one 'A\"' t:print except '\"' 0..9 '\"'");
    expect(after('A"A').loop?.kind).toBe('bytes');
    expect(after('A"').loop).toBeUndefined();
  });
});

describe('what a line waits for that the buffer ends in', () => {
  it('its line end', () => {
    expect(planned('urc one "A" n:0..5').after('').need).toBe('line-end');
  });

  it('anything, if a form ends without one', () => {
    const { after } = planned('urc one "AB" at-once', 'urc two "CD"');
    expect(after('').need).toBe('any');
    expect(after('A').need).toBe('any');
    expect(after('C').need).toBe('line-end');
  });
});

describe('weights', () => {
  it('as many lines as lead through a state, a final result code as ten', () => {
    const { after } = planned('urc one "AB"', 'urc two "AC"', 'final ok "OK"');
    expect(after('').weight).toBe(12);
    expect(after('A').weight).toBe(2);
  });
});

describe('a byte that may appear here and changes nothing', () => {
  it('a blank, as often as it may: `sp` takes up to two', () => {
    const { after } = planned('urc one "A:" sp n:0..5');
    expect(after('A:').tolerated).toMatchObject({ byte: 32, times: 2 });
  });
});

describe('functions', () => {
  it('a small automaton is one', () => {
    const { automaton, plan } = planned('urc one "A" n:0..5', 'urc two "B" t:print 1..9');
    const inlined = plan.inlinedBy(`${automaton.dfa.start}`);
    const reached = new Set([`${automaton.dfa.start}`]);
    for (const entrance of reached) for (const next of plan.part(entrance as '0').successors) reached.add(next);
    expect([...inlined].sort()).toEqual([...reached].sort());
  });
});

describe('a name among all others', () => {
  const { automaton, after } = planned('urc known "NAME:" n:0..5', 'fallback response other name:upper 2..9');

  it('leaves all bytes but its next one to the state that reads the rest of any name', () => {
    const { rest } = after('NAM');
    expect(rest?.branches.map(({ bytes }) => String.fromCharCode(...bytes))).toEqual(['E']);
    expect(rest && automaton.dfa.states[rest.to]?.branches.map(({ bytes }) => bytes.length)).toEqual([26]);
  });

  it('is compared in one go, as the other state can begin anywhere in it: NA, then ME:', () => {
    expect(
      after('NA')
        .rest?.run?.letters.map((bytes) => String.fromCharCode(...bytes))
        .join(''),
    ).toBe('ME:');
  });

  it('in either case where both lead on alike', () => {
    const { after } = planned('urc known i"NAME:" n:0..5', 'fallback response other name:letter 2..9');
    expect(after('NA').rest?.run?.letters).toEqual([[77, 109], [69, 101], [58]]);
  });

  it('but not where the other state loops over none of its letters', () => {
    const { after } = planned('urc known "NA-E:" n:0..5', 'fallback response other name:upper 2..9 "-" x:upper 1..9');
    expect(after('N').rest?.run).toBeUndefined();
  });
});
