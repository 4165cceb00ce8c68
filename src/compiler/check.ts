/** All checks of a grammar, before anything is made of it. */
import { analyse } from './analyse.js';
import { buildAutomaton, linesOf, TooManyFormsAtOnce } from './automaton/build.js';
import { checkAutomaton } from './automaton/check.js';
import { exampleFindings } from './examples.js';
import { commandForms } from './model/command-forms.js';
import type { Model } from './model/model.js';
import { type Finding, GrammarError, type Source } from './notation/errors.js';
import type { Selection } from './selection.js';
import { buildMachine, type GrammarMachine } from './tables/machine.js';

/** Parses and checks. Throws GrammarError with every finding. */
export function checked(sources: readonly Source[], selection: Selection = {}): GrammarMachine {
  try {
    return checkedMachine(analyse(sources, selection), sources);
  } catch (error) {
    if (error instanceof TooManyFormsAtOnce) throw new GrammarError([tooManyAtOnce(error)], sources);
    throw error;
  }
}

function tooManyAtOnce({ forms, message }: TooManyFormsAtOnce): Finding {
  const names = forms.map(({ type }) => `\`${type}\``).join(', ');
  const location = forms[0]?.location ?? { file: '', line: 1, column: 1 };
  return {
    location,
    message: `it takes ${message} to tell the lines of ${names} apart: give them texts that differ, or shorter ones`,
  };
}

function checkedMachine(model: Model, sources: readonly Source[]): GrammarMachine {
  const machine = buildMachine(model);
  const findings = [
    ...checkAutomaton(machine.primary),
    ...checkAutomaton(machine.fallback),
    ...checkAutomaton(machine.readings),
    ...checkAutomaton(buildAutomaton(linesOf(commandForms(machine.model))), 'make them differ'),
  ];
  if (findings.length > 0) throw new GrammarError(findings, sources);
  // Where two forms match the same line, what an example is read as says nothing.
  const examples = exampleFindings(machine);
  if (examples.length > 0) throw new GrammarError(examples, sources);
  return machine;
}

/**
 * Checks a grammar and makes nothing of it: every check that `compile` makes. Pure.
 * Throws GrammarError with every finding: place, caret, and where two forms collide a line that both match.
 * @param sources The files of one grammar; names in one are known in all. `file` is only used to name places.
 * @example check([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]);
 */
export function check(sources: readonly Source[]): void {
  checked(sources);
}
