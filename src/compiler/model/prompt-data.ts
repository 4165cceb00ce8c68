/** How long the data are that a command asks for: which of its parameters counts them, and whether Ctrl-Z ends them. */
import type { Atom, CommandShape, PromptDataEnd, Variant } from './model.js';

/** Where no clause says how long they are: as many as the last number says, or up to Ctrl-Z. */
export const DEFAULT_DATA_END: PromptDataEnd = { length: -1, ctrlZ: true };

const CTRL_Z = 'ctrl-z';

const commasIn = (atoms: readonly Atom[]): number =>
  atoms.filter((atom) => atom.kind === 'literal' && atom.canonical.includes(',')).length;

/** The places of the field in each way to write the shape, counted from the front and from the end. */
function placesIn({ atoms }: Variant, field: string): [front: number, end: number][] {
  return atoms.flatMap((atom, i) =>
    atom.kind === 'field' && atom.name === field
      ? [[commasIn(atoms.slice(0, i)) + 1, -commasIn(atoms.slice(i)) - 1]]
      : [],
  );
}

const same = (places: readonly number[]): boolean => new Set(places).size === 1;

function counting(shapes: readonly CommandShape[]): number {
  const places = shapes.flatMap(({ variants, data }) =>
    data.flatMap((field) => variants.flatMap((variant) => placesIn(variant, field))),
  );
  const front = places.map(([place]) => place);
  const end = places.map(([, place]) => place);
  if (same(end)) return end[0] as number;
  return same(front) ? (front[0] as number) : 0;
}

/** What holds for all of these shapes, which nothing before their parameters tells apart. */
export function promptDataOf(shapes: readonly CommandShape[]): PromptDataEnd | undefined {
  const withData = shapes.filter(({ data }) => data.length > 0);
  if (withData.length === 0) return undefined;
  return { length: counting(withData), ctrlZ: withData.some(({ data }) => data.includes(CTRL_Z)) };
}
