/** Writes generated/protocol.ts: the machine of the grammar, and the runtime's classes bound to it. */

import type { Line } from '../../automaton/nfa.js';
import type { Form, Model } from '../../model/model.js';
import { commandRows } from '../../tables/command-rows.js';
import type { Head } from '../../tables/echo-lines.js';
import { type Layout, layoutOf } from '../../tables/layout.js';
import { endsAtOnce, type GrammarMachine, headerEnds, longestLine, plainVariant } from '../../tables/machine.js';
import { commandEntries, successFormsOf } from './command-entries.js';
import { banner, key, list, literal } from './source.js';

/** The contract of src/runtime this code is written for; a test compares the two. */
export const CONTRACT = 4;

function transparentEnds(machine: GrammarMachine): string[] {
  return machine.model.forms.flatMap((form) => {
    if (form.transparent !== 'ends' && form.transparent !== 'ends-when-asked') return [];
    const [atom] = plainVariant(form).atoms;
    const text = atom?.kind === 'literal' ? atom.canonical : '';
    const code = machine.primary.lines.findIndex((l) => l.form === form && l.variants.includes(plainVariant(form)));
    const asked = form.transparent === 'ends-when-asked';
    return [`{ text: ${literal(`\r\n${text}\r\n`)}, code: ${code}, whenAsked: ${asked} }`];
  });
}

function headEntry({ text, command, patterns }: Head): string {
  const said = command === undefined ? '' : `, command: commands[${command}]`;
  return `  { text: ${literal(text)}${said}, patterns: [${patterns.join(', ')}] },\n`;
}

/** The bits of src/runtime/contract/machine.ts. */
const TRAITS = {
  echo: 1,
  prompt: 2,
  payload: 4,
  hexPayload: 8,
  beginsTransparent: 16,
  unsolicited: 32,
  endsAtOnce: 64,
  endsAtCr: 128,
  endsCommand: 256,
  restarts: 512,
} as const;

function traits(form: Form, model: Model): number {
  const { ending, kind, type } = form;
  const payload = ending.kind === 'payload' ? ending : undefined;
  const endsCommand = commandRows(model).rows.some(({ ends }) => ends.includes(type));
  const held: Readonly<Record<keyof typeof TRAITS, boolean>> = {
    echo: kind === 'echo',
    prompt: kind === 'prompt',
    payload: payload?.unit === 'bytes',
    hexPayload: payload?.unit === 'hex',
    beginsTransparent: form.transparent === 'begins',
    unsolicited: kind === 'urc',
    endsAtOnce: endsAtOnce(form),
    endsAtCr: ending.kind === 'line' && ending.cr,
    endsCommand,
    restarts: form.restarts,
  };
  return Object.entries(TRAITS).reduce((sum, [name, bit]) => sum + (held[name as keyof typeof TRAITS] ? bit : 0), 0);
}

/** A number of ATV0 has a line end of its own, whatever its form has. */
const traitsOf =
  ({ model, numericLines }: GrammarMachine) =>
  (line: Line): number =>
    numericLines.includes(line) ? traits(line.form, model) | TRAITS.endsAtCr : traits(line.form, model);

/** The register of the number that counts the payload; 0: there is none. */
function lengthRegister({ form, slots }: Line, layout: Layout): number {
  return form.ending.kind === 'payload' ? layout.number(slots.get(form.ending.length) ?? 0) : 0;
}

/** One more than the number of the form behind the payload; 0: none. */
function trailer(model: Model, { ending }: Form): number {
  return ending.kind === 'payload' ? model.forms.findIndex((f) => f.type === ending.trailer) + 1 : 0;
}

function tail({ ending }: Form): number {
  return ending.kind === 'at-once' && ending.tail !== '' ? ending.tail.charCodeAt(0) : 0;
}

/** A command to read a form by that is not always alive. */
function contexts(model: Model): string[] {
  return model.forms.flatMap(({ type, whileInFlight }) => {
    if (whileInFlight === undefined) return [];
    return [`${key(type)}: ${literal(whileInFlight === 'any' ? 'AT' : (whileInFlight[0] ?? 'AT'))}`];
  });
}

