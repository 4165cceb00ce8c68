/** All checks of a grammar, before anything is made of it. */
import { analyse } from './analyse.js';
import { TooManyFormsAtOnce } from './automaton/build.js';
import { findingsOf } from './automaton/check.js';
import { MOST_STATES } from './automaton/dfa.js';
import type { Group } from './automaton/groups/groups.js';
import type { Line } from './automaton/nfa.js';
import { exampleFindings } from './examples.js';
import { type Examined, examined, FORGETFUL, type Memory } from './memory.js';
import type { Form, Model } from './model/model.js';
import { type Finding, GrammarError, type Source } from './notation/errors.js';
import { buildParts, type Parts } from './parts.js';
import type { Selection } from './selection.js';
import { buildMachine, type GrammarMachine, longestVariant } from './tables/machine.js';

/** Parses and checks. Throws GrammarError with every finding. */
export function checked(sources: readonly Source[], selection: Selection = {}): GrammarMachine {
  const { model } = checkedSources(sources, selection);
  return refused(sources, () => buildMachine(model));
}

/** The same for what needs no automaton of the whole, which takes longer to make than all checks do. */
export function checkedSources(
  sources: readonly Source[],
  selection: Selection = {},
  memory: Memory = FORGETFUL,
): CheckedModel {
  const model = analyse(sources, selection);
  return refused(sources, () => checkedModel(model, sources, memory));
}

/** Too many states are a finding like others. */
function refused<T>(sources: readonly Source[], make: () => T): T {
  try {
    return make();
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

/** What was found of each group of the lines that one automaton tells apart. */
type Found = { readonly [Part in keyof Parts]: readonly Examined[] };

function examine({ primary, fallback, readings, numeric, commands }: Parts, memory: Memory): Found {
  const each = (groups: readonly Group[]): Examined[] => groups.map((group) => examined(group, memory));
  return {
    primary: each(primary),
    fallback: each(fallback),
    readings: each(readings),
    numeric: each(numeric),
    commands: commands.map((group) => examined(group, memory, 'make them differ')),
  };
}

const statesOf = (all: readonly Examined[]): number => all.reduce((sum, { states }) => sum + states, 0);

const linesIn = (groups: readonly Group[]): Line[] => groups.flatMap(({ lines }) => lines);

function checkedModel(model: Model, sources: readonly Source[], memory: Memory): CheckedModel {
  const parts = buildParts(model);
  const found = examine(parts, memory);
  // One automaton of all groups has as many states or fewer: those of beginnings that groups share are one there.
  if (Object.values(found).some((all) => statesOf(all) > MOST_STATES)) buildMachine(model);
  const findings = (['primary', 'fallback', 'readings', 'commands'] as const).flatMap((part) =>
    findingsOf(linesIn(parts[part]), found[part]),
  );
  if (findings.length > 0) throw new GrammarError(findings, sources);
  // Where two forms match the same line, what an example is read as says nothing.
  const examples = exampleFindings(model, parts, memory);
  if (examples.length > 0) throw new GrammarError(examples, sources);
  const { primary, fallback, numeric, readings } = found;
  return { model, found: [...primary, ...fallback, ...numeric, ...readings] };
}

/** A grammar without findings, and how much telling the forms of its lines apart takes. */
interface CheckedModel {
  readonly model: Model;
  readonly found: readonly Examined[];
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
  /** Of the automata that tell them apart, one for lines that begin alike, before these are made small. */
  readonly states: number;
  /** The form with the longest line, and how many bytes that has, without its line end; undefined: there are no forms. */
  readonly longest: { readonly form: string; readonly bytes: number } | undefined;
}

/**
 * Checks a grammar and makes nothing of it: every check that `compile` makes, the examples of its forms included. Pure.
 * Throws GrammarError with every finding: place, caret, where two forms collide a line that both match, and where an
 * example is read otherwise what it is read as.
 * @param sources The files of one grammar; names in one are known in all. `file` is only used to name places.
 * @param memory What earlier checks found right, by the same compiler: what has not changed is not checked again. The
 *   outcome is the same without; by default nothing is remembered.
 * @example check([{ file: 'mine.at', text: 'urc my-form "+MYFORM:" sp level:0..9\n' }]).longest; // { form: 'my-form', bytes: 20 }
 */
export function check(sources: readonly Source[], memory: Memory = FORGETFUL): Checked {
  const { model, found } = checkedSources(sources, {}, memory);
  return {
    files: sources.length,
    forms: model.forms.length,
    commands: model.commands.length,
    examples: model.forms.reduce((sum, form) => sum + form.examples.length, 0),
    lines: found.reduce((sum, { lines }) => sum + lines, 0),
    states: statesOf(found),
    longest: longestForm(model.forms),
  };
}

function longestForm(forms: readonly Form[]): Checked['longest'] {
  const all = forms.map((form) => ({ form: form.type, bytes: Math.max(...form.variants.map(longestVariant)) }));
  return all.reduce<Checked['longest']>((most, one) => (one.bytes > (most?.bytes ?? -1) ? one : most), undefined);
}
