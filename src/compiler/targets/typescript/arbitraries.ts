import { formOfShape } from '../../model/command-forms.js';
import { knownNames } from '../../model/known-names.js';
import type { Atom, Command, CommandShape, FieldAtom, Form, Model, TextType, Variant } from '../../model/model.js';
import { partsOf } from '../../model/parts.js';
import { members, ranges, textPattern } from '../../model/text-pattern.js';
import { type CommandRow, type CommandRows, commandRows } from '../../tables/command-rows.js';
import { banner } from '../banner.js';
import { FieldConstants } from './field-constants.js';
import { list, literal } from './source.js';

function runs(type: TextType): string {
  const rows = type.runs.map((run) => {
    const allowed = type.quotes ? [...members(run, type), 0x22] : members(run, type);
    return `[${JSON.stringify(ranges(allowed))}, ${run.min}, ${run.max}]`;
  });
  return list(rows, '  ');
}

function fieldTable(atom: FieldAtom): string {
  const { type, name } = atom;
  const head = [`name: ${literal(name)}`, `kind: ${literal(type.kind)}`];
  if (type.kind === 'number') head.push(`min: ${type.min}`, `max: ${type.max}`);
  if (type.kind === 'words') head.push(`words: ${list(type.words.map(literal), '  ')}`);
  if (type.kind === 'text') {
    head.push(`runs: ${runs(type)}`, `pattern: /${textPattern(type, atom)}/`, `lines: ${type.lines}`);
    if (type.value === 'bytes') head.push('bytes: true');
    if (type.unknownName) head.push('not: knownNames');
  }
  return list(head, '', '{', '}');
}

function atomTables(atom: Atom, constants: FieldConstants): string[] {
  if (atom.kind === 'line-end') return [`'line-end'`];
  if (atom.kind === 'field') return [constants.nameOf(atom)];
  return partsOf(atom).map((part) => list(part.map(literal), '      '));
}

function variantTable(variant: Variant, constants: FieldConstants): string {
  return list(
    variant.atoms.flatMap((atom) => atomTables(atom, constants)),
    '    ',
  );
}

function endingMembers({ ending }: Form): string[] {
  if (ending.kind === 'line') return ending.cr ? ['cr: true'] : [];
  if (ending.kind === 'at-once') return [`tail: ${literal(ending.tail)}`];
  const { length, unit, afterLineEnd } = ending;
  return [`payload: { length: ${literal(length)}, unit: ${literal(unit)}, afterLineEnd: ${afterLineEnd} }`];
}

function contextMembers(form: Form): string[] {
  const { whileInFlight: commands } = form;
  return [
    ...(form.fallback ? ['fallback: true'] : []),
    ...(commands === 'any' ? [`whileInFlight: 'any'`] : []),
    ...(Array.isArray(commands) ? [`whileInFlight: ${list(commands.map(literal), '  ')}`] : []),
    ...(form.transparent === 'begins' ? ['beginsTransparent: true'] : []),
    ...(form.restarts ? ['restarts: true'] : []),
  ];
}

function formTable(form: Form, constants: FieldConstants): string {
  const variants = list(
    form.variants.map((variant) => variantTable(variant, constants)),
    '    ',
  );
  const head = [`type: ${literal(form.type)}`, `kind: ${literal(form.kind)}`, `variants: ${variants}`];
  return `  ${list([...head, ...endingMembers(form), ...contextMembers(form)], '  ', '{', '}')},\n`;
}

function shapeTable(command: Command, shape: CommandShape, entry: number, constants: FieldConstants): string {
  const variants = list(
    formOfShape(command, shape).variants.map((variant) => variantTable(variant, constants)),
    '    ',
  );
  const members = [
    `type: ${literal(command.name)}`,
    `form: ${literal(shape.form)}`,
    `entry: ${entry}`,
    `variants: ${variants}`,
    ...(shape.atOnce ? ['atOnce: true'] : []),
    ...(shape.data.length > 0 ? [`data: ${list(shape.data.map(literal), '    ')}`] : []),
  ];
  return `  ${list(members, '  ', '{', '}')},\n`;
}

/** Of a command without shapes there is no more to write than what it begins with. */
function headTable({ name, heads }: Command, entry: number): string {
  const variants = list(
    heads.map((head) => `[[${literal(head)}]]`),
    '    ',
  );
  return `  ${list([`type: ${literal(name)}`, `entry: ${entry}`, `variants: ${variants}`], '  ', '{', '}')},\n`;
}

function commandTables({ commands }: Model, { rowOf }: CommandRows, constants: FieldConstants): string {
  const tables = commands.flatMap((command) => {
    if (command.shapes.length === 0) return [headTable(command, rowOf.get(command) ?? 0)];
    return command.shapes.map((shape) => shapeTable(command, shape, rowOf.get(shape) ?? 0, constants));
  });
  return tables.join('');
}

function entryTable({ heads, answers, ends, owes, sets }: CommandRow): string {
  const names = Object.entries({ heads, answers, results: ends, lateResults: owes });
  const lists = names.map(([name, all]) => `${name}: ${list(all.map(literal), '    ')}`);
  return `  ${list([...lists, ...(sets.length > 0 ? ['changesLine: true'] : [])], '  ', '{', '}')},\n`;
}

/** generated/arbitraries.ts: the tables src/arbitraries/ makes messages and wire bytes from. */
export function emitArbitraries(model: Model, runtime = '../src/arbitraries/tables.js'): string {
  const constants = new FieldConstants(fieldTable);
  const forms = model.forms.map((form) => formTable(form, constants)).join('');
  const names = list(knownNames(model).map(literal), '');
  const rows = commandRows(model);
  const commands = commandTables(model, rows, constants);
  const declared = constants.declarations();
  return [
    `${banner(model)}\n`,
    `import type { CommandTable, EntryTable, FormTable } from '${runtime}';\n`,
    ...(declared.includes('knownNames') ? [`const knownNames: readonly string[] = ${names};\n`] : []),
    declared,
    `export const forms: readonly FormTable[] = [\n${forms}];\n`,
    `export const commands: readonly CommandTable[] = [\n${commands}];\n`,
    `export const entries: readonly EntryTable[] = [\n${rows.rows.map(entryTable).join('')}];\n`,
  ].join('\n');
}
