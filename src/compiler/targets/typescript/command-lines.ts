/** Writes generated/command-lines.ts: the commands as they are written and read, and the runtime bound to them. */

import {
  COMMAND_FORMS,
  type Command,
  type CommandForm,
  type CommandShape,
  type Model,
  type Variant,
} from '../../model/model.js';
import { partsOf } from '../../model/parts.js';
import { type CommandRows, commandRows } from '../../tables/command-rows.js';
import { longestData } from '../../tables/command-tables.js';
import { banner } from '../banner.js';
import { FieldTypes } from './field-types.js';
import { key, list, literal } from './source.js';
import { typeSpec } from './type-spec.js';

/** A constant for each distinct list of spellings. */
class Spellings {
  readonly #names = new Map<string, string>();

  nameOf(spellings: readonly string[]): string {
    const spelt = list(spellings.map(literal), '');
    const name = this.#names.get(spelt) ?? `spelt${this.#names.size + 1}`;
    this.#names.set(spelt, name);
    return name;
  }

  declarations(): string {
    return [...this.#names].map(([spelt, name]) => `const ${name} = { spelt: ${spelt} } as const;\n`).join('');
  }
}

interface Constants {
  readonly types: FieldTypes;
  readonly spellings: Spellings;
}

function pieces({ atoms }: Variant, { types, spellings }: Constants): string {
  const items = atoms.flatMap((atom) => {
    if (atom.kind === 'line-end') return [];
    if (atom.kind === 'field') {
      const piece = `{ ${key(atom.name)}: ${types.nameOf(atom)} }`;
      return [atom.optional ? `[${piece}]` : piece];
    }
    return partsOf(atom).map((part) => (part.length === 1 ? literal(part[0] ?? '') : spellings.nameOf(part)));
  });
  return list(items, '      ');
}

/** Every way to write the form: the number of its row, and its pieces. */
function ways(shapes: readonly CommandShape[], { rowOf }: CommandRows, constants: Constants): string {
  const all = shapes.flatMap((shape) =>
    shape.variants.map((variant) => `[${rowOf.get(shape)}, ${pieces(variant, constants)}]`),
  );
  return list(all, '    ');
}

function members(command: Command, form: CommandForm, rows: CommandRows, constants: Constants): string[] {
  const shapes = command.shapes.filter((shape) => shape.form === form);
  return shapes.length === 0 ? [] : [`${form}: ${ways(shapes, rows, constants)}`];
}

function commandSpec(command: Command, rows: CommandRows, constants: Constants): string {
  const shapes = COMMAND_FORMS.flatMap((form) => members(command, form, rows, constants));
  const bare = command.shapes.some((shape) => shape.atOnce) ? ['atOnce: true'] : [];
  const all = [`head: ${literal(command.heads[0] ?? '')}`, ...bare, ...shapes];
  return `  ${key(command.name)}: ${list(all, '  ', '{', '}')},\n`;
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
export const encodeCommand = /* @__PURE__ */ bindEncodeCommand<ParsedCommand>(commands);

/**
 * The one command of a line; it may have its line end, or none. A line the grammar does not know, one with a parameter
 * out of its bounds, and one that holds several commands is an \`unknown-command\` with its bytes. Throws nothing.
 * @example parseCommand(new TextEncoder().encode('AT+CIPSTATUS=1\\r')) // { type: 'cipstatus', form: 'write', connection: 1 }
 */
export const parseCommand = /* @__PURE__ */ bindParseCommand<ParsedCommand>(commands);

/**
 * The commands of a line, one for each: \`AT+CIFSR;E0\` is two. Of one among several that is unknown, \`bytes\` is a line of
 * its own, AT before it. Throws nothing.
 * Source: AT manual 1.4.4
 * @example parseCommandLine(new TextEncoder().encode('ATE0V1\\r')).map(({ type }) => type) // ['ate', 'atv']
 */
export const parseCommandLine = /* @__PURE__ */ bindParseCommandLine<ParsedCommand>(commands);

/**
 * What a command is answered with, in types of messages; success comes first in \`results\`, which end it, and in
 * \`lateResults\`. The tokenizer follows commands by the same table. Of several commands in a line the last one ends it.
 * Throws EncodeError for a command that cannot be written.
 * @example answersTo({ type: 'cifsr', form: 'execute' }).results // Set { 'local-ip', 'error', 'cme-error' }
 */
export const answersTo = /* @__PURE__ */ bindAnswersTo<ParsedCommand, MessageType, FormView>(machine, commands);

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
  'type CommandSpecs',
];

export function emitCommandLines(model: Model, runtime: string): string {
  const constants: Constants = { types: new FieldTypes(typeSpec), spellings: new Spellings() };
  const rows = commandRows(model);
  const shaped = model.commands.filter(({ shapes }) => shapes.length > 0);
  const specs = shaped.map((command) => commandSpec(command, rows, constants)).join('');
  return [
    `${banner(model)}\n`,
    `import { ${SHARED.join(', ')} } from '${runtime}';`,
    `import type { ParsedCommand } from './commands.js';`,
    `import type { MessageType } from './messages.js';`,
    `import { machine } from './protocol.js';`,
    `import type { FormView } from './views.js';\n`,
    constants.spellings.declarations() + constants.types.declarations(),
    `const LONGEST_DATA = ${longest(model)} as const;\n`,
    '/** By type: each way to write it is the number of its entry in the table of commands, and its pieces. */',
    `export const commands: CommandSpecs = {\n${specs}};`,
    EXPORTS,
  ].join('\n');
}
