/** Writes generated/arbitraries.ts: the tables that src/arbitraries/ makes messages and wire bytes from, packed. */
import { commandLike, formOfShape } from '../../model/command-forms.js';
import { knownNames } from '../../model/known-names.js';
import type { Atom, Command, CommandShape, FieldAtom, Form, Model, TextType, Variant } from '../../model/model.js';
import { partsOf } from '../../model/parts.js';
import { members, ranges, textPattern } from '../../model/text-pattern.js';
import { type CommandRow, commandRows } from '../../tables/command-rows.js';
import { banner } from '../banner.js';
import { Distinct } from './packed.js';
import { filled, key, list, literal } from './source.js';

/** What forms share, by number. */
class Shared {
  readonly types = new Distinct<string>();
  readonly atoms = new Distinct<string>();
  readonly lists = new Distinct<string>();

  atomsOf({ atoms }: Variant): number[] {
    return atoms.flatMap((atom) => this.spellings(atom)).map((atom) => this.atoms.placeOf(atom, atom));
  }

  private spellings(atom: Atom): string[] {
    if (atom.kind === 'line-end') return [`'line-end'`];
    if (atom.kind === 'literal') return partsOf(atom).map((part) => list(part.map(literal), ''));
    const type = typeOf(atom);
    return [`{ ${key(atom.name)}: ${this.types.placeOf(type, type)} }`];
  }
}

function runs(type: TextType): string {
  const rows = type.runs.map((run) => {
    // What a text that is framed by its size may hold beside them is drawn with the size.
    const own = members(run, { ...type, sized: undefined });
    const allowed = type.quotes ? [...own, 0x22] : own;
    return `[${JSON.stringify(ranges(allowed))}, ${run.min}, ${run.max}]`;
  });
  return `[${rows.join(', ')}]`;
}

function typeOf(atom: FieldAtom): string {
  const { type } = atom;
  const properties = [`kind: ${literal(type.kind)}`];
  if (type.kind === 'number') properties.push(`min: ${type.min}`, `max: ${type.max}`);
  if (type.kind === 'words') properties.push(`words: [${type.words.map(literal).join(', ')}]`);
  if (type.kind === 'text') {
    properties.push(`runs: ${runs(type)}`, `pattern: /${textPattern(type, atom)}/`, `lines: ${type.lines}`);
    if (type.sized !== undefined) properties.push(`sized: ${literal(type.sized)}`);
    if (type.value === 'bytes') properties.push('bytes: true');
    if (type.unknownName) properties.push('unnamed: true');
  }
  if (atom.optional) properties.push('optional: true');
  return `{ ${properties.join(', ')} }`;
}

/** Each variant without what it has in common with the beginning of the one before. */
function variants(all: readonly Variant[], shared: Shared): string {
  let before: readonly number[] = [];
  const texts = all.map((variant) => {
    const atoms = shared.atomsOf(variant);
    const differs = atoms.findIndex((atom, i) => atom !== before[i]);
    const alike = differs < 0 ? atoms.length : differs;
    before = atoms;
    return `${alike === 0 ? '' : `${alike}:`}${atoms.slice(alike).join(' ')}`;
  });
  return literal(texts.join(';'));
}

/** What few rows say, as one more member of the row, or nothing. */
const more = (properties: readonly string[]): string[] =>
  properties.length === 0 ? [] : [`{ ${properties.join(', ')} }`];

const row = (entries: readonly string[]): string => `    [${entries.join(', ')}],\n`;

const texts = (all: readonly string[]): string => `[${all.map(literal).join(', ')}]`;

function ending({ ending: end }: Form): string[] {
  if (end.kind === 'line') return end.cr ? ['cr: true'] : [];
  if (end.kind === 'at-once') return [`tail: ${literal(end.tail)}`];
  const { length, unit, afterLineEnd } = end;
  return [`payload: { length: ${literal(length)}, unit: ${literal(unit)}, afterLineEnd: ${afterLineEnd} }`];
}

function readings({ variants: all }: Form): string[] {
  const heads = new Set(all.flatMap(({ whileInFlight = [] }) => whileInFlight));
  return heads.size === 0 ? [] : [`readings: ${texts([...heads])}`];
}

function context(form: Form): string[] {
  const { whileInFlight: commands } = form;
  return [
    ...(form.fallback ? ['fallback: true'] : []),
    ...(commands === 'any' ? [`whileInFlight: 'any'`] : []),
    ...(Array.isArray(commands) ? [`whileInFlight: ${texts(commands.map(commandLike))}`] : []),
    ...readings(form),
    ...(form.transparent === 'begins' ? ['beginsTransparent: true'] : []),
    ...(form.restarts ? ['restarts: true'] : []),
  ];
}

function formRow(form: Form, shared: Shared): string {
  const properties = [...ending(form), ...context(form)];
  // A reading of its own is of a line in a state that the others of the form are not in.
  const always = form.variants.filter((variant) => variant.whileInFlight === undefined);
  return row([literal(form.type), literal(form.kind), variants(always, shared), ...more(properties)]);
}

function shapeRow(command: Command, shape: CommandShape, entry: number, shared: Shared): string {
  const properties = [
    `form: ${literal(shape.form)}`,
    ...(shape.atOnce ? ['atOnce: true'] : []),
    ...(shape.data.length > 0 ? [`data: ${texts(shape.data)}`] : []),
  ];
  const all = formOfShape(command, shape).variants;
  return row([literal(command.name), String(entry), variants(all, shared), ...more(properties)]);
}

/** Of a command without shapes there is no more to write than what it begins with. */
function headsRow({ name, heads }: Command, entry: number, shared: Shared): string {
  const all = heads.map((head) => ({ atoms: [{ kind: 'literal', canonical: head, accepts: [head] } as const] }));
  return row([literal(name), String(entry), variants(all, shared)]);
}

function commandsOf(model: Model, rowOf: ReadonlyMap<CommandShape | Command, number>, shared: Shared): string[] {
  return model.commands.flatMap((command) => {
    if (command.shapes.length === 0) return [headsRow(command, rowOf.get(command) ?? 0, shared)];
    return command.shapes.map((shape) => shapeRow(command, shape, rowOf.get(shape) ?? 0, shared));
  });
}

function entryRow({ heads, answers, results, lateResults, sets }: CommandRow, { lists }: Shared): string {
  const places = [answers, results, lateResults].map((types) => String(lists.placeOf(types.join(' '))));
  return row([texts(heads), ...places, ...more(sets.length > 0 ? ['changesLine: true'] : [])]);
}

const inLines = (name: string, elements: readonly string[]): string =>
  `  ${name}: [\n${filled(elements, '    ')}  ],\n`;

export function emitArbitraries(model: Model, runtime = '../src/arbitraries/packed.js'): string {
  const shared = new Shared();
  const { rows, rowOf } = commandRows(model);
  const forms = model.forms.map((form) => formRow(form, shared));
  const commands = commandsOf(model, rowOf, shared);
  const entries = rows.map((entry) => entryRow(entry, shared));
  return [
    `${banner(model)}\n`,
    `import type { PackedTables } from '${runtime}';\n`,
    '/* biome-ignore-all lint: generated */\n',
    'export const tables: PackedTables = {\n',
    inLines('knownNames', knownNames(model).map(literal)),
    inLines('types', shared.types.all),
    inLines('atoms', shared.atoms.all),
    `  forms: [\n${forms.join('')}  ],\n`,
    `  commands: [\n${commands.join('')}  ],\n`,
    inLines('lists', shared.lists.all.map(literal)),
    `  entries: [\n${entries.join('')}  ],\n};\n`,
  ].join('');
}
