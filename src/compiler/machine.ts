/** What the emitters of code share: the three automata of a grammar and the numbers their lines go by. */
import { type Automaton, buildAutomaton, lineOf, linesOf } from './automaton/build.js';
import type { Line } from './automaton/nfa.js';
import { knownNames } from './known-names.js';
import type { Atom, Form, Model } from './model.js';

export interface GrammarMachine {
  readonly model: Model;
  readonly primary: Automaton;
  readonly fallback: Automaton;
  /** ATV0 result codes. */
  readonly numeric: Automaton;
  /** All lines, by code: those of `primary`, then `fallback`, then `numeric`. */
  readonly lines: readonly Line[];
  /** Commands that `while` names, in order; `inFlight[0]` of the registers stands for any. */
  readonly patterns: readonly string[];
}

/** A form's ATV0 spelling: its number and a lone CR. */
function numericForm(form: Form): Form {
  const text = String(form.numeric);
  return {
    ...form,
    variants: [{ atoms: [{ kind: 'literal', canonical: text, accepts: [text] }] }],
    ending: { kind: 'line', cr: true },
  };
}

export function buildMachine(model: Model): GrammarMachine {
  const primary = buildAutomaton(linesOf(model.forms.filter((f) => !f.fallback)));
  const fallback = buildAutomaton(linesOf(model.forms.filter((f) => f.fallback)), knownNames(model), primary.slots);
  const withNumber = model.forms.filter((f) => f.numeric !== undefined);
  const numeric = buildAutomaton(withNumber.map(numericForm).map((f) => lineOf(f, f.variants)));
  const numericLines = withNumber.map((form) => lineOf(form, [plainVariant(form)]));
  const heads = model.forms.flatMap((f) => (Array.isArray(f.whileInFlight) ? (f.whileInFlight as string[]) : []));
  return {
    model,
    primary,
    fallback,
    numeric,
    lines: [...primary.lines, ...fallback.lines, ...numericLines],
    patterns: [...new Set(heads)],
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

const longestVariant = (atoms: readonly Atom[]): number => atoms.reduce((sum, atom) => sum + longestAtom(atom), 0);

/** CR CR LF behind the longest line, and room for what is no form: the module refuses longer command lines (AT manual 1.4.4). */
const LEAST = 1024;

export function longestLine(machine: GrammarMachine): number {
  return Math.max(LEAST, ...machine.lines.flatMap((l) => l.variants.map((v) => longestVariant(v.atoms) + 3)));
}

const endsAtOnce = (form: Form): boolean =>
  form.ending.kind === 'at-once' || (form.ending.kind === 'payload' && !form.ending.afterLineEnd);

/** Of the forms that end without a line end: the longest, and the bytes they can end with. */
export function headers(machine: GrammarMachine): { longest: number; ends: readonly number[] } {
  const lines = machine.primary.lines.filter((l) => endsAtOnce(l.form));
  const variants = lines.flatMap((l) => l.variants);
  const last = variants.flatMap((v) => {
    const atom = v.atoms.at(-1);
    return atom?.kind === 'literal' ? atom.accepts.map((s) => s.charCodeAt(s.length - 1)) : [];
  });
  return {
    longest: Math.max(0, ...variants.map((v) => longestVariant(v.atoms))),
    ends: [...new Set(last)].sort((a, b) => a - b),
  };
}
