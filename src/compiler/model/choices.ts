/**
 * Which fields a shape can have together. Of `apn [, user [, password]]` a password needs a user, so there are two choices:
 * `apn` alone, and `apn, user` with or without a password.
 */
import type { CommandShape, Variant } from './model.js';

/** Fields that are there, and those that may be there, whatever else is. */
export interface Choice {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

type Names = ReadonlySet<string>;

const keyOf = (names: Iterable<string>): string => [...names].sort().join(',');
const without = (names: Names, others: Names): Names => new Set([...names].filter((name) => !others.has(name)));

function fieldsIn({ atoms }: Variant, optional: boolean): Names {
  const fields = atoms.flatMap((atom) =>
    atom.kind === 'field' && (atom.optional ?? false) === optional ? [atom] : [],
  );
  return new Set(fields.map(({ name }) => name));
}

function subsets(names: readonly string[]): Names[] {
  const [first, ...rest] = names;
  if (first === undefined) return [new Set()];
  return subsets(rest).flatMap((subset) => [subset, new Set([first, ...subset])]);
}

/** The fields of `all` of which any may be missing while the others are there: the last ones first. */
function freeIn(all: Names, allowed: Names): string[] {
  let free: string[] = [];
  for (const name of [...all].reverse()) {
    const more = [...free, name];
    if (subsets(more).every((missing) => allowed.has(keyOf(without(all, missing))))) free = more;
  }
  return free;
}

/** Few choices that together allow these sets of fields and no others. */
function covering(sets: readonly Names[]): Choice[] {
  const allowed = new Set(sets.map(keyOf));
  const covered = new Set<string>();
  const choices: Choice[] = [];
  for (const all of [...sets].sort((a, b) => b.size - a.size)) {
    if (covered.has(keyOf(all))) continue;
    const free = freeIn(all, allowed);
    for (const missing of subsets(free)) covered.add(keyOf(without(all, missing)));
    choices.push({ required: [...without(all, new Set(free))], optional: free });
  }
  return choices;
}

/** Whatever the first allows, the second does. */
const allowsNoMoreThan = (a: Choice, b: Choice): boolean =>
  b.required.every((name) => a.required.includes(name)) &&
  [...a.required, ...a.optional].every((name) => b.required.includes(name) || b.optional.includes(name));

/** Without those that another makes needless; of two that are the same the first stays. */
const needed = (choices: readonly Choice[]): Choice[] =>
  choices.filter(
    (choice, i) =>
      !choices.some(
        (other, j) => i !== j && allowsNoMoreThan(choice, other) && (j < i || !allowsNoMoreThan(other, choice)),
      ),
  );

/** In the order in which the fields are written. */
export function choicesOf({ variants, fields }: CommandShape): Choice[] {
  const places = new Map<string, Variant[]>();
  for (const variant of variants) {
    const key = keyOf(fieldsIn(variant, true));
    places.set(key, [...(places.get(key) ?? []), variant]);
  }
  const order = (names: readonly string[]): string[] =>
    fields.map(({ name }) => name).filter((name) => names.includes(name));
  const choices = [...places.values()].flatMap((alike) => {
    const mayBeEmpty = [...fieldsIn(alike[0] as Variant, true)];
    return covering(alike.map((variant) => fieldsIn(variant, false))).map(({ required, optional }) => ({
      required: order(required),
      optional: order([...optional, ...mayBeEmpty]),
    }));
  });
  return needed(choices);
}