const CLASSES = `
/** Reads a stream and hands out a plain object for each message. See the runtime's Decoder. */
export class Decoder extends RuntimeDecoder<Message, FormView> {
  constructor(onMessage: OnMessage<Message>, options?: Options) {
    super(machine, onMessage, options);
  }
}

/** The layer below: reused views, no object a message. See the runtime's Tokenizer. */
export class Tokenizer extends RuntimeTokenizer<FormView> {
  constructor(handlers: TokenizerHandlers<FormView>, options?: Options) {
    super(machine, handlers, options);
  }
}

/**
 * All messages of an input that is whole in memory.
 * @example decode(new TextEncoder().encode('\\r\\nOK\\r\\n')) // [{ type: 'ok', kind: 'final' }]
 */
export function decode(bytes: Uint8Array, options?: Options): Message[] {
  return decodeWith<Message, FormView>(machine, bytes, options);
}

/** Spans that tile the input: no hole, no overlap. */
export function tokenize(bytes: Uint8Array, options?: Options): Token[] {
  return tokenizeWith(machine, bytes, options);
}

/**
 * The canonical wire bytes of a message, framing and payload included.
 * Throws EncodeError for a value the grammar does not allow, or one that would decode to something else.
 * @example encode({ type: 'csq', kind: 'response', rssi: 20, ber: 0 }) // "\\r\\n+CSQ: 20,0\\r\\n"
 */
export function encode(message: Message): Uint8Array {
  return encodeWith<Message, FormView>(machine, write, message);
}
`;

export function emitProtocol(machine: GrammarMachine, runtime: string): string {
  const { model, patterns, lines } = machine;
  const ids = new Map(model.forms.map((f, i) => [f, i]));
  const table = headerEnds(machine)
    .flatMap((c) => [c, c])
    .join(', ');
  const imports =
    'type CommandEntry, type CommandHead, type Machine, Decoder as RuntimeDecoder, decodeWith, encodeWith, type OnMessage, type Options, byteTable, type Token, Tokenizer as RuntimeTokenizer, type TokenizerHandlers, tokenizeWith';
  const layout = layoutOf(machine);
  const shortTable = (all: readonly number[]): string => `/* @__PURE__ */ Uint16Array.of(${all.join(', ')})`;
  return [
    `${banner(model)}\n`,
    `import { ${imports} } from '${runtime}';`,
    `import { write } from './encoder.js';`,
    `import type { Message } from './messages.js';`,
    `import { recognisers } from './recogniser.js';`,
    `import { type FormView, fields, messages, viewOf } from './views.js';\n`,
    `const commands: CommandEntry[] = [\n${commandEntries(model)}];\n`,
    `const heads: CommandHead[] = [\n${machine.heads.map(headEntry).join('')}];\n`,
    `export const machine: Machine<FormView> = {`,
    `  contract: ${CONTRACT},`,
    `  registers: ${layout.size},`,
    `  marks: ${layout.marks},`,
    `  longestLine: ${longestLine(machine)},`,
    `  headerEnds: /* @__PURE__ */ byteTable(${table}),`,
    '  recognise: recognisers.primary,\n  fallback: recognisers.fallback,\n  numeric: recognisers.numeric,',
    `  transparentEnds: ${list(transparentEnds(machine), '  ')},`,
    `  patterns: ${patterns.length},`,
    '  commands,\n  heads,',
    `  successForms: ${shortTable(successFormsOf(model, machine.heads))},`,
    `  echoes: ${shortTable(lines.map(({ head }) => (head === undefined ? 0 : head + 1)))},`,
    `  types: ${list(
      model.forms.map(({ type }) => literal(type)),
      '  ',
    )},`,
    `  kinds: ${list(
      model.forms.map(({ kind }) => literal(kind)),
      '  ',
    )},`,
    `  forms: ${shortTable(lines.map(({ form }) => ids.get(form) ?? 0))},`,
    `  traits: ${shortTable(lines.map(traitsOf(machine)))},`,
    `  lengths: ${shortTable(lines.map((line) => lengthRegister(line, layout)))},`,
    `  trailers: ${shortTable(lines.map(({ form }) => trailer(model, form)))},`,
    `  tails: /* @__PURE__ */ Uint8Array.of(${lines.map((l) => tail(l.form))}),`,
    '  fields,\n  messages,',
    `  contexts: ${list(contexts(model), '  ', '{', '}')},`,
    '  view: (registers) => viewOf(machine, registers),',
    '};',
    CLASSES,
  ].join('\n');
}
