/** What only the automaton shows: lines that two forms match, forms that go on where another ends or never match. */

import type { Form } from '../model/model.js';
import type { Finding } from '../notation/errors.js';
import type { Automaton } from './build.js';
import { chooseLine, conditionOf } from './choose.js';
import type { State } from './dfa.js';
import { leaves } from './graph.js';
import type { Line } from './nfa.js';
import { TooLongToTell, witness } from './witness.js';

/** Lines that can end at the same byte, for every place where some do. */
function* meetings(automaton: Automaton): Generator<{ lines: readonly number[]; state: State }> {
  for (const state of automaton.raw.states) {
    if (state.now.length > 0) yield { lines: state.now, state };
    for (const leaf of state.atLineEnd ? leaves(state.atLineEnd) : []) {
      if (leaf.lines.length > 0) yield { lines: leaf.lines, state };
    }
  }
}

const overlap = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((x) => b.some((y) => x.startsWith(y) || y.startsWith(x)));

/** Neither yields to the other and no command in flight decides between them. */
function undecided(a: Line, b: Line): boolean {
  if (a.form === b.form) {
    const areSame = String(conditionOf(a)) === String(conditionOf(b));
    return areSame && a.head === undefined && b.head === undefined;
  }
  if (a.form.fallback || b.form.fallback) return false;
  const [x, y] = [a.form.whileInFlight, b.form.whileInFlight];
  if (x === undefined || y === undefined) return x === y;
  if (a.form.yields && b.form.yields) return true;
  return x === 'any' || y === 'any' || overlap(x, y);
}

const REMEDY = 'make them differ, or say with `while` which command decides';

/** Findings by what they are of: one of two forms is enough. */
type Found = ReadonlyMap<string, Finding>;

/** By the names of the two forms. */
function ambiguities(automaton: Automaton, remedy: string): Found {
  const found = new Map<string, Finding>();
  // Two lines that meet in one state and have no line in common meet in others too.
  const apart = new Set<string>();
  for (const { lines } of meetings(automaton)) {
    for (const first of lines) {
      for (const second of lines.filter((l) => l > first)) {
        const [a, b] = [automaton.lines[first] as Line, automaton.lines[second] as Line];
        const name = `${a.form.type} ${b.form.type}`;
        const pair = `${first} ${second}`;
        if (found.has(name) || apart.has(pair) || !undecided(a, b)) continue;
        apart.add(pair);
        const finding = meeting(a, b, () => witness(automaton.nfa, first, second), remedy);
        if (finding !== undefined) found.set(name, finding);
      }
    }
  }
  return found;
}

/** `find`: a line that both match, if there is one. */
function meeting(a: Line, b: Line, find: () => string | undefined, remedy: string): Finding | undefined {
  const { location } = b.form;
  try {
    const text = find();
    return text === undefined ? undefined : { location, message: ambiguity(a, b, remedy), witness: text };
  } catch (error) {
    if (!(error instanceof TooLongToTell)) throw error;
    const forms = a.form === b.form ? `two readings of ${a.form.type}` : `${b.form.type} and ${a.form.type}`;
    return { location, message: `whether ${forms} match the same line takes too long to tell: ${remedy}` };
  }
}

function ambiguity(a: Line, b: Line, remedy: string): string {
  if (a.form === b.form) return `${a.form.type} matches the same line in two ways: its fields cannot be told apart`;
  const { file, line } = a.form.location;
  return `${b.form.type} and ${a.form.type} (${file}:${line}) match the same line in the same state: ${remedy}`;
}

/** A line end cannot both end one form and appear inside another: nothing tells which. */
function continuations(automaton: Automaton): Found {
  const found = new Map<string, Finding>();
  automaton.raw.states.forEach((state, index) => {
    const ends =
      state.now.length > 0 ? state.now : state.atLineEnd ? leaves(state.atLineEnd).flatMap((l) => l.lines) : [];
    const further = state.branches.filter((b) => state.now.length > 0 || b.bytes.some((x) => x === 10 || x === 13));
    if (ends.length === 0 || further.length === 0) return;
    const shorter = (automaton.lines[ends[0] ?? 0] as Line).form;
    const nodes = automaton.raw.nodes[index] ?? [];
    const longer =
      nodes.map((n) => automaton.lines[automaton.nfa.lineOf[n] ?? 0] as Line).find((l) => l.form !== shorter)?.form ??
      shorter;
    const message = `${shorter.type} ends where ${longer.type} goes on: nothing tells which of them comes`;
    found.set(message, { location: longer.location, message });
  });
  return found;
}

function mixedFrames({ lines, mixedFrames: mixed }: Automaton): Found {
  const found = new Map<string, Finding>();
  for (const { framed, other } of mixed) {
    const [a, b] = [lines[framed]?.form, lines[other]?.form];
    if (!a || !b) continue;
    const message = `${b.type} can go on where the text of ${a.type} begins, which is framed by its size: nothing tells which of them comes`;
    found.set(message, { location: b.location, message });
  }
  return found;
}

/** As far as the states tell: bounds of different fields are not weighed against each other. */
function chosenIn(automaton: Automaton): ReadonlySet<string> {
  const chosen = new Set<string>();
  for (const { lines } of meetings(automaton)) {
    for (const { line } of chooseLine(automaton.lines, lines)) chosen.add((automaton.lines[line] as Line).form.type);
  }
  return chosen;
}

/** What the automaton of some lines shows. */
export interface Shown {
  /** By kind, as KINDS has them; none: nothing was found. */
  readonly found: readonly Found[];
  /** The types of the forms that it can choose. */
  readonly chosen: ReadonlySet<string>;
}

const KINDS = [ambiguities, continuations, mixedFrames] as const;

/** `remedy`: what can be done about two forms of one line. */
export function shownBy(automaton: Automaton, remedy = REMEDY): Shown {
  return { found: KINDS.map((find) => find(automaton, remedy)), chosen: chosenIn(automaton) };
}

function neverMatching(forms: ReadonlySet<Form>, all: readonly Shown[]): Finding[] {
  const chosen = new Set(all.flatMap((shown) => [...shown.chosen]));
  return [...forms]
    .filter((form) => !chosen.has(form.type))
    .map(({ location, type }) => ({
      location,
      message: `${type} can never match: every line it describes is another form`,
    }));
}

/** What is wrong with these lines, by what each group of them shows: lines of two groups never meet. */
export function findingsOf(lines: readonly Line[], all: readonly Shown[]): Finding[] {
  const found = KINDS.flatMap((_, kind) => firstOf(all.map((shown) => shown.found[kind])));
  // A form that another one covers has been named already.
  const named = new Set(found.map(({ location }) => location));
  const never = neverMatching(new Set(lines.map(({ form }) => form)), all);
  return [...found, ...never.filter(({ location }) => !named.has(location))];
}

/** Of several findings of one kind the first. */
function firstOf(all: readonly (Found | undefined)[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const [name, finding] of all.flatMap((each) => [...(each ?? [])]))
    if (!found.has(name)) found.set(name, finding);
  return [...found.values()];
}
