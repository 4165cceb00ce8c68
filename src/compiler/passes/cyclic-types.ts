import { type Declarations, declarationsIn } from '../model/types.js';
import type { FieldEntry } from '../notation/ast.js';
import type { Pass } from './pass.js';

function leadsTo(from: FieldEntry, target: string, declared: Declarations, seen: readonly string[] = []): boolean {
  if (from.type.core.node !== 'reference') return false;
  const name = from.type.core.name.text;
  const next = declared.get(name);
  if (name === target) return true;
  return next !== undefined && !seen.includes(name) && leadsTo(next, target, declared, [...seen, name]);
}

export const cyclicTypes: Pass = (_, entries) => {
  const declared = declarationsIn(entries);
  return [...declared.values()]
    .filter((field) => leadsTo(field, field.name.text, declared))
    .map(({ name }) => ({ location: name.location, message: `the field type \`${name.text}\` is declared as itself` }));
};
