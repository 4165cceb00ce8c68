/**
 * A form as it is written: literals, fields, and optional parts as a part of their own, so that a form of six optional
 * parts is one line and not sixty-four. Alternatives stay apart, one shape each.
 */

import type { Atom, FieldAtom, Form, Syntax } from './model.js';
import { textPattern } from './text-pattern.js';

/** A part in brackets. */
interface Part {
  readonly part: Shape;
}
export type ShapeItem = string | FieldAtom | Part;
export type Shape = readonly ShapeItem[];

/** Finds the field of the syntax among those of the variants, which know what may appear before it. */
type Lookup = (name: string) => FieldAtom | undefined;

const hasField = (syntax: Syntax): boolean => {
  if (syntax.kind === 'field') return true;
  if (syntax.kind === 'optional') return hasField(syntax.item);
  return 'items' in syntax && syntax.items.some(hasField);
};

const crossed = (heads: readonly Shape[], tails: readonly Shape[]): Shape[] =>
  heads.flatMap((head) => tails.map((tail) => joined([...head, ...tail])));

/** Literals that meet are one. */
function joined(items: Shape): Shape {
  const out: ShapeItem[] = [];
  for (const item of items) {
    const last = out.at(-1);
    if (typeof item === 'string' && typeof last === 'string') out[out.length - 1] = last + item;
    else if (item !== '') out.push(item);
  }
  return out;
}

function shapesOf(syntax: Syntax, lookup: Lookup): Shape[] {
  switch (syntax.kind) {
    case 'literal':
      return [syntax.presence === 'ignored' ? [] : [syntax.text]];
    case 'line-end':
      return [['\r\n']];
    case 'field': {
      const atom = lookup(syntax.name);
      return atom === undefined ? [] : [[atom]];
    }
    case 'sequence':
      return syntax.items.map((item) => shapesOf(item, lookup)).reduce(crossed, [[]]);
    case 'choice':
      if (!hasField(syntax)) return shapesOf(syntax.items[0] ?? { kind: 'sequence', items: [] }, lookup);
      return syntax.items.flatMap((item) => shapesOf(item, lookup));
    case 'optional':
      return shapesOf(syntax.item, lookup).map((shape) => [{ part: shape }]);
  }
}

export const isPart = (item: ShapeItem): item is Part => typeof item === 'object' && 'part' in item;

/** The field of a part that holds nothing else: a place that may be empty. */
function placeOf({ part }: Part): FieldAtom | undefined {
  const [only, ...more] = part;
  return typeof only === 'object' && !isPart(only) && more.length === 0 ? only : undefined;
}

/** Every sequence a shape stands for, places that may be empty left as they are. */
function expanded(shape: Shape): Shape[] {
  const parts = shape.map((item): Shape[] => {
    return isPart(item) && placeOf(item) === undefined ? [...expanded(item.part), []] : [[item]];
  });
  return parts.reduce(crossed, [[]]);
}

function named(item: ShapeItem): unknown {
  if (typeof item === 'string') return item;
  return isPart(item) ? item.part.map(named) : { field: item.name };
}

const spelt = (shape: Shape): string => JSON.stringify(shape.map(named));

function flat(atoms: readonly Atom[]): Shape {
  return joined(
    atoms.map((atom) => {
      if (atom.kind === 'field') return atom.optional ? { part: [atom] } : atom;
      return atom.kind === 'literal' ? atom.canonical : '\r\n';
    }),
  );
}

/** Without the line end before a payload: that belongs to the framing. */
function textOf({ syntax, ending }: Form): Syntax {
  const headed = ending.kind === 'payload' && ending.afterLineEnd && syntax.kind === 'sequence';
  return headed ? { kind: 'sequence', items: syntax.items.slice(0, -1) } : syntax;
}

const identity = ({ name, type, notFirst }: FieldAtom): string =>
  JSON.stringify([name, type, type.kind === 'text' ? textPattern(type, { notFirst }) : '']);

const fieldsOf = (shapes: readonly Shape[]): FieldAtom[] =>
  shapes.flat().flatMap((item) => {
    if (typeof item === 'string') return [];
    return isPart(item) ? fieldsOf([item.part]) : [item];
  });

function withFields(shape: Shape, lookup: Lookup): Shape {
  return shape.map((item) => {
    if (typeof item === 'string') return item;
    return isPart(item) ? { part: withFields(item.part, lookup) } : (lookup(item.name) ?? item);
  });
}

/** The shape with the fields as its own variants have them, or nothing where these do not agree. */
function settled(shape: Shape, variants: readonly Shape[]): Shape | undefined {
  const spelled = new Set(expanded(shape).map(spelt));
  const fields = fieldsOf(variants.filter((variant) => spelled.has(spelt(variant))));
  const agreed = new Set(fields.map(identity)).size === new Set(fields.map((field) => field.name)).size;
  return agreed ? withFields(shape, (name) => fields.find((field) => field.name === name)) : undefined;
}

/** The shapes of a form; where they would say anything else than the variants, these themselves. */
export function canonicalShapes(form: Form): readonly Shape[] {
  const variants = form.variants.map((variant) => flat(variant.atoms));
  const any = fieldsOf(variants);
  const shapes = shapesOf(textOf(form), (name) => any.find((field) => field.name === name));
  const spelled = new Set(shapes.flatMap(expanded).map(spelt));
  const meant = new Set(variants.map(spelt));
  const same = spelled.size === meant.size && [...meant].every((text) => spelled.has(text));
  const found = same ? shapes.map((shape) => settled(shape, variants)).filter((shape) => shape !== undefined) : [];
  return distinct(found.length === shapes.length && same ? found : variants);
}

function distinct(shapes: readonly Shape[]): Shape[] {
  const seen = new Map<string, Shape>();
  for (const shape of shapes) {
    const id = JSON.stringify(shape);
    if (!seen.has(id)) seen.set(id, shape);
  }
  return [...seen.values()];
}
