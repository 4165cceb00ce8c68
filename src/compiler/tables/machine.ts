/** What the emitters of code share: the four automata of a grammar and the numbers their lines go by. */
import type { ReadingPatterns } from '../../runtime/contract/machine.js';
import { type Automaton, buildAutomaton, lineOf, linesOf } from '../automaton/build.js';
import type { Line } from '../automaton/nfa.js';
import { endsAtOnce } from '../model/endings.js';
import { knownNames } from '../model/known-names.js';
import { type Atom, type Form, type Model, OWN_READ, OWN_TEST, type Variant } from '../model/model.js';
import { isSized } from '../model/sized.js';
import { echoLines, type Head, headsOf } from './echo-lines.js';

export interface GrammarMachine {
  readonly model: Model;
  /** The forms that yield to none, and echo: that yields to them, and nearly nothing else begins like it. */
  readonly primary: Automaton;
  readonly fallback: Automaton;
  /** ATV0 result codes. */
  readonly numeric: Automaton;
  /** Readings of fallback forms (`also`) that go before what else a line looks like. */
  readonly readings: Automaton;
  /** All lines, by code: those of `primary`, then `fallback`, `numeric` and `readings`. */
  readonly lines: readonly Line[];
  /** Those of `numeric`, as the forms they stand for. */
  readonly numericLines: readonly Line[];
  /** Commands that `while` names, in order; `inFlight[0]` of the registers stands for any. */
  readonly patterns: readonly string[];
  readonly readingPatterns: ReadingPatterns;
  readonly heads: readonly Head[];
}

/** A form's ATV0 spelling: its number and a single CR. */
function numericForm(form: Form): Form {
  const text = String(form.numeric);
  return {
    ...form,
    variants: [{ atoms: [{ kind: 'literal', canonical: text, accepts: [text] }] }],
    ending: { kind: 'line', cr: true },
  };
}

const isReading = ({ variants }: Line): boolean => variants[0]?.whileInFlight !== undefined;

/** By the numbers of their patterns; -1: no form has such a reading. See ReadingPatterns. */
function readingPatterns({ forms }: Model, patterns: readonly string[]): ReadingPatterns {
  const named = forms.flatMap(({ variants }) => variants.flatMap((variant) => variant.whileInFlight ?? []));
  const rows = [...new Set(named)].filter((pattern) => pattern !== OWN_TEST && pattern !== OWN_READ);
  const [test = -1, read = -1] = [OWN_TEST, OWN_READ].map((own) => patterns.indexOf(own));
  return { test, read, rows: rows.map((pattern) => patterns.indexOf(pattern)) };
}

function patternsOf({ forms }: Model): readonly string[] {
  const named = forms.flatMap(({ whileInFlight: on, transparentOf = [], variants }) => [
    ...(on === undefined || on === 'any' ? [] : on),
    ...transparentOf,
    ...variants.flatMap((variant) => variant.whileInFlight ?? []),
  ]);
  return [...new Set(named)];
}

/** The lines that each of the automata tells apart. */
export interface MachineLines {
  readonly primary: readonly Line[];
  readonly fallback: readonly Line[];
  readonly readings: readonly Line[];
  readonly numeric: readonly Line[];
}

/** `heads`: the commands that are told apart in an echo; all that the grammar names by default. */
export function machineLines(model: Model, heads = headsOf(model, patternsOf(model))): MachineLines {
  const echoForms = model.forms.filter((f) => f.kind === 'echo');
  const others = model.forms.filter((f) => f.kind !== 'echo');
  const echoed = [...echoForms.flatMap((f) => echoLines(f, heads)), ...linesOf(echoForms)];
  const yielding = linesOf(others.filter((f) => f.fallback));
  return {
    primary: [...linesOf(others.filter((f) => !f.fallback)), ...echoed],
    fallback: yielding.filter((line) => !isReading(line)),
    readings: yielding.filter(isReading),
    numeric: withNumber(model)
      .map(numericForm)
      .map((form) => lineOf(form, form.variants)),
  };
}

const withNumber = ({ forms }: Model): Form[] => forms.filter((form) => form.numeric !== undefined);

/** `choose`: which of the commands that the grammar names are told apart in an echo; all by default. */
export function buildMachine(
  model: Model,
  choose: (heads: readonly Head[], patterns: readonly string[]) => readonly Head[] = (heads) => heads,
): GrammarMachine {
  const patterns = patternsOf(model);
  const heads = choose(headsOf(model, patterns), patterns);
  const lines = machineLines(model, heads);
  const primary = buildAutomaton(lines.primary);
  const fallback = buildAutomaton(lines.fallback, knownNames(model));
  const readings = buildAutomaton(lines.readings);
  const numeric = buildAutomaton(lines.numeric);
  const numericLines = withNumber(model).map((form) => lineOf(form, [plainVariant(form)]));
  return {
    model,
    primary,
    fallback,
    numeric,
    readings,
    lines: [...primary.lines, ...fallback.lines, ...numericLines, ...readings.lines],
    numericLines,
    patterns,
    readingPatterns: readingPatterns(model, patterns),
    heads,
  };
}

/** The variant without fields: the only one an ATV0 number or the end of transparent mode can stand for. */
export function plainVariant(form: Form): Form['variants'][number] {
  return form.variants.find((v) => v.atoms.every((a) => a.kind !== 'field')) ?? { atoms: [] };
}

function longestAtom(atom: Atom): number {
  if (atom.kind === 'line-end') return 3;
  if (atom.kind === 'literal') return Math.max(...atom.accepts.map((s) => s.length));
  const { type } = atom;
  if (type.kind === 'number') return 10 + (type.min < 0 ? 1 : 0);
  if (type.kind === 'ipv4') return 15;
  return type.kind === 'words' ? Math.max(...type.words.map((w) => w.length)) : type.max;
}

/** In bytes, without a line end. */
export const longestVariant = ({ atoms }: Variant): number => atoms.reduce((sum, atom) => sum + longestAtom(atom), 0);

/** CR CR LF after the longest line, and room for what is no form: the module refuses longer command lines (AT manual 1.4.4). */
const LEAST = 1024;

export function longestLine(machine: GrammarMachine): number {
  return Math.max(LEAST, ...machine.lines.flatMap((l) => l.variants.map((v) => longestVariant(v) + 3)));
}

/** Whether a text is framed by its size. */
export const hasFrames = ({ lines }: GrammarMachine): boolean =>
  lines.some(({ variants }) => variants.some(({ atoms }) => atoms.some(isSized)));

/** The bytes that a form without a line end can end with. */
export function headerEnds(machine: GrammarMachine): readonly number[] {
  const lines = machine.primary.lines.filter((l) => endsAtOnce(l.form));
  const last = lines
    .flatMap((l) => l.variants)
    .flatMap((v) => {
      const atom = v.atoms.at(-1);
      return atom?.kind === 'literal' ? atom.accepts.map((s) => s.charCodeAt(s.length - 1)) : [];
    });
  return [...new Set(last)].sort((a, b) => a - b);
}
