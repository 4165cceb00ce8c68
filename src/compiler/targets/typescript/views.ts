/** Writes generated/views.ts: the one view of a grammar, and the plain objects that are made of it. */

import { FIELD } from '../../../runtime/contract/field-places.js';
import type { Field, Form } from '../../model/model.js';
import { type EmittedFields, fieldTables } from '../../tables/field-tables.js';
import type { GrammarMachine } from '../../tables/machine.js';
import { banner } from '../banner.js';
import { Distinct, packed } from './packed.js';
import { list, literal, namesOf, typed } from './source.js';

const parameters = (view: 'v' | '_v'): string =>
  `(${view}${typed(': GrammarView')}, type${typed(': string')}, kind${typed(': string')})`;

const optionalIn = (fields: readonly Field[]): readonly Field[] => fields.filter((field) => field.optional);

/** All objects with the same fields have one shape, those with one optional field two. */
function maker(fields: readonly Field[]): string {
  const object = (some: readonly Field[]): string =>
    `{ type, kind${some.map(({ name }) => `, ${name}: v.${name}`).join('')} }`;
  const [only, ...more] = optionalIn(fields);
  if (fields.length === 0) return `  ${parameters('_v')} => ({ type, kind }),\n`;
  if (!only) return `  ${parameters('v')} => (${object(fields)}),\n`;
  if (more.length === 0) {
    const without = fields.filter((field) => field !== only);
    return `  ${parameters('v')} =>\n    v.${only.name} === undefined\n      ? ${object(without)}\n      : ${object(fields)},\n`;
  }
  const set = fields.map(({ name, optional }) => {
    const there = optional ? `if (v.${name} !== undefined) ` : '';
    return `    ${there}m.${name} = v.${name};\n`;
  });
  return `  ${parameters('v')} => {\n    const m${typed(': Made')} = { type, kind };\n${set.join('')}    return m;\n  },\n`;
}

const keyOf = (fields: readonly Field[]): string => fields.map(({ name, optional }) => `${name}:${optional}`).join();

/** Echo is bytes, handed out without a view. */
const shownFields = ({ kind, fields }: Form): readonly Field[] => (kind === 'echo' ? [] : fields);

/** Forms with the same fields share a maker. */
function makers(forms: readonly Form[]): string {
  const distinct = new Distinct<readonly Field[]>();
  const places = forms.map(shownFields).map((fields) => distinct.placeOf(fields, keyOf(fields)));
  return [
    `const makers${typed(': readonly ((view: GrammarView, type: string, kind: string) => object)[]')} = [\n`,
    ...distinct.all.map(maker),
    '];\n\n',
    '/** By form: what makes a plain object of its view. */\n',
    `export const messages = /* @__PURE__ */ chosen(makers, ${literal(packed(places))});\n`,
  ].join('');
}

function getters({ names, kinds }: EmittedFields): string {
  const all = names.map(
    (name, i) => `  get ${name}()${typed(': FieldValue')} {\n    return this.${kinds[i]}Field(${FIELD * i});\n  }\n`,
  );
  return `/** A getter for each name that a field has in any form. */\nclass GrammarView extends View {\n${all.join('')}}\n`;
}

function fieldsOf({ rows, forms, owners, kindOf, distinctKinds, words }: EmittedFields): string {
  const texts = [rows, forms, owners, kindOf, distinctKinds.flat()].map((numbers) => literal(packed(numbers)));
  return [
    `export const fields${typed(': FieldTables')} = {`,
    `  places: /* @__PURE__ */ fieldPlaces(\n${texts.map((text) => `    ${text},\n`).join('')}  ),`,
    `  words: ${list(words.map(literal), '  ')},\n};\n`,
  ].join('\n');
}

const VIEW_TYPE = `/** Every view, discriminated by \`type\`. What is bytes and no more is handed out without a view. */
export type FormView = ViewOf<Exclude<Message, { kind: 'echo' | 'data' | 'unrecognized' }>>;
`;

/** What the code of every grammar needs, and what only getters and forms with several optional fields do. */
function shared({ names }: EmittedFields, isFilled: boolean): string[] {
  const some = [...(names.length > 0 ? ['type FieldValue'] : []), ...(isFilled ? ['type Writable'] : [])];
  return ['chosen', 'type FieldTables', 'fieldPlaces', 'type Machine', 'View', 'type ViewOf', ...some];
}

export function emitViews(machine: GrammarMachine, runtime: string): string {
  const tables = fieldTables(machine);
  const { forms } = machine.model;
  const isFilled = forms.map(shownFields).some((fields) => optionalIn(fields).length > 1);
  return [
    `${banner(machine.model)}\n`,
    `import { ${namesOf(shared(tables, isFilled))} } from '${runtime}';`,
    typed(`import type { Message } from './messages.js';\n`),
    '/* biome-ignore-all lint: generated */\n',
    typed(VIEW_TYPE),
    getters(tables),
    ...(isFilled
      ? [typed('/** A message while it is being made. */\ntype Made = Partial<Writable<GrammarView>>;\n')]
      : []),
    fieldsOf(tables),
    makers(forms),
    `export function viewOf(machine${typed(': Machine<FormView>')}, registers${typed(': Int32Array')})${typed(': FormView')} {`,
    `  return new GrammarView(machine, registers)${typed(' as unknown as FormView')};\n}\n`,
  ].join('\n');
}
