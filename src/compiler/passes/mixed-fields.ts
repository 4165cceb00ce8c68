import type { Field, FieldType } from '../model.js';
import type { Pass } from './index.js';

function describe(type: FieldType): string {
  if (type.kind === 'number') return 'a number';
  return type.kind === 'text' && type.value === 'bytes' ? 'bytes' : `a string (${type.kind})`;
}

function descriptionsOf({ types }: Field): string[] {
  return [...new Set(types.map(describe))];
}

/** The message type has one declaration for a field, whichever alternative it came from. */
export const mixedFields: Pass = ({ forms }) =>
  forms.flatMap(({ location, fields }) =>
    fields
      .filter((field) => descriptionsOf(field).length > 1)
      .map((field) => ({
        location,
        message: `the field \`${field.name}\` is ${descriptionsOf(field).join(' here and ')} there; alternatives of different types need different names`,
      })),
  );
