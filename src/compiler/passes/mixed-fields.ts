import { mergedFields } from '../model/fields.js';
import type { Command, Field, FieldType, Location } from '../model/model.js';
import type { Pass } from './pass.js';

interface Described {
  readonly location: Location;
  readonly fields: readonly Field[];
}

function describe(type: FieldType): string {
  if (type.kind === 'number') return 'a number';
  return type.kind === 'text' && type.value === 'bytes' ? 'bytes' : `a string (${type.kind})`;
}

function descriptionsOf({ types }: Field): string[] {
  return [...new Set(types.map(describe))];
}

/** The message type has one declaration for a field, whichever alternative it came from. */
/** Shapes of the same form are one type. */
function typesOfCommand({ shapes }: Command): Described[] {
  const forms = [...new Set(shapes.map((shape) => shape.form))];
  return forms.map((form) => {
    const same = shapes.filter((shape) => shape.form === form);
    return { location: same.at(-1)?.location as Location, fields: mergedFields(same.map((shape) => shape.fields)) };
  });
}

export const mixedFields: Pass = ({ forms, commands }) =>
  [...forms, ...commands.flatMap(typesOfCommand)].flatMap(({ location, fields }) =>
    fields
      .filter((field) => descriptionsOf(field).length > 1)
      .map((field) => ({
        location,
        message: `the field \`${field.name}\` is ${descriptionsOf(field).join(' here and ')} there; alternatives of different types need different names`,
      })),
  );
