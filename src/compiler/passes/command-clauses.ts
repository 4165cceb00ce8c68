import { fieldsOf, typesOf } from '../model/fields.js';
import type { Field } from '../model/model.js';
import { type Declarations, declarationsIn } from '../model/types.js';
import { variantsOf } from '../model/variants.js';
import type { Clause, Name, ShapeNode } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { shapesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function repeated(clauses: readonly Clause[]): Finding[] {
  return clauses
    .filter(({ node }, i) => clauses.findIndex((other) => other.node === node) < i)
    .map(({ node, location }) => ({ location, message: `\`${node}\` appears here twice` }));
}

function withoutTime(clauses: readonly Clause[]): Finding[] {
  return clauses
    .filter((clause) => clause.node === 'within' && clause.seconds <= 0)
    .map(({ location }) => ({ location, message: 'a response time is a second or more' }));
}

/** What ends the data of a shape, but for Ctrl-Z. */
function countersIn({ clauses }: ShapeNode): Name[] {
  const ends = clauses.flatMap((clause) => (clause.node === 'data' ? clause.ends : []));
  return ends.filter((name) => name.text !== 'ctrl-z');
}

const counts = (field: Field | undefined): boolean =>
  field !== undefined && !field.optional && field.types.every((type) => type.kind === 'number' && type.min >= 0);

/** What counts the data has to be a number, and to appear there. */
function uncounted(shape: ShapeNode, declared: Declarations): Finding[] {
  if (countersIn(shape).length === 0) return [];
  const types = typesOf(shape.elements, declared);
  if (types === undefined) return [];
  const fields = fieldsOf(shape.elements, types, variantsOf(shape.elements, types));
  return countersIn(shape)
    .filter(({ text }) => !counts(fields.find((field) => field.name === text)))
    .map(({ text, location }) => ({
      location,
      message: `\`${text}\` ends the data: it is a number of this shape that cannot be missing, or \`ctrl-z\``,
    }));
}

/** Data is what a shape is followed by; a command without shapes has none. */
function dataOfNone(clauses: readonly Clause[]): Finding[] {
  return clauses
    .filter(({ node }) => node === 'data')
    .map(({ location }) => ({ location, message: '`data` is said of a shape' }));
}

export const commandClauses: Pass = (_, entries) => {
  const declared = declarationsIn(entries);
  const own = entries.flatMap((entry) => (entry.node === 'command' || entry.node === 'default' ? [entry.clauses] : []));
  const shapes = shapesIn(entries);
  return [
    ...[...own, ...shapes.map((shape) => shape.clauses)].flatMap((all) => [...repeated(all), ...withoutTime(all)]),
    ...own.flatMap(dataOfNone),
    ...shapes.flatMap((shape) => uncounted(shape, declared)),
  ];
};
