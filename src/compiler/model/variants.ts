/** Every choice of a form's optional and alternative parts, as a sequence of atoms. */
import type { Element } from '../notation/ast.js';
import { fieldNameOf } from '../notation/walk.js';
import type { Atom, FieldType, LiteralAtom, Location, Variant } from './model.js';
import { concatenate, product, type Spellings, spellingsOf } from './spellings.js';

/** More than this is hardly meant; the parts of a form multiply. */
export const MAX_VARIANTS = 128;

/** `optional`: it was alone in an optional part, which is a place that may be empty and no choice. */
type Field = Element & { node: 'field' } & { readonly optional?: true };
/** Fixed text as a row of parts, each in all its spellings. */
interface Fixed {
  readonly node: 'fixed';
  readonly parts: readonly Spellings[];
}
type Step = Fixed | Field | (Element & { node: 'line-end' });
type Sequence = readonly Step[];

/** Whether a part is more than fixed text, so that it takes variants to tell it. */
function branches(element: Element): boolean {
  if (element.node === 'field' || element.node === 'line-end') return true;
  if (element.node === 'optional') return element.items.some(branches);
  return element.node === 'choice' && element.branches.flat().some(branches);
}

/** The field of `[name]`: row after row of such places would multiply, and none of them says anything of another. */
function onlyField(element: Element): (Element & { node: 'field' }) | undefined {
  if (element.node !== 'optional' || element.items.length !== 1) return undefined;
  const [item] = element.items;
  return item?.node === 'field' ? item : undefined;
}

/** Counted before they are made: a form of thirty optional parts would have a thousand million. */
export function countVariants(elements: readonly Element[]): number {
  return elements.reduce((product, element) => {
    if (!branches(element) || onlyField(element) !== undefined) return product;
    if (element.node === 'optional') return product * (countVariants(element.items) + 1);
    if (element.node !== 'choice') return product;
    return product * element.branches.reduce((sum, items) => sum + countVariants(items), 0);
  }, 1);
}

function sequencesOf(element: Element): readonly Sequence[] {
  const only = onlyField(element);
  if (only !== undefined) return [[{ ...only, optional: true }]];
  if (!branches(element)) return [[{ node: 'fixed', parts: [spellingsOf(element)] }]];
  switch (element.node) {
    case 'field':
    case 'line-end':
      return [[element]];
    case 'optional':
      return [...expand(element.items), []];
    case 'choice':
      return element.branches.flatMap(expand);
    default:
      return [];
  }
}

/** With an optional part before without it, alternatives in the order they are written. */
function expand(elements: readonly Element[]): readonly Sequence[] {
  return elements
    .map(sequencesOf)
    .reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, ...tail])), [[]]);
}

/** Parts of one spelling grow together. */
function joinParts(left: readonly Spellings[], right: readonly Spellings[]): readonly Spellings[] {
  const [last, next] = [left.at(-1), right[0]];
  if (last?.length !== 1 || next?.length !== 1) return [...left, ...right];
  return [...left.slice(0, -1), concatenate(last, next), ...right.slice(1)];
}

function mergeNeighbours(sequence: Sequence): Sequence {
  const merged: Step[] = [];
  for (const step of sequence) {
    const last = merged.at(-1);
    if (step.node === 'fixed' && last?.node === 'fixed')
      merged[merged.length - 1] = { node: 'fixed', parts: joinParts(last.parts, step.parts) };
    else merged.push(step);
  }
  return merged.filter((step) => step.node !== 'fixed' || step.parts.flat().some((spelling) => spelling !== ''));
}

function prefixesOf(text: string): string[] {
  return Array.from(text, (_, length) => text.slice(0, length));
}

/** The bytes a literal may take or leave at its end: after `sp` a text cannot begin with a space. */
function takenBy(literal: LiteralAtom): string {
  const accepts = new Set(literal.accepts);
  const taken = literal.accepts.flatMap((long) =>
    prefixesOf(long)
      .filter((short) => accepts.has(short))
      .map((short) => long.charAt(short.length)),
  );
  return [...new Set(taken)].join('');
}

function literalOf({ parts }: Fixed): LiteralAtom {
  const accepts = product(parts);
  return { kind: 'literal', canonical: accepts[0] ?? '', accepts, parts };
}

/** The type of each field of the form, by where it appears. */
export type Types = ReadonlyMap<Location, FieldType>;

function atomOf(step: Step, previous: Atom | undefined, types: Types): Atom | undefined {
  if (step.node === 'line-end') return { kind: 'line-end' };
  if (step.node === 'fixed') return literalOf(step);
  const type = types.get(step.location);
  if (type === undefined) return undefined;
  const notFirst = type.kind === 'text' && previous?.kind === 'literal' ? takenBy(previous) : '';
  return {
    kind: 'field',
    name: fieldNameOf(step),
    type,
    notFirst,
    optional: step.optional === true,
    location: step.location,
  };
}

function variantOf(sequence: Sequence, types: Types): Variant {
  const atoms: Atom[] = [];
  for (const step of mergeNeighbours(sequence)) {
    const atom = atomOf(step, atoms.at(-1), types);
    if (atom !== undefined) atoms.push(atom);
  }
  return { atoms };
}

const fieldsIn = ({ atoms }: Variant, optional: boolean): string[] =>
  atoms.flatMap((atom) => (atom.kind === 'field' && atom.optional === optional ? [atom.name] : []));

/**
 * Of variants that need the same fields those with fewer empty places come first: what is written without a parameter has
 * no commas for it. Others keep their order.
 */
function withFewestPlacesFirst(variants: readonly Variant[]): Variant[] {
  const groups = new Map<string, Variant[]>();
  for (const variant of variants) {
    const needs = fieldsIn(variant, false).join();
    groups.set(needs, [...(groups.get(needs) ?? []), variant]);
  }
  const places = (variant: Variant): number => fieldsIn(variant, true).length;
  return [...groups.values()].flatMap((group) => group.sort((a, b) => places(a) - places(b)));
}

export function variantsOf(elements: readonly Element[], types: Types): readonly Variant[] {
  return withFewestPlacesFirst(expand(elements).map((sequence) => variantOf(sequence, types)));
}
