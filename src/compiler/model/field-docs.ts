/** What the comments of a grammar say of a field: that above its form or command, or else that of its type. */
import type { FieldDoc, Type } from '../notation/ast.js';
import type { Command, CommandShape, Field, Form } from './model.js';
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

/** Forms that tell a setting first: those that answer `AT+X?`, then whatever else answers the command. */
function answersOf({ shapes }: Command): string[] {
  const reads = shapes.filter(({ form }) => form === 'read');
  return [...reads, ...shapes].flatMap(({ answers, lateResults }) => [...answers, ...lateResults]);
}

/**
 * A parameter of which its command says nothing is what the field of its name is in an answer: `AT+CMEE=1`, `+CMEE: 1`.
 * `own`: those of which it does.
 */
export function withAnswersDocs(command: Command, own: readonly FieldDoc[], forms: ReadonlyMap<string, Form>): Command {
  const said = new Set(own.map(({ name }) => name.text));
  const answers = answersOf(command).flatMap((type) => forms.get(type)?.fields ?? []);
  const docOf = ({ name, doc }: Field): readonly string[] => {
    const answered = answers.find((field) => field.name === name && field.doc.length > 0);
    return said.has(name) || answered === undefined ? doc : answered.doc;
  };
  const described = (shape: CommandShape): CommandShape => ({
    ...shape,
    fields: shape.fields.map((field) => ({ ...field, doc: docOf(field) })),
  });
  return { ...command, shapes: command.shapes.map(described) };
}
