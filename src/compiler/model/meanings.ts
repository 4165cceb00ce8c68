/** What a comment says of values: `0 closes it, 1 opens it, 2 asks for it.` */
import type { CommandShape, Field, FieldType } from './model.js';

/** So many values are named one by one at most. */
const FEW = 16;

function valuesOf(types: readonly FieldType[]): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const type of types) {
    if (type.kind !== 'number' || type.max - type.min >= FEW) return undefined;
    for (let value = type.min; value <= type.max; value++) values.add(value);
  }
  return values;
}

/** `2 fetches it`, but for `2 to 5 …` and `2 and 3 …`, which are said of several. */
const OF_ONE = /^(-?\d+) (?!(?:to|and|or) -?\d)/;

/**
 * Where a comment names values one by one, what it says of those that the field has here: a row of a command that has `2..2`
 * in this place says what 2 stands for, and not what other rows have. What else it says stays.
 */
export function narrowed(doc: readonly string[], types: readonly FieldType[]): readonly string[] {
  const values = valuesOf(types);
  const text = doc.join(' ');
  const end = /\.(?= |$)/.exec(text)?.index ?? text.length;
  const parts = text.slice(0, end).split(/, (?=-?\d+ )/);
  const numbers = parts.map((part) => OF_ONE.exec(part)?.[1]);
  if (values === undefined || numbers.includes(undefined)) return doc;
  const own = parts.filter((_, i) => values.has(Number(numbers[i])));
  return own.length === 0 || own.length === parts.length ? doc : [own.join(', ') + text.slice(end)];
}

const isOneNumber = ({ types }: Field): boolean =>
  types.length === 1 && types.every((type) => type.kind === 'number' && type.min === type.max);

/** What the numbers stand for by which a row of a command is told from the others: `2 fetches it as bytes.` */
export function standsFor({ fields }: Pick<CommandShape, 'fields'>): string[] {
  return fields.filter(isOneNumber).flatMap(({ doc, types }) => {
    const said = narrowed(doc, types).join(' ');
    return OF_ONE.test(said) ? [said] : [];
  });
}
