/** Writes generated/protocol.ts: the machine of the grammar, and the runtime bound to it. */

import type { EmittedCommand } from '../../tables/command-tables.js';
import type { Head } from '../../tables/echo-lines.js';
import type { GrammarMachine } from '../../tables/machine.js';
import { type ProtocolTables, protocolTables } from '../../tables/protocol.js';
import { banner } from '../banner.js';
import { Distinct, packed } from './packed.js';
import { key, list, literal, namesOf, typed } from './source.js';

const pure = (call: string): string => `/* @__PURE__ */ ${call}`;
const text = (numbers: readonly number[]): string => literal(packed(numbers));

/** What appears for a member that says nothing; those at the end are left out. */
const ABSENT = ['[]', '0', 'undefined', 'undefined'];

function command(entry: EmittedCommand, lists: Distinct<readonly number[]>): string {
  const { answers, results, lateResults, sets, timeout, promptData: data } = entry;
  const forms = [answers, results, lateResults].map((list) => String(lists.placeOf(list)));
  const successes = [entry.successes, Math.max(1, entry.lateSuccesses)];
  const rest = [
    sets.length > 0 && list(sets.map(literal), ''),
    timeout !== undefined && String(timeout),
    data && `{ length: ${data.length}, ctrlZ: ${data.ctrlZ} }`,
    successes.some((count) => count !== 1) && `[${successes.join(', ')}]`,
  ];
  while (rest.length > 0 && !rest.at(-1)) rest.pop();
  const members = rest.map((member, i) => member || ABSENT[i]);
  return `  [${[...forms, ...members].join(', ')}], // ${entry.name}\n`;
}

function commandEntries(commands: readonly EmittedCommand[]): string {
  const lists = new Distinct<readonly number[]>();
  const rows = commands.map((entry) => command(entry, lists));
  const forms = list(lists.all.map(text), '');
  return `const commands = ${pure(`commandEntries(${forms}, [\n${rows.join('')}])`)};\n`;
}

function head({ text: begins, command: number = -1, patterns }: Head): string {
  const matched = patterns.length > 0 ? [`[${patterns.join(', ')}]`] : [];
  return `  [${[literal(begins), number, ...matched].join(', ')}],\n`;
}

const commandHeads = (heads: readonly Head[]): string =>
  `const heads = ${pure(`commandHeads(commands, [\n${heads.map(head).join('')}])`)};\n`;

function kinds(all: readonly string[]): string {
  const distinct = new Distinct<string>();
  const places = all.map((kind) => distinct.placeOf(kind));
  return pure(`chosen(${list(distinct.all.map(literal), '  ')}, ${text(places)})`);
}

function transparentEnds({ transparentEnds: ends }: ProtocolTables): string {
  const all = ends.map(
    ({ text: bytes, code, whenAsked, patterns }) =>
      `{ text: ${literal(bytes)}, code: ${code}, whenAsked: ${whenAsked}${patterns ? `, patterns: ${list(patterns.map(String), '')}` : ''} }`,
  );
  return list(all, '  ');
}

function contexts({ contexts: all }: ProtocolTables): string {
  const members = [...all].map(([type, line]) => `${key(type)}: ${list(line.map(literal), '')}`);
  return list(members, '  ', '{', '}');
}

const readingPatterns = ({ readingPatterns: { test, read, rows } }: ProtocolTables): string =>
  `{ test: ${test}, read: ${read}, rows: [${rows.join(', ')}] }`;

