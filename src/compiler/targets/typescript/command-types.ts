/** The types of commands: one for each way to give the parameters of a form, and their union. */

import { frontOf } from '../../model/command-forms.js';
import { standsFor } from '../../model/meanings.js';
import { COMMAND_FORMS, type CommandShape, type Field, type Model } from '../../model/model.js';
import { printed } from '../../model/printed.js';
import { banner } from '../banner.js';
import { answersTable } from './command-answers.js';
import { type CommandType, commandTypes, type Way } from './command-ways.js';
import { member } from './messages.js';
import { docComment, literal } from './source.js';

/** Up to so many values are written out where they tell one shape from another. */
const FEW = 8;

/** `0 | 1` of a number whose bounds differ from shape to shape, so that it tells which one it is. */
function tellingType(field: Field, shapes: readonly CommandShape[]): string | undefined {
  const found = shapes.flatMap((shape) => shape.fields.filter(({ name }) => name === field.name));
  if (new Set(found.map(({ types }) => JSON.stringify(types))).size < 2) return undefined;
  const values = field.types.flatMap((type) => {
    if (type.kind !== 'number' || type.max - type.min >= FEW) return [undefined];
    return Array.from({ length: type.max - type.min + 1 }, (_, i) => type.min + i);
  });
  return values.includes(undefined) ? undefined : [...new Set(values)].join(' | ');
}

function members({ shape, choice }: Way, ways: readonly Way[]): string {
  const shapes = [...new Set(ways.map((way) => way.shape))];
  const own = [...choice.required, ...choice.optional];
  const fields = shape.fields.filter(({ name }) => own.includes(name));
  const others = new Set(shapes.flatMap((one) => one.fields.map(({ name }) => name)).filter((n) => !own.includes(n)));
  return [
    ...fields.map((field) =>
      member({ ...field, optional: choice.optional.includes(field.name) }, tellingType(field, shapes)),
    ),
    ...[...others].map((name) => `  readonly ${name}?: never;\n`),
  ].join('');
}

/** The form that a command is there for: what is said of the command is said of its type. */
const isMain = ({ command, form }: CommandType): boolean =>
  form === (command.shapes.some((shape) => shape.form === 'write') ? 'write' : command.shapes.at(-1)?.form);

const docOf = (line: string, type: CommandType): string[] => (isMain(type) ? [line, '', ...type.command.doc] : [line]);

function wayType(way: Way, type: CommandType): string {
  const { command, form, ways } = type;
  const line = `\`${frontOf(command, way.shape)}${ways.length === 1 ? '' : printed(way.shape.syntax)}\``;
  const doc = docComment(ways.length === 1 ? docOf(line, type) : [line, ...standsFor(way.shape)]);
  const head = `CommandHead<${literal(command.name)}, ${literal(form)}>`;
  const own = members(way, ways);
  if (own === '') return `${doc}export type ${way.name} = ${head};\n`;
  return `${doc}export interface ${way.name} extends ${head} {\n${own}}\n`;
}

function declarations(type: CommandType): string {
  const { command, name, ways } = type;
  const types = ways.map((way) => wayType(way, type));
  if (ways.length === 1) return types.join('');
  const fronts = [...new Set(ways.map(({ shape }) => frontOf(command, shape)))];
  const union = `export type ${name} =${ways.map((way) => `\n  | ${way.name}`).join('')};\n`;
  return [...types, docComment(docOf(`\`${fronts.join(' ')}\``, type)) + union].join('\n');
}

const HEAD = `/** What every command has. */
export interface CommandHead<Type extends string, Form extends CommandForm> {
  readonly type: Type;
  readonly form: Form;
}
`;

const UNKNOWN = `/** What is no command of the grammar: its bytes, without the line end. */
export interface UnknownCommand {
  readonly type: 'unknown-command';
  readonly bytes: Uint8Array;
}
`;

function unions(types: readonly CommandType[]): string {
  const names = types.map(({ name }) => `\n  | ${name}`);
  return [
    docComment(['A command of the host, discriminated by `type` and `form`.']),
    `export type Command =${names.length === 0 ? ' never' : names.join('')};\n\n`,
    `export type CommandType = Command['type'];\n\n`,
    docComment(['The shapes of a command, as the manual calls them: `AT+X=?`, `AT+X?`, `AT+X=…`, `AT+X`.']),
    `export type CommandForm = ${COMMAND_FORMS.map(literal).join(' | ')};\n\n`,
    docComment(['What a command line is read as.']),
    'export type ParsedCommand = Command | UnknownCommand;\n',
  ].join('');
}

/** generated/commands.ts: a type for each way to give the parameters of a command, their union, and their answers. */
export function emitCommandTypes(model: Model): string {
  const types = commandTypes(model);
  const all = [HEAD, ...types.map(declarations), UNKNOWN, unions(types), answersTable(model, types)];
  return [`${banner(model)}\n`, ...all].join('\n');
}
