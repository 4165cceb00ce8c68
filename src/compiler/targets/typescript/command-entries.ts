/** The table of commands of generated/protocol.ts: by their numbers the forms that answer each. */

import type { Model } from '../../model/model.js';
import { type CommandRow, commandRows } from '../../tables/command-rows.js';
import type { Head } from '../../tables/echo-lines.js';
import { list, literal } from './source.js';

function entry(row: CommandRow, numberOf: ReadonlyMap<string, number>): string {
  const numbers = (types: readonly string[]): string => `[${types.map((type) => numberOf.get(type)).join(', ')}]`;
  const members = [
    `answers: ${numbers(row.answers)}`,
    `results: ${numbers(row.ends)}`,
    `lateResults: ${numbers(row.owes)}`,
    `sets: ${list(row.sets.map(literal), '    ')}`,
    ...(row.datum === undefined ? [] : [`promptData: { length: ${row.datum.length}, ctrlZ: ${row.datum.ctrlZ} }`]),
    ...(row.within === undefined ? [] : [`timeout: ${1000 * row.within}`]),
  ];
  return `  // ${row.name}\n  ${list(members, '  ', '{', '}')},\n`;
}

export function commandEntries(model: Model): string {
  const numberOf = new Map(model.forms.map(({ type }, number) => [type, number]));
  return commandRows(model)
    .rows.map((row) => entry(row, numberOf))
    .join('');
}

/** See `successForms` in src/runtime/contract/machine.ts. */
export function successFormsOf(model: Model, heads: readonly Head[]): number[] {
  const { rows } = commandRows(model);
  return heads.map(({ command, patterns }) => {
    const row = command === undefined ? undefined : rows[command];
    if (!row || patterns.length + row.owes.length + row.sets.length > 0) return 0;
    return model.forms.findIndex(({ type }) => type === row.ends[0]) + 1;
  });
}