function machineOf(tables: ProtocolTables): string {
  const short = (numbers: readonly number[]): string => pure(`uint16(${text(numbers)})`);
  return [
    `export const machine${typed(': Machine<FormView>')} = {`,
    `  contract: ${tables.contract},`,
    `  registers: ${tables.registers},`,
    `  marks: ${tables.marks},`,
    `  longestLine: ${tables.longestLine},`,
    `  headerEnds: ${pure(`byteTable(${tables.headerEnds.flatMap((byte) => [byte, byte]).join(', ')})`)},`,
    '  recognise: recognisers.primary,\n  fallback: recognisers.fallback,\n  numeric: recognisers.numeric,\n  readings: recognisers.readings,',
    `  transparentEnds: ${transparentEnds(tables)},`,
    `  patterns: ${tables.patterns},`,
    `  readingPatterns: ${readingPatterns(tables)},`,
    '  commands,',
    `  commandNames: ${pure(`names(${literal(tables.commandNames.join(' '))})`)},`,
    '  heads,',
    `  successForms: ${short(tables.successForms)},`,
    `  echoes: ${short(tables.echoes)},`,
    `  types: ${pure(`names(${literal(tables.types.join(' '))})`)},`,
    `  kinds: ${kinds(tables.kinds)},`,
    `  forms: ${short(tables.forms)},`,
    `  traits: ${short(tables.traits)},`,
    `  lengths: ${short(tables.lengths)},`,
    `  trailers: ${short(tables.trailers)},`,
    `  tails: ${pure(`uint8(${text(tables.tails)})`)},`,
    '  fields,\n  messages,',
    `  contexts: ${contexts(tables)},`,
    '  view: (registers) => viewOf(machine, registers),',
    '};',
  ].join('\n');
}

const EXPORTS = `
/** Reads a stream and hands out a plain object for each message. See the runtime's Decoder. */
export const Decoder = /* @__PURE__ */ bindDecoder${typed('<Message, FormView>')}(machine);
${typed('export type Decoder = RuntimeDecoder<Message, FormView>;\n')}
/** The layer below: reused views, no object a message. See the runtime's Tokenizer. */
export const Tokenizer = /* @__PURE__ */ bindTokenizer${typed('<FormView>')}(machine);
${typed('export type Tokenizer = RuntimeTokenizer<FormView>;\n')}
/**
 * All messages of an input that is whole in memory. Throws nothing, whatever the bytes are.
 * @example decode(new TextEncoder().encode('\\r\\nOK\\r\\n')) // [{ type: 'ok', kind: 'final' }]
 */
export const decode = /* @__PURE__ */ bindDecode${typed('<Message, FormView>')}(machine);

/**
 * The tokens of an input that is whole in memory: spans that tile it, with no hole and no overlap. Throws nothing.
 * @example tokenize(new TextEncoder().encode('\\r\\nOK\\r\\n')) // [{ start: 0, end: 2, kind: 'blank' }, { start: 2, end: 6, kind: 'final', type: 'ok' }]
 */
export const tokenize = /* @__PURE__ */ bindTokenize${typed('<FormView>')}(machine);

/**
 * The canonical wire bytes of a message, framing and payload included.
 * Throws EncodeError for a value the grammar does not allow, or one that would decode to something else.
 * @example encode({ type: 'csq', kind: 'response', rssi: 20, ber: 0 }) // "\\r\\n+CSQ: 20,0\\r\\n"
 */
export const encode = /* @__PURE__ */ bindEncode${typed('<Message, FormView>')}(machine, forms);
`;

const SHARED = [
  'bindDecode',
  'bindDecoder',
  'bindEncode',
  'bindTokenize',
  'bindTokenizer',
  'byteTable',
  'chosen',
  'commandEntries',
  'commandHeads',
  'type Decoder as RuntimeDecoder',
  'type Machine',
  'names',
  'type Tokenizer as RuntimeTokenizer',
  'uint16',
  'uint8',
];

export function emitProtocol(machine: GrammarMachine, runtime: string): string {
  const tables = protocolTables(machine);
  return [
    `${banner(machine.model)}\n`,
    `import { ${namesOf(SHARED)} } from '${runtime}';`,
    `import { forms } from './encoder.js';`,
    typed(`import type { Message } from './messages.js';`),
    `import { recognisers } from './recogniser.js';`,
    `import { ${namesOf(['type FormView', 'fields', 'messages', 'viewOf'])} } from './views.js';\n`,
    typed(`export type * from './messages.js';\n`),
    '/* biome-ignore-all lint: generated */\n',
    '/** Lists of forms by number; each command: its answers, results and late results, each one of those lists. */',
    commandEntries(tables.commands),
    '/** What a command line begins with, its command, and the patterns it matches. */',
    commandHeads(tables.heads),
    machineOf(tables),
    EXPORTS,
  ].join('\n');
}
