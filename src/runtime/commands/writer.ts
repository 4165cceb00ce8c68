/** Commands to command lines, each proved by reading it. */

import { CR } from '../contract/bytes.js';
import { isBytes } from '../values/bytes-only.js';
import { EncodeError } from '../values/encode-error.js';
import { latin1, latin1Bytes } from '../values/latin1.js';
import { covers } from '../values/same-fields.js';
import { fieldsIn, spellOneOf, type Values } from '../values/variant-writer.js';
import { LONGEST_COMMAND } from './command-line.js';
import { parseCommandWith } from './reader.js';
import { type CommandSpec, type CommandSpecs, type Form, SIGNS } from './spec.js';

/** What is in a command besides its parameters. */
const NOT_FIELDS = ['form'];
const UNKNOWN = 'unknown-command';

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

/** The line, and which of all ways to write commands it is. */
export interface WrittenCommand {
  readonly line: string;
  readonly way: number;
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
  return { line, way: ways[index]?.[0] ?? 0 };
}

/** What a command is apart from what readers of logs add. */
function bare(command: Values): Values {
  const names = ['type', 'form', ...fieldsIn(command, NOT_FIELDS)];
  return Object.fromEntries(names.map((name) => [name, command[name]]));
}

/** One line: nothing in it ends it, goes to the module as it is written, or is a command by itself. */
const ONE_LINE = /^[Aa][Tt][\x20-\x7e\x80-\xff]*$/;

/** What the grammar does not know, or several commands of one line. */
function unknownLine({ bytes, ...others }: Values): Uint8Array {
  const [stray] = Object.keys(others).filter((name) => name !== 'type' && others[name] !== undefined);
  if (stray !== undefined) throw new EncodeError(UNKNOWN, stray, others[stray], 'no field but bytes');
  const expected = `one line that begins with AT, without its line end: at most ${LONGEST_COMMAND} printable characters`;
  if (!isBytes(bytes) || bytes.length > LONGEST_COMMAND || !ONE_LINE.test(latin1(bytes, 0, bytes.length)))
    throw new EncodeError(UNKNOWN, 'bytes', bytes, expected);
  return Uint8Array.of(...bytes, CR);
}

/** Callers without types give whatever they have. */
function lineOf(commands: CommandSpecs, command: Values | null): Uint8Array {
  if (typeof command === 'object' && command?.['type'] === UNKNOWN) return unknownLine(command);
  return latin1Bytes(writeCommand(commands, command).line);
}

/** Throws EncodeError for what the grammar does not allow, and for what would be read back as something else. */
export function encodeCommandWith(commands: CommandSpecs, command: object): Uint8Array {
  const bytes = lineOf(commands, command as Values);
  const given = bare(command as Values);
  const read = parseCommandWith(commands, bytes);
  if (covers(given, { ...read }) && covers({ ...read }, given)) return bytes;
  const expected = `a command that is read back as itself, not as ${read.type}`;
  throw new EncodeError(String(given['type']), undefined, command, expected);
}
