import { frontOf } from '../../model/command-forms.js';
import { mergedFields } from '../../model/fields.js';
import { COMMAND_FORMS, type Command, type CommandForm, type CommandShape, type Model } from '../../model/model.js';
import { banner } from '../banner.js';
import { member } from './messages.js';
import { docComment, literal, pascalCase } from './source.js';

/** The shapes of one form: several are one type, with what not all of them have as optional fields. */
interface CommandType {
  readonly command: Command;
  readonly form: CommandForm;
  readonly shapes: readonly CommandShape[];
}

function commandTypes({ commands }: Model): CommandType[] {
  return commands
    .flatMap((command) =>
      COMMAND_FORMS.map((form) => ({ command, form, shapes: command.shapes.filter((shape) => shape.form === form) })),
    )
    .filter(({ shapes }) => shapes.length > 0);
}

/** `CipstartWriteCommand`. */
const interfaceName = ({ command, form }: CommandType): string =>
  `${pascalCase(command.name)}${pascalCase(form)}Command`;

function commandInterface(type: CommandType): string {
  const { command, form, shapes } = type;
  const fields = mergedFields(shapes.map((shape) => shape.fields));
  const fronts = [...new Set(shapes.map((shape) => frontOf(command, shape)))];
  return [
    docComment([`\`${fronts.join(' ')}\``, '', ...command.doc]),
    `export interface ${interfaceName(type)} {\n`,
    `  readonly type: ${literal(command.name)};\n  readonly form: ${literal(form)};\n`,
    ...fields.map(member),
    '}\n',
  ].join('');
}

const UNKNOWN = `/** What is no command of the grammar: its bytes, without the line end. */
export interface UnknownCommand {
  readonly type: 'unknown-command';
  readonly bytes: Uint8Array;
}
`;

function unions(types: readonly CommandType[]): string {
  const names = types.map((type) => `\n  | ${interfaceName(type)}`);
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

/** generated/commands.ts: an interface a shape of a command, and their union. */
export function emitCommandTypes(model: Model): string {
  const types = commandTypes(model);
  return [`${banner(model)}\n`, ...types.map(commandInterface), UNKNOWN, unions(types)].join('\n');
}
