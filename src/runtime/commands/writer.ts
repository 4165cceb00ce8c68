/** Commands to command lines, each proved by reading it. */

import { EncodeError } from '../values/encode-error.js';
import { latin1Bytes } from '../values/latin1.js';
import { covers } from '../values/same-fields.js';
import { fieldsIn, spellOneOf, type Values } from '../values/variant-writer.js';
import { parseCommandWith } from './reader.js';
import { type CommandSpec, type CommandSpecs, type Form, SIGNS } from './spec.js';

/** What is in a command besides its parameters. */
const NOT_FIELDS = ['form'];

function specOf(commands: CommandSpecs, values: Values): CommandSpec {
  const { type } = values;
  const spec = typeof type === 'string' && Object.hasOwn(commands, type) ? commands[type] : undefined;
  if (spec === undefined) throw new EncodeError('command', 'type', type, 'a known type');
  return spec;
}

function formOf(spec: CommandSpec, { type, form }: Values): Form {
  const forms = (Object.keys(SIGNS) as Form[]).filter((name) => spec[name] !== undefined);
  const found = forms.find((name) => name === form);
  if (found === undefined) throw new EncodeError(String(type), 'form', form, forms.join(' or '));
  return found;
}

/** The line, and the number of its entry in the machine's table of commands. */
export interface WrittenCommand {
  readonly line: string;
  readonly entry: number;
}

/** Every value checked against the grammar; not yet whether it would be read back as the same. */
export function writeCommand(commands: CommandSpecs, command: unknown): WrittenCommand {
  if (typeof command !== 'object' || command === null)
    throw new EncodeError('command', undefined, command, 'an object');
  const values = command as Values;
  const spec = specOf(commands, values);
  const form = formOf(spec, values);
  const ways = spec[form] ?? [];
  const variants = ways.map(([, pieces]) => pieces);
  const { text, index } = spellOneOf(String(values['type']), variants, values, fieldsIn(values, NOT_FIELDS));
  const line = `${spec.head}${SIGNS[form]}${text}${spec.atOnce ? '' : '\r'}`;
  return { line, entry: ways[index]?.[0] ?? 0 };
}

/** What a command is apart from what readers of logs add. */
function bare(command: Values): Values {
  const names = ['type', 'form', ...fieldsIn(command, NOT_FIELDS)];
  return Object.fromEntries(names.map((name) => [name, command[name]]));
}

/** Throws EncodeError for what the grammar does not allow, and for what would be read back as something else. */
export function encodeCommandWith(commands: CommandSpecs, command: object): Uint8Array {
  const bytes = latin1Bytes(writeCommand(commands, command).line);
  const given = bare(command as Values);
  const read = parseCommandWith(commands, bytes);
  if (covers(given, { ...read }) && covers({ ...read }, given)) return bytes;
  const expected = `a command that is read back as itself, not as ${read.type}`;
  throw new EncodeError(String(given['type']), undefined, command, expected);
}
