/** Ways through the syntax tree that more than one pass takes. */
import type { Element, Entry, FormEntry, Name, Type } from './ast.js';

export type FieldElement = Element & { node: 'field' };

/** Every element, those inside a part behind the part itself. */
export function everyElement(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) => {
    if (element.node === 'optional') return [element, ...everyElement(element.items)];
    if (element.node === 'choice') return [element, ...element.branches.flatMap(everyElement)];
    return [element];
  });
}

export function formsIn(entries: readonly Entry[]): FormEntry[] {
  return entries.filter((entry) => entry.node === 'form');
}

/** Every field of a form, in the order written. */
export function fieldsIn(elements: readonly Element[]): FieldElement[] {
  return everyElement(elements).filter((element) => element.node === 'field');
}

/** Every type written down, declared or in its place. */
export function typesIn(entries: readonly Entry[]): Type[] {
  return entries.flatMap((entry) => {
    if (entry.node === 'field-type') return [entry.type];
    return entry.node === 'form' ? fieldsIn(entry.elements).map((field) => field.type) : [];
  });
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
