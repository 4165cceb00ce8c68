/** Writes generated/protocol.ts: the machine of the grammar, and the runtime's classes bound to it. */

import type { Line } from '../automaton/nfa.js';
import { type GrammarMachine, headers, longestLine, plainVariant } from '../machine.js';
import type { Form, Model } from '../model.js';
import { commandEntries } from './command-entries.js';
import { banner, key, list, literal } from './source.js';

/** The contract of src/runtime this code is written for; a test compares the two. */
export const CONTRACT = 1;

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

/** The bits of src/runtime/view.ts. */
function traits(form: Form): number {
  if (form.kind === 'echo') return 1;
  if (form.kind === 'prompt') return 2;
  const unsolicited = form.kind === 'urc' ? 32 : 0;
  if (form.ending.kind === 'payload') return unsolicited + (form.ending.unit === 'hex' ? 8 : 4);
  return unsolicited + (form.transparent === 'begins' ? 16 : 0);
}

function lengthSlot({ form, slots }: Line): number {
  return form.ending.kind === 'payload' ? (slots.get(form.ending.length) ?? 0) : 0;
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
  const { longest, ends } = headers(machine);
  const imports =
    'type CommandEntry, type Machine, Decoder as RuntimeDecoder, decodeWith, encodeWith, type OnMessage, type Options, byteTable, type Token, Tokenizer as RuntimeTokenizer, type TokenizerHandlers, tokenizeWith';
  const table = ends.flatMap((c) => [c, c]).join(', ');
  const slots = Math.max(1, machine.primary.slots, machine.fallback.slots, machine.numeric.slots);
  return [
    `${banner(model)}\n`,
    `import { ${imports} } from '${runtime}';`,
    `import { write } from './encoder.js';`,
    `import type { Message } from './messages.js';`,
    `import { recognise, recogniseFallback, recogniseNumeric } from './recogniser.js';`,
    `import { type FormView, GrammarViews } from './views.js';\n`,
    `const commands: CommandEntry[] = [\n${commandEntries(model)}];\n`,
    `export const machine: Machine<FormView> = {`,
    `  contract: ${CONTRACT},`,
    `  slots: ${slots},`,
    `  longestLine: ${longestLine(machine)},`,
    `  longestHeader: ${longest},`,
    `  headerEnds: /* @__PURE__ */ byteTable(${table}),`,
    '  recognise,\n  fallback: recogniseFallback,\n  numeric: recogniseNumeric,',
    `  transparentEnds: ${list(transparentEnds(machine), '  ')},`,
    `  patterns: ${list(patterns.map(literal), '  ')},`,
    `  commands,`,
    `  types: ${list(
      model.forms.map(({ type }) => literal(type)),
      '  ',
    )},`,
    `  forms: /* @__PURE__ */ Uint16Array.of(${lines.map((l) => ids.get(l.form))}),`,
    `  traits: /* @__PURE__ */ Uint8Array.of(${lines.map((l) => traits(l.form))}),`,
    `  lengthSlots: /* @__PURE__ */ Uint8Array.of(${lines.map(lengthSlot)}),`,
    `  trailers: /* @__PURE__ */ Uint16Array.of(${lines.map((l) => trailer(model, l.form))}),`,
    `  tails: /* @__PURE__ */ Uint8Array.of(${lines.map((l) => tail(l.form))}),`,
    `  contexts: ${list(contexts(model), '  ', '{', '}')},`,
    `  views: (registers) => new GrammarViews(registers),`,
    '};',
    CLASSES,
  ].join('\n');
}
