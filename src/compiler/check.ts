/** All checks of a grammar, before anything is made of it. */
import { analyse } from './analyse.js';
import { buildAutomaton, linesOf, TooManyFormsAtOnce } from './automaton/build.js';
import { checkAutomaton } from './automaton/check.js';
import { exampleFindings } from './examples.js';
import { commandForms } from './model/command-forms.js';
import type { Form, Model } from './model/model.js';
import { type Finding, GrammarError, type Source } from './notation/errors.js';
import type { Selection } from './selection.js';
import { buildMachine, type GrammarMachine, longestVariant } from './tables/machine.js';

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

/** What a grammar without faults holds. */
export interface Checked {
  readonly files: number;
  readonly forms: number;
  readonly commands: number;
  /** All of them are read as they say. */
  readonly examples: number;
  /** Ways in which a form can appear that are told apart. */
  readonly lines: number;
  /** Of the automata that tell them apart, before these are made small. */
  readonly states: number;
  /** The form with the longest line, and how many bytes that has, without its line end; undefined: there are no forms. */
  readonly longest: { readonly form: string; readonly bytes: number } | undefined;
}

/**
 * Checks a grammar and makes nothing of it: every check that `compile` makes, the examples of its forms included. Pure.
 * Throws GrammarError with every finding: place, caret, where two forms collide a line that both match, and where an
 * example is read otherwise what it is read as.
 * @param sources The files of one grammar; names in one are known in all. `file` is only used to name places.
 * @example check([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]).longest; // { form: 'my-form', bytes: 20 }
 */
export function check(sources: readonly Source[]): Checked {
  const machine = checked(sources);
  const { model, lines } = machine;
  const automata = [machine.primary, machine.fallback, machine.numeric, machine.readings];
  return {
    files: sources.length,
    forms: model.forms.length,
    commands: model.commands.length,
    examples: model.forms.reduce((sum, form) => sum + form.examples.length, 0),
    lines: lines.length,
    states: automata.reduce((sum, { raw, lines: own }) => sum + (own.length > 0 ? raw.states.length : 0), 0),
    longest: longestForm(model.forms),
  };
}

function longestForm(forms: readonly Form[]): Checked['longest'] {
  const all = forms.map((form) => ({ form: form.type, bytes: Math.max(...form.variants.map(longestVariant)) }));
  return all.reduce<Checked['longest']>((most, one) => (one.bytes > (most?.bytes ?? -1) ? one : most), undefined);
}
