/** The automaton of a set of lines: built, its register slots made disjoint where they have to be, minimised. */
import { endsAtCr, endsAtOnce } from '../model/endings.js';
import type { Form, Variant } from '../model/model.js';
import { type Clash, Determiniser, type Dfa, type MixedFrame, TooManyStates } from './dfa.js';
import { buildNfa, type Line, type Nfa } from './nfa.js';
import { shareTails } from './outcomes.js';

export interface Automaton {
  readonly lines: readonly Line[];
  readonly nfa: Nfa;
  /** As built: its states still know the nodes they stand for. */
  readonly raw: Dfa;
  /** The smallest, with shared tails. Made when first asked for: the checks need it not, and it takes as long as they do. */
  readonly dfa: Dfa;
  readonly slots: number;
  readonly mixedFrames: readonly MixedFrame[];
}

export function linesOf(forms: readonly Form[]): Line[] {
  return forms.flatMap((form) => {
    // Words and numbers are named by their type, so a field of several types is told apart by its variant.
    const isOneReading = form.variants.every((variant) => variant.whileInFlight === undefined);
    const mergeable = form.variants.length > 1 && isOneReading && form.fields.every((f) => f.types.length === 1);
    return mergeable ? [lineOf(form, form.variants)] : split(form);
  });
}

function split(form: Form): Line[] {
  return form.variants.map((variant) => lineOf(form, [variant]));
}

const namesOf = (variant: Variant): string[] => variant.atoms.flatMap((a) => (a.kind === 'field' ? [a.name] : []));

export function lineOf(form: Form, variants: readonly Variant[]): Line {
  const names = [...new Set(variants.flatMap(namesOf))];
  const certain = (variant: Variant, name: string): boolean =>
    variant.atoms.some((atom) => atom.kind === 'field' && atom.name === name && !atom.optional);
  const optional = new Set(names.filter((name) => variants.some((variant) => !certain(variant, name))));
  return { form, variants, slots: new Map(names.map((name, ordinal) => [name, ordinal])), optional };
}

function moved(line: Line, by: number): Line {
  return { ...line, slots: new Map(Array.from(line.slots, ([name, slot]) => [name, slot + by])) };
}

function fieldIn(line: Line | undefined, slot: number): string | undefined {
  return Array.from(line?.slots ?? []).find(([, s]) => s === slot)?.[0];
}

/** Forms whose missing fields the registers cannot tell, because two ways through them run side by side. */
function inseparable(lines: readonly Line[], clashes: readonly Clash[]): Set<Form> {
  const own = clashes.filter((c) => c.writer === c.holder && (lines[c.writer]?.variants.length ?? 0) > 1);
  return new Set(own.flatMap((c) => lines[c.writer]?.form ?? []));
}

/** A line that clashes with an earlier one gets a fresh slot for that field: captures stay positional where they can. */
function separate(lines: readonly Line[], clashes: readonly Clash[]): void {
  const moved = new Set<string>();
  let fresh = Math.max(0, ...lines.flatMap((l) => [...l.slots.values()])) + 1;
  const freshFor = new Map<number, number>();
  for (const { writer, holder, slot } of clashes) {
    const later = Math.max(writer, holder);
    const field = fieldIn(lines[later], slot);
    if (field === undefined || moved.has(`${later} ${field}`)) continue;
    moved.add(`${later} ${field}`);
    const to = freshFor.get(slot) ?? fresh++;
    freshFor.set(slot, to);
    lines[later]?.slots.set(field, to);
  }
}

/** How many forms a message about too many states names. */
const BLAMED = 4;

function determine(determiniser: Determiniser, lines: readonly Line[]): Dfa {
  try {
    return determiniser.run();
  } catch (error) {
    if (!(error instanceof TooManyStates)) throw error;
    const forms = [...new Set(error.lines.flatMap((line) => lines[line]?.form ?? []))].slice(0, BLAMED);
    throw new TooManyFormsAtOnce(forms, error.message);
  }
}

/** The lines of these forms can be the same for so long that telling them apart takes too many states. */
export class TooManyFormsAtOnce extends Error {
  readonly forms: readonly Form[];

  constructor(forms: readonly Form[], message: string) {
    super(message);
    this.forms = forms;
  }
}

/** Slots are separated in a few rounds; a grammar that needs more has fields that cannot be told apart. */
const ROUNDS = 12;

function automatonOf(built: Omit<Automaton, 'dfa'>): Automaton {
  let smallest: Dfa | undefined;
  return {
    ...built,
    get dfa() {
      smallest ??= shareTails(built.raw, (line) => endsAtCr((built.lines[line] as Line).form));
      return smallest;
    },
  };
}

/** `firstSlot`: slots below belong to other automata that may have read the same line. */
export function buildAutomaton(given: readonly Line[], known: readonly string[] = [], firstSlot = 0): Automaton {
  let lines = given.map((line) => moved(line, firstSlot));
  for (let round = 0; ; round++) {
    const nfa = buildNfa(lines, known);
    const isMark = (line: number, slot: number): boolean => {
      const field = fieldIn(lines[line], slot);
      return field !== undefined && lines[line]?.optional.has(field) === true;
    };
    const determiniser = new Determiniser(nfa, (line) => endsAtOnce((lines[line] as Line).form), isMark);
    const raw = determine(determiniser, lines);
    const { clashes, mixedFrames } = determiniser;
    const forms = inseparable(lines, clashes);
    const others = clashes.filter((c) => c.writer !== c.holder);
    if ((forms.size === 0 && others.length === 0) || round === ROUNDS) {
      const slots = Math.max(0, ...lines.flatMap((l) => [...l.slots.values()])) + 1;
      return automatonOf({ lines, nfa, raw, slots, mixedFrames });
    }
    separate(lines, others);
    lines = lines.flatMap((l) =>
      forms.has(l.form) && l.variants.length > 1 ? split(l.form).map((s) => moved(s, firstSlot)) : [l],
    );
  }
}
