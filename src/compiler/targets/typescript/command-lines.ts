/** Writes generated/command-lines.ts: the commands as they are written and read, and the runtime bound to them. */

import {
  COMMAND_FORMS,
  type Command,
  type CommandForm,
  type CommandShape,
  type FieldAtom,
  type Model,
  type Variant,
} from '../../model/model.js';
import { partsOf } from '../../model/parts.js';
import { commandRows } from '../../tables/command-rows.js';
import { longestData } from '../../tables/command-tables.js';
import { banner } from '../banner.js';
import { Distinct, packed } from './packed.js';
import { list, literal, namesOf, typed } from './source.js';
import { typeSpec } from './type-spec.js';

/** What several fields and literals have in common: the lists that the packed commands refer to. */
interface Shared {
  /** Types, as source text. */
  readonly types: Distinct<string>;
  readonly spellings: Distinct<readonly string[]>;
}

const LETTERS: Readonly<Record<CommandForm, string>> = { test: 't', read: 'r', write: 'w', execute: 'x' };

/** Characters that mean something in a packed command, and those that are no printable ASCII. */
const MEANING = /[^ -~]|[<>{}[\]|\\]/g;
const plain = (text: string): string =>
  text.replace(MEANING, (c) => `\\${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function field(atom: FieldAtom, { types }: Shared): string {
  const { name, type } = atom;
  if (type.kind !== 'number') return `<${name}:#${types.placeOf(typeSpec(atom))}>`;
  return `<${name}:${type.min === 0 ? '' : `${type.min}..`}${type.max}>`;
}

/** The pieces of a way, as src/runtime/commands/packed.ts reads them. */
function pieces({ atoms }: Variant, shared: Shared): string[] {
  return atoms.flatMap((atom) => {
    if (atom.kind === 'line-end') return [];
    if (atom.kind === 'field') return [atom.optional ? `[${field(atom, shared)}]` : field(atom, shared)];
    return partsOf(atom).map((part) =>
      part.length === 1 ? plain(part[0] ?? '') : `{${shared.spellings.placeOf(part)}}`,
    );
  });
}

/** One digit in base 36. */
const MOST_SHARED = 35;

/** How many pieces two ways begin with that are the same. */
function sharedPieces(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length, MOST_SHARED) && a[count] === b[count]) count++;
  return count;
}

/** Each way to write a form after what it has in common with the one before. */
function ways(form: CommandForm, all: readonly (readonly string[])[]): string[] {
  return all.map((way, i) => {
    const before = all[i - 1];
    if (before === undefined) return LETTERS[form] + way.join('');
    const count = sharedPieces(before, way);
    return `+${count.toString(36)}${way.slice(count).join('')}`;
  });
}

/** All ways to write a command, in the order of its forms. */
const waysOf = (
  command: Command,
): { readonly form: CommandForm; readonly shape: CommandShape; readonly way: Variant }[] =>
  COMMAND_FORMS.flatMap((form) =>
    command.shapes
      .filter((shape) => shape.form === form)
      .flatMap((shape) => shape.variants.map((way) => ({ form, shape, way }))),
  );

function packedCommand(command: Command, shared: Shared): string {
  const [head = ''] = command.heads;
  const bare = command.shapes.some((shape) => shape.atOnce) ? '!' : '';
  const own = head === `AT+${command.name.toUpperCase()}` ? '' : `=${plain(head)}`;
  const all = waysOf(command);
  const forms = COMMAND_FORMS.flatMap((form) =>
    ways(
      form,
      all.filter((one) => one.form === form).map(({ way }) => pieces(way, shared)),
    ),
  );
  return [`${command.name}${bare}${own}`, ...forms].join('|');
}

function longest(model: Model): string {
  const { counted, untilCtrlZ } = longestData(model);
  return `{ counted: ${counted}, untilCtrlZ: ${untilCtrlZ} }`;
}

