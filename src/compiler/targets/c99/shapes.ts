/** Commands as the tables of c/sim800_command.c, which says what their bytes mean. */
import { frontOf } from '../../model/command-forms.js';
import { mergedFields } from '../../model/fields.js';
import {
  COMMAND_FORMS,
  type Command,
  type CommandForm,
  type CommandShape,
  type Field,
  type Model,
  type Variant,
} from '../../model/model.js';
import { commandRows } from '../../tables/command-rows.js';
import { commandTable, type EmittedCommand } from '../../tables/command-tables.js';
import { TypeWriter } from './parameter-types.js';
import { counted, latin1, long, Pool, short } from './shape-bytes.js';

const MOST_PARAMETERS = 32;

/** A command in one of its forms. */
export interface ShapeOfC {
  readonly command: Command;
  readonly form: CommandForm;
  readonly shapes: readonly CommandShape[];
  readonly parameters: readonly Field[];
}

function shapesOfC({ commands }: Model): readonly ShapeOfC[] {
  return commands.flatMap((command) =>
    COMMAND_FORMS.flatMap((form): ShapeOfC[] => {
      const shapes = command.shapes.filter((shape) => shape.form === form);
      const parameters = mergedFields(shapes.map(({ fields }) => fields));
      if (parameters.length > MOST_PARAMETERS)
        throw new RangeError(`${command.name} ${form} has more than ${MOST_PARAMETERS} parameters`);
      return shapes.length === 0 ? [] : [{ command, form, shapes, parameters }];
    }),
  );
}

const PARAMETER_NUMBER = 0;
export const PARAMETER_ADDRESS = 1;
export const PARAMETER_TEXT = 2;
const OPTIONAL = 0x80;

export function kindOfParameter({ types }: Field): number {
  const kind = types[0]?.kind;
  if (kind === 'text') return PARAMETER_TEXT;
  return kind === 'ipv4' ? PARAMETER_ADDRESS : PARAMETER_NUMBER;
}

export const isFlagged = (field: Field): boolean => field.optional && kindOfParameter(field) !== PARAMETER_TEXT;

const forms = (numbers: readonly number[], successes: number): number[] => [
  numbers.length,
  successes,
  ...numbers.flatMap(short),
];

function answersOf({ answers, results, successes, lateResults, lateSuccesses, ...row }: EmittedCommand): number[] {
  return [
    row.promptData ? 1 : 0,
    ...long(row.timeout ?? 0),
    ...forms(answers, 0),
    ...forms(results, successes),
    ...forms(lateResults, lateSuccesses),
  ];
}

/** The fields of a variant by the number of their parameter: commas that are none of a text divide them. */
function byPlace({ atoms }: Variant): string[] {
  const places: string[] = [''];
  for (const atom of atoms) {
    if (atom.kind === 'literal') places.push(...atom.canonical.split(',').slice(1).fill(''));
    if (atom.kind === 'field') places[places.length - 1] = atom.name;
  }
  return places;
}

/** Which parameter counts the data, one more than its index, and where Ctrl-Z ends them. */
function dataOf(variant: Variant, { promptData }: EmittedCommand, { parameters, form }: ShapeOfC): number {
  if (!promptData) return 0;
  const places = form === 'write' ? byPlace(variant) : [];
  const which = promptData.length === 0 ? undefined : places.at(promptData.length - (promptData.length < 0 ? 0 : 1));
  const index = parameters.findIndex(({ name }) => name === which) + 1;
  return index | (promptData.ctrlZ ? 0x80 | (places.length === 1 ? 0x40 : 0) : 0);
}

function bits(fields: readonly string[], parameters: readonly Field[]): number[] {
  const mask = parameters.reduce((sum, { name }, i) => (fields.includes(name) ? sum | (1 << i) : sum), 0);
  return Array.from({ length: Math.ceil(parameters.length / 8) }, (_, i) => (mask >>> (8 * i)) & 0xff);
}

function piecesOf({ atoms }: Variant, { parameters }: ShapeOfC, types: TypeWriter): number[] {
  return atoms.flatMap((atom) => {
    if (atom.kind === 'literal') return latin1(atom.canonical).flatMap((c) => (c < 0x80 ? [c] : [0xff, c]));
    const index = atom.kind === 'field' ? parameters.findIndex(({ name }) => name === atom.name) : -1;
    return atom.kind === 'field' ? [0x80 | index, ...types.placeOf(atom, parameters[index] as Field)] : [];
  });
}

function wayBytes(variant: Variant, row: EmittedCommand, shape: ShapeOfC, pool: Pool): number[] {
  const fields = variant.atoms.filter((atom) => atom.kind === 'field');
  const names = fields.map(({ name }) => name);
  const optional = fields.filter((atom) => atom.optional).map(({ name }) => name);
  const bytes = [
    ...pool.placeOf(answersOf(row)),
    dataOf(variant, row, shape),
    ...bits(names, shape.parameters),
    ...bits(optional, shape.parameters),
    ...piecesOf(variant, shape, new TypeWriter(pool, `${shape.command.name} ${shape.form}`)),
  ];
  return [...short(bytes.length), ...bytes];
}

/** A shape as its table begins: after that the parameters, whose offsets only a C compiler knows, then the rest. */
export interface ShapeTable extends ShapeOfC {
  readonly flags: number;
  readonly kinds: readonly number[];
  readonly rest: readonly number[];
}

export function shapeTables(model: Model): readonly ShapeTable[] {
  const { rowOf } = commandRows(model);
  const rows = commandTable(model);
  const answering = (shape: CommandShape): EmittedCommand => rows[rowOf.get(shape) ?? 0] as EmittedCommand;
  return shapesOfC(model).map((shape) => ({
    ...shape,
    flags: shape.shapes.some(({ atOnce }) => atOnce) ? 1 : 0,
    kinds: shape.parameters.map((field) => kindOfParameter(field) | (field.optional ? OPTIONAL : 0)),
    rest: restOf(shape, answering),
  }));
}

/**
 * Where the pool begins depends on how long the ways are, and that on how many bytes a place in the pool takes: with every
 * turn it begins later or where it did.
 */
function restOf(shape: ShapeOfC, answering: (shape: CommandShape) => EmittedCommand): number[] {
  const fixed = 2 + shape.parameters.reduce((sum, field) => sum + (isFlagged(field) ? 5 : 3), 0);
  for (let start = fixed; ; ) {
    const pool = new Pool(start);
    const bytes = [...headOf(shape, pool), ...waysOf(shape, pool, answering)];
    if (fixed + bytes.length === start) return [...bytes, ...pool.bytes];
    start = fixed + bytes.length;
  }
}

const headOf = ({ command, shapes }: ShapeOfC, pool: Pool): number[] =>
  pool.placeOf(counted(latin1(frontOf(command, shapes[0] as CommandShape))));

function waysOf(shape: ShapeOfC, pool: Pool, answering: (shape: CommandShape) => EmittedCommand): number[] {
  const ways = shape.shapes.flatMap((one) =>
    one.variants.map((variant) => wayBytes(variant, answering(one), shape, pool)),
  );
  return [...short(ways.length), ...ways.flat()];
}
