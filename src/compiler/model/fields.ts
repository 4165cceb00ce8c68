/** The fields of a row of elements, with their types. */
import type { Element } from '../notation/ast.js';
import { fieldNameOf, fieldsIn } from '../notation/walk.js';
import type { FieldDocs } from './field-docs.js';
import type { Field, FieldType, Location, Variant } from './model.js';
import { type Declarations, resolveType } from './types.js';
import type { Types } from './variants.js';

/** undefined when one of them cannot be resolved. */
export function typesOf(elements: readonly Element[], declared: Declarations): Types | undefined {
  const types = new Map<Location, FieldType>();
  for (const field of fieldsIn(elements)) {
    const type = resolveType(field.type, declared);
    if (type === undefined) return undefined;
    types.set(field.location, type);
  }
  return types;
}

function withoutRepetition(types: readonly FieldType[]): readonly FieldType[] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
}

const isCertainIn = (name: string, { atoms }: Variant): boolean =>
  atoms.some((atom) => atom.kind === 'field' && atom.name === name && !atom.optional);

export function fieldsOf(
  elements: readonly Element[],
  types: Types,
  variants: readonly Variant[],
  docs: FieldDocs = () => [],
): Field[] {
  const names = new Set(fieldsIn(elements).map(fieldNameOf));
  return [...names].map((name) => {
    const named = fieldsIn(elements).filter((field) => fieldNameOf(field) === name);
    const written = named.flatMap((field) => types.get(field.location) ?? []);
    const optional = !variants.every((variant) => isCertainIn(name, variant));
    const doc = docs(
      name,
      named.map((field) => field.type),
    );
    return { name, types: withoutRepetition(written), optional, doc };
  });
}

/** The fields of several rows of elements as one: what not all of them have is optional. */
export function mergedFields(rows: readonly (readonly Field[])[]): Field[] {
  const names = [...new Set(rows.flat().map((field) => field.name))];
  return names.map((name) => {
    const found = rows.map((fields) => fields.find((field) => field.name === name));
    const types = withoutRepetition(found.flatMap((field) => field?.types ?? []));
    const doc = found.flatMap((field) => (field && field.doc.length > 0 ? [field.doc] : []))[0] ?? [];
    return { name, types, optional: found.some((field) => field === undefined || field.optional), doc };
  });
}
