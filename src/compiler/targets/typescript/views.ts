/** Writes generated/views.ts: the one view of a grammar, and the plain objects that are made of it. */

import type { Form, Model } from '../../model/model.js';
import { type EmittedFields, FIELD, fieldTables } from '../../tables/field-tables.js';
import type { GrammarMachine } from '../../tables/machine.js';
import { interfaceName } from './messages.js';
import { banner, importOf, list, literal } from './source.js';

const viewOf = (form: Form): string => `ViewOf<${interfaceName(form.type)}>`;

/** All objects of a form without optional fields have one shape, those with one such field two. */
function maker(form: Form): string {
  const head = `{ type: ${literal(form.type)}, kind: ${literal(form.kind)}`;
  const optional = form.fields.filter((field) => field.optional);
  const object = (fields: Form['fields']): string =>
    `${head}${fields.map(({ name }) => `, ${name}: v.${name}`).join('')} }`;
  const made = `as ${interfaceName(form.type)}`;
  const [only, ...more] = optional;
  if (form.fields.length === 0) return `  () => (${head} }) ${made},\n`;
  if (!only) return `  (v: ${viewOf(form)}) => (${object(form.fields)}) ${made},\n`;
  if (more.length === 0) {
    const without = form.fields.filter((field) => field !== only);
    return `  (v: ${viewOf(form)}) =>\n    (v.${only.name} === undefined\n      ? ${object(without)}\n      : ${object(form.fields)}) ${made},\n`;
  }
  const set = form.fields.map(({ name, optional }) => {
    const there = optional ? `if (v.${name} !== undefined) ` : '';
    return `    ${there}m.${name} = v.${name};\n`;
  });
  return `  (v: ${viewOf(form)}) => {\n    const m = ${head} } as Writable<${interfaceName(form.type)}>;\n${set.join('')}    return m;\n  },\n`;
}

function getters({ names, kinds }: EmittedFields): string {
  const all = names.map(
    (name, i) => `  get ${name}(): FieldValue {\n    return this.${kinds[i]}Field(${FIELD * i});\n  }\n`,
  );
  return `/** A getter for each name that a field has in any form. */\nclass GrammarView extends View {\n${all.join('')}}\n`;
}

/** What is handed out otherwise than by a view. */
const BYTES = ['echo', 'data', 'unrecognized'];

function viewType({ forms }: Model): string {
  const messages = forms.filter(({ kind }) => !BYTES.includes(kind)).map(({ type }) => `\n  | ${interfaceName(type)}`);
  return `/** Every view, told apart by \`type\`. */\nexport type FormView = ViewOf<${messages.join('')}\n>;\n`;
}

const SHARED = ['type FieldTables', 'type FieldValue', 'type Machine', 'View', 'type ViewOf', 'type Writable'];

export function emitViews(machine: GrammarMachine, runtime: string): string {
  const { model } = machine;
  const tables = fieldTables(machine);
  const code = [
    viewType(model),
    getters(tables),
    'export const fields: FieldTables = {',
    `  places: /* @__PURE__ */ Int32Array.of(${tables.places.join(', ')}),`,
    `  words: ${list(tables.words.map(literal), '  ')},\n};\n`,
    `/** By form: a plain object of what the view shows. */`,
    `export const messages: readonly ((view: never) => object)[] = [\n${model.forms.map(maker).join('')}];\n`,
    'export function viewOf(machine: Machine<FormView>, registers: Int32Array): FormView {',
    '  return new GrammarView(machine, registers) as unknown as FormView;\n}\n',
  ].join('\n');
  return [
    `${banner(model)}\n`,
    importOf(SHARED, runtime, code).trimEnd(),
    `import type { ${model.forms.map((f) => interfaceName(f.type)).join(', ')} } from './messages.js';\n`,
    '/* biome-ignore-all lint: generated */\n',
    code,
  ].join('\n');
}
