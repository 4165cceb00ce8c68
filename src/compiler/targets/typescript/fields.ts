/** Writes generated/fields.ts: the names of fields as data, for what reads `FieldTables` by itself. */
import { fieldTables } from '../../tables/field-tables.js';
import type { GrammarMachine } from '../../tables/machine.js';
import { banner } from '../banner.js';
import { Distinct, packed } from './packed.js';
import { literal, typed } from './source.js';

export function emitFields(machine: GrammarMachine, runtime: string): string {
  const { forms } = machine.model;
  const lists = new Distinct<string>();
  // Echo is bytes, handed out without a view.
  const places = forms.map(({ kind, fields }) =>
    lists.placeOf(kind === 'echo' ? '' : fields.map(({ name }) => name).join(' ')),
  );
  return [
    `${banner(machine.model)}\n`,
    `import { chosen, names } from '${runtime}';\n`,
    '/* biome-ignore-all lint: generated */\n',
    '/** The names of fields, by the number that says where in a row of `FieldTables` they are. */',
    `export const fieldNames${typed(': readonly string[]')} = /* @__PURE__ */ names(${literal(fieldTables(machine).names.join(' '))});\n`,
    '/** By form: names of its fields, in the order of a message. */',
    `export const formFields${typed(': readonly (readonly string[])[]')} = /* @__PURE__ */ chosen(\n  [`,
    ...lists.all.map((list) => `    /* @__PURE__ */ names(${literal(list)}),`),
    `  ],\n  ${literal(packed(places))},\n);\n`,
  ].join('\n');
}
