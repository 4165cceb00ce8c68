/** The lines of a grammar, in groups that begin alike: its checks ask nothing of all lines at once. */
import { linesOf } from './automaton/build.js';
import { type Group, groupsOf } from './automaton/groups/groups.js';
import { commandForms } from './model/command-forms.js';
import { knownNames } from './model/known-names.js';
import type { Model } from './model/model.js';
import { machineLines } from './tables/machine.js';

/** By the automaton that tells them apart; see GrammarMachine. */
export interface Parts {
  readonly primary: readonly Group[];
  readonly fallback: readonly Group[];
  readonly readings: readonly Group[];
  readonly numeric: readonly Group[];
  /** The shapes of commands, as the lines that the host writes. */
  readonly commands: readonly Group[];
}

export function buildParts(model: Model): Parts {
  const { primary, fallback, readings, numeric } = machineLines(model);
  return {
    primary: groupsOf(primary),
    fallback: groupsOf(fallback, knownNames(model)),
    readings: groupsOf(readings),
    numeric: groupsOf(numeric),
    commands: groupsOf(linesOf(commandForms(model))),
  };
}