const EXPORTS = `
/**
 * The line of a command, its CR included: quotation marks are put around texts that need them. What is written is read
 * back, and only given out if that gives the command again.
 * Throws EncodeError for a value the grammar does not allow: out of its bounds, or a text with a quotation mark, CR, LF,
 * Ctrl-Z, ESC or whatever else would end it, its line or its command. An \`unknown-command\` is its bytes, if they are one
 * line that begins with AT.
 * Source: AT manual 1.4
 * @example encodeCommand({ type: 'cstt', form: 'write', apn: 'internet' }) // 'AT+CSTT="internet"\\r'
 */
export const encodeCommand = /* @__PURE__ */ bindEncodeCommand${typed('<ParsedCommand>')}(commands);

/**
 * The one command of a line; it may have its line end, or none. A line the grammar does not know, one with a parameter
 * out of its bounds, and one that holds several commands is an \`unknown-command\` with its bytes. Throws nothing.
 * @example parseCommand(new TextEncoder().encode('AT+CIPSTATUS=1\\r')) // { type: 'cipstatus', form: 'write', connection: 1 }
 */
export const parseCommand = /* @__PURE__ */ bindParseCommand${typed('<ParsedCommand>')}(commands);

/**
 * The commands of a line, one for each: \`AT+CIFSR;E0\` is two. Of one among several that is unknown, \`bytes\` is a line of
 * its own, AT before it. Throws nothing.
 * Source: AT manual 1.4.4
 * @example parseCommandLine(new TextEncoder().encode('ATE0V1\\r')).map(({ type }) => type) // ['ate', 'atv']
 */
export const parseCommandLine = /* @__PURE__ */ bindParseCommandLine${typed('<ParsedCommand>')}(commands);

/**
 * What a command is answered with, in types of messages; success comes first in \`results\`, which end it, and in
 * \`lateResults\`. The tokenizer follows commands by the same table. Of several commands in a line the last one ends it.
 * Throws EncodeError for a command that cannot be written.
 * @example answersTo({ type: 'cifsr', form: 'execute' }).results // Set { 'local-ip', 'error', 'cme-error' }
 */
export const answersTo = /* @__PURE__ */ bindAnswersTo${typed('<ParsedCommand, MessageType, FormView>')}(
  machine,
  commands,
  /* @__PURE__ */ uint16(ENTRIES),
);

/**
 * The bytes to write after a prompt: as they are where their number was announced, else with the Ctrl-Z that ends them.
 * Throws EncodeError if there are not as many as announced, if there are none or too many, and if data that Ctrl-Z ends
 * holds a Ctrl-Z (1Ah) or ESC (1Bh).
 * Source: AT manual 8.2.3
 * @example encodeData(new TextEncoder().encode('hello'), { end: 'ctrl-z' }) // 'hello\\x1a'
 */
export const encodeData = /* @__PURE__ */ bindEncodeData(LONGEST_DATA);
`;

const SHARED = [
  'bindAnswersTo',
  'bindEncodeCommand',
  'bindEncodeData',
  'bindParseCommand',
  'bindParseCommandLine',
  'type PackedCommands',
  'uint16',
];

export function emitCommandLines(model: Model, runtime: string): string {
  const shared: Shared = { types: new Distinct(), spellings: new Distinct() };
  const { rowOf } = commandRows(model);
  const shaped = model.commands.filter(({ shapes }) => shapes.length > 0);
  const commands = shaped.map((command) => literal(packedCommand(command, shared)));
  const entries = shaped.flatMap((command) => waysOf(command).map(({ shape }) => rowOf.get(shape) ?? 0));
  const spellings = shared.spellings.all.map((spelling) => list(spelling.map(literal), '    '));
  return [
    `${banner(model)}\n`,
    `import { ${namesOf(SHARED)} } from '${runtime}';`,
    typed(`import type { ParsedCommand } from './commands.js';\nimport type { MessageType } from './messages.js';`),
    `import { machine } from './protocol.js';`,
    typed(`import type { FormView } from './views.js';\n`),
    `const LONGEST_DATA = ${longest(model)}${typed(' as const')};\n`,
    '/** How each is written, packed; src/runtime/commands/packed.ts reads it. */',
    `export const commands${typed(': PackedCommands')} = {`,
    `  commands: ${list(commands, '  ')},`,
    `  types: ${list(shared.types.all, '  ')},`,
    `  spellings: ${list(spellings, '  ')},`,
    '};\n',
    "/** For each way to write a command, in this order, its entry in the machine's table. */",
    `const ENTRIES = ${literal(packed(entries))};`,
    EXPORTS,
  ].join('\n');
}
