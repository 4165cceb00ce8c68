/** Ways through the syntax tree that more than one pass takes. */

import type { Location } from '../model/model.js';
import type { Clause, Element, Entry, FormEntry, Name, ShapeNode, Type } from './ast.js';

type FieldElement = Element & { node: 'field' };

/** Most passes ask for those of every line. */
const EVERY = new WeakMap<readonly Element[], readonly Element[]>();

/** Every element, those inside a part after the part itself. */
export function everyElement(elements: readonly Element[]): readonly Element[] {
  const known = EVERY.get(elements);
  if (known !== undefined) return known;
  const all = elements.flatMap((element) => [element, ...partsOf(element).flatMap(everyElement)]);
  EVERY.set(elements, all);
  return all;
}

function partsOf(element: Element): readonly (readonly Element[])[] {
  if (element.node === 'optional') return [element.items];
  return element.node === 'choice' ? element.branches : [];
}

export function formsIn(entries: readonly Entry[]): FormEntry[] {
  return entries.filter((entry) => entry.node === 'form');
}

/** What describes a line: a form of the module's, or a shape of a command of the host's. */
interface DescribedLine {
  readonly elements: readonly Element[];
  readonly location: Location;
}

export function shapesIn(entries: readonly Entry[]): ShapeNode[] {
  return entries.flatMap((entry) => (entry.node === 'command' ? entry.shapes : []));
}

/** Every clause of a command, those of its shapes after its own. */
export function clausesIn(entries: readonly Entry[]): Clause[] {
  return entries.flatMap((entry) => {
    if (entry.node === 'default') return entry.clauses;
    return entry.node === 'command' ? [...entry.clauses, ...entry.shapes.flatMap((shape) => shape.clauses)] : [];
  });
}

export function linesIn(entries: readonly Entry[]): DescribedLine[] {
  const forms = formsIn(entries).map(({ elements, name }) => ({ elements, location: name.location }));
  return [...forms, ...shapesIn(entries)];
}

/** Every field of a form, in the order written. */
export function fieldsIn(elements: readonly Element[]): FieldElement[] {
  return everyElement(elements).filter((element) => element.node === 'field');
}

/** Every type written down, declared or in its place. */
export function typesIn(entries: readonly Entry[]): Type[] {
  const declared = entries.flatMap((entry) => (entry.node === 'field-type' ? [entry.type] : []));
  return [...declared, ...linesIn(entries).flatMap(({ elements }) => fieldsIn(elements).map((field) => field.type))];
}

/** The name that a field's label, or else its type, gives it: `bt-address` names a field `btAddress`. */
export function labelOf(field: FieldElement): Name | undefined {
  if (field.label !== undefined) return field.label;
  const { core, location } = field.type;
  if (core.node !== 'reference') return undefined;
  return { text: core.name.text.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), location };
}

export function fieldNameOf(field: FieldElement): string {
  return labelOf(field)?.text ?? '';
}
