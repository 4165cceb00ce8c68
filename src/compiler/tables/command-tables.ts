/** The commands by numbers: the forms that answer each, and what the tokenizer expects after the echo of each head. */
import type { CommandShape, Model, PromptDataEnd } from '../model/model.js';
import { type CommandRow, commandRows } from './command-rows.js';
import type { Head } from './echo-lines.js';

/** `CommandEntry` of src/runtime/contract/machine.ts, and whose it is. */
export interface EmittedCommand {
  readonly name: string;
  readonly answers: readonly number[];
  readonly results: readonly number[];
  readonly successes: number;
  readonly lateResults: readonly number[];
  readonly lateSuccesses: number;
  readonly sets: readonly string[];
  readonly promptData: PromptDataEnd | undefined;
  /** Milliseconds. */
  readonly timeout: number | undefined;
}

export function commandTable(model: Model): readonly EmittedCommand[] {
  const numberOf = new Map(model.forms.map(({ type }, number) => [type, number]));
  const numbers = (types: readonly string[]): number[] => types.map((type) => numberOf.get(type) ?? 0);
  const entry = (row: CommandRow): EmittedCommand => ({
    name: row.name,
    answers: numbers(row.answers),
    results: numbers(row.results),
    successes: row.successes,
    lateResults: numbers(row.lateResults),
    lateSuccesses: row.lateSuccesses,
    sets: row.sets,
    promptData: row.promptData,
    timeout: row.within === undefined ? undefined : 1000 * row.within,
  });
  return commandRows(model).rows.map(entry);
}

/** See `successForms` in src/runtime/contract/machine.ts. */
export function successForms(model: Model, heads: readonly Head[]): number[] {
  const { rows } = commandRows(model);
  return heads.map(({ command, patterns }) => {
    const row = command === undefined ? undefined : rows[command];
    if (!row || patterns.length + row.lateResults.length + row.sets.length > 0) return 0;
    return model.forms.findIndex(({ type }) => type === row.results[0]) + 1;
  });
}

/** The most bytes that one of these shapes can announce. */
function longestOf(shapes: readonly CommandShape[]): number {
  const counted = shapes.flatMap(({ data, fields }) => fields.filter((field) => data.includes(field.name)));
  const bounds = counted.flatMap(({ types }) => types.map((type) => (type.kind === 'number' ? type.max : 0)));
  return Math.max(0, ...bounds);
}

/** No data is longer: as many as a command can announce, and what Ctrl-Z ends as a command can that takes either. */
export function longestData({ commands }: Model): { readonly counted: number; readonly untilCtrlZ: number } {
  const shapes = commands.flatMap((command) => command.shapes);
  const counted = longestOf(shapes);
  return { counted, untilCtrlZ: longestOf(shapes.filter(({ data }) => data.includes('ctrl-z'))) || counted };
}
