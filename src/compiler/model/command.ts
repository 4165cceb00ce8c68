/** A command as written -> the command of the model. */
import type { Clause, Entry, Name, ShapeNode } from '../notation/ast.js';
import { type FieldDocs, fieldDocsOf } from './field-docs.js';
import { fieldsOf, typesOf } from './fields.js';
import type { Answering, Command, CommandShape } from './model.js';
import { syntaxOf } from './syntax.js';
import type { Declarations } from './types.js';
import { countVariants, MAX_VARIANTS, variantsOf } from './variants.js';

/** A clause of which `node` is one of the names. */
type OfClause<N extends Clause['node'], C = Clause> = C extends { readonly node: infer Own }
  ? N extends Own
    ? C
    : never
  : never;

function clause<N extends Clause['node']>(clauses: readonly Clause[], node: N): OfClause<N> | undefined {
  return clauses.find((c): c is Clause & OfClause<N> => c.node === node);
}

const texts = (found: { readonly names: readonly Name[] } | undefined): string[] | undefined =>
  found?.names.map((name) => name.text);

/** What the clauses say, and for the rest what `otherwise` says. */
function answeringOf(clauses: readonly Clause[], otherwise: Answering): Answering {
  const [ends, then] = [clause(clauses, 'ends'), clause(clauses, 'then')];
  return {
    answers: texts(clause(clauses, 'answers')) ?? otherwise.answers,
    results: texts(ends) ?? otherwise.results,
    successes: ends?.successes ?? otherwise.successes,
    lateResults: texts(then) ?? otherwise.lateResults,
    lateSuccesses: then?.successes ?? otherwise.lateSuccesses,
    sets: clause(clauses, 'sets')?.settings ?? otherwise.sets,
    within: clause(clauses, 'within')?.seconds ?? otherwise.within,
  };
}

const NOTHING: Answering = {
  answers: [],
  results: [],
  successes: 0,
  lateResults: [],
  lateSuccesses: 0,
  sets: [],
  within: undefined,
};

/** What answers a command whose entry says nothing else. */
export function defaultsIn(entries: readonly Entry[]): Answering {
  return answeringOf(entries.find((entry) => entry.node === 'default')?.clauses ?? [], NOTHING);
}

/** undefined when a pass on the syntax tree has already said why there is no such shape. */
function shapeOf(
  shape: ShapeNode,
  declared: Declarations,
  docs: FieldDocs,
  otherwise: Answering,
): CommandShape | undefined {
  const { form, elements, atOnce, clauses, location } = shape;
  const types = typesOf(elements, declared);
  if (types === undefined || countVariants(elements) > MAX_VARIANTS) return undefined;
  const variants = variantsOf(elements, types);
  return {
    ...answeringOf(clauses, otherwise),
    form,
    location,
    syntax: syntaxOf(elements, types),
    fields: fieldsOf(elements, types, variants, docs),
    variants,
    atOnce,
    data: clause(clauses, 'data')?.ends.map((end) => end.text) ?? [],
  };
}

/** The clauses of a command hold for its write and execute shapes, not for test and read. */
const isAsked = ({ form }: ShapeNode): boolean => form === 'test' || form === 'read';

export function buildCommand(
  entry: Extract<Entry, { node: 'command' }>,
  declared: Declarations,
  defaults: Answering,
): Command {
  const answering = answeringOf(entry.clauses, defaults);
  const docs = fieldDocsOf(entry.fieldDocs, declared);
  const shapes = entry.shapes.map((shape) => shapeOf(shape, declared, docs, isAsked(shape) ? defaults : answering));
  return {
    name: entry.name.text,
    doc: entry.doc,
    location: entry.name.location,
    heads: entry.heads.map((head) => head.text.toUpperCase()),
    answering,
    shapes: shapes.filter((shape) => shape !== undefined),
  };
}
