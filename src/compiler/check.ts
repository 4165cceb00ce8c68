/** All that is asked of a grammar before anything is made of it. */
import { analyse } from './analyse.js';
import { buildAutomaton, linesOf } from './automaton/build.js';
import { checkAutomaton } from './automaton/check.js';
import { commandForms } from './model/command-forms.js';
import { GrammarError, type Source } from './notation/errors.js';
import { buildMachine, type GrammarMachine } from './tables/machine.js';

/** Parses and checks. Throws GrammarError with every finding. */
export function checked(sources: readonly Source[]): GrammarMachine {
  const machine = buildMachine(analyse(sources));
  const findings = [
    ...checkAutomaton(machine.primary),
    ...checkAutomaton(machine.fallback),
    ...checkAutomaton(buildAutomaton(linesOf(commandForms(machine.model))), 'make them differ'),
  ];
  if (findings.length > 0) throw new GrammarError(findings, sources);
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
