/** What the comments of a grammar say of a field: that above its form or command, or else that of its type. */
import type { FieldDoc, Type } from '../notation/ast.js';
import type { Declarations } from './types.js';

/** The lines about a field, by its name and the types it has where it appears. */
export type FieldDocs = (name: string, types: readonly Type[]) => readonly string[];

const withoutSource = (doc: readonly string[]): readonly string[] => {
  const at = doc.findIndex((line) => line.startsWith('Source:'));
  return at < 0 ? doc : doc.slice(0, at);
};

/** That of the declared type, or of the one it stands for. */
function docOfType({ core }: Type, declared: Declarations, path: readonly string[] = []): readonly string[] {
  if (core.node !== 'reference' || path.includes(core.name.text)) return [];
  const field = declared.get(core.name.text);
  if (field === undefined) return [];
  const own = withoutSource(field.doc);
  return own.length > 0 ? own : docOfType(field.type, declared, [...path, core.name.text]);
}

/** Of several types the first that has a comment. */
export function fieldDocsOf(fieldDocs: readonly FieldDoc[], declared: Declarations): FieldDocs {
  const own = new Map(fieldDocs.map(({ name, lines }) => [name.text, lines]));
  return (name, types) =>
    own.get(name) ?? types.map((type) => docOfType(type, declared)).find((lines) => lines.length > 0) ?? [];
}
