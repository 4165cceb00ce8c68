/** Command lines to commands. What the grammar does not know is not guessed at: it comes out with its bytes. */

import { CR, LF, SPACE, UPPER_A, UPPER_T } from '../contract/bytes.js';
import { requireBytes } from '../values/bytes-only.js';
import { latin1, latin1Bytes } from '../values/latin1.js';
import {
  type FieldSpec,
  fits,
  isOptional,
  isSpelt,
  isWithin,
  type TypeSpec,
  type VariantSpec,
} from '../values/spec.js';
import { type CommandSpec, type CommandSpecs, type Form, SIGNS } from './spec.js';
import { afterAttention, commandEnd, nextCommand } from './split.js';

type Value = number | string | Uint8Array;

export interface UnknownCommand {
  readonly type: 'unknown-command';
  readonly bytes: Uint8Array;
}
export type Parsed = UnknownCommand | { readonly type: string; readonly form: Form };

/** The module takes no more of a line (AT manual 1.4.4); there is room for AT and for blanks. */
const LONGEST_LINE = 1024;

const NUMBER = /-?\d{1,10}/y;
const ADDRESS = /\d+(?:\.\d+){3}/y;
const LONGEST_ADDRESS = '255.255.255.255'.length;

function matched(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** One byte says where a field ends, so the longest text of its type is the field. */
function longestText(spec: TypeSpec, text: string, at: number): number {
  for (let end = text.length; end >= at; end--) if (fits(spec, text.slice(at, end))) return end;
  return -1;
}

/** No number is spelt `-0`. */
function readNumber(spec: TypeSpec, text: string): number | undefined {
  const value = Number(text);
  return text !== '' && !Object.is(value, -0) && isWithin(spec, value) ? value : undefined;
}

function readAddress(spec: TypeSpec, text: string): string | undefined {
  if (text.length > LONGEST_ADDRESS) return undefined;
  const address = text.split('.').map(Number).join('.');
  return fits(spec, address) ? address : undefined;
}

interface Found {
  readonly value: Value | undefined;
  readonly end: number;
}

function readValue(spec: TypeSpec, text: string, at: number): Found {
  if (spec.min !== undefined) {
    const end = matched(NUMBER, text, at);
    return { value: readNumber(spec, text.slice(at, end)), end };
  }
  if (spec.ipv4) {
    const end = matched(ADDRESS, text, at);
    return { value: readAddress(spec, text.slice(at, end)), end };
  }
  const end = longestText(spec, text, at);
  const value = end < 0 ? undefined : text.slice(at, end);
  return { value: spec.bytes && value !== undefined ? latin1Bytes(value) : value, end };
}

type Values = Record<string, Value>;

function readField(piece: FieldSpec, text: string, at: number, values: Values): number {
  for (const [name, spec] of Object.entries(piece)) {
    const { value, end } = readValue(spec, text, at);
    if (value === undefined) return -1;
    values[name] = value;
    return end;
  }
  return -1;
}

/** Whether the text from `at` on is these pieces and no more; fills in the values. */
function isRead(pieces: VariantSpec, next: number, text: string, at: number, values: Values): boolean {
  const piece = pieces[next];
  if (piece === undefined) return at === text.length;
  if (typeof piece !== 'string' && isOptional(piece))
    return isReadWith(piece, pieces.slice(next + 1), text, at, values);
  const literal = (spelling: string): boolean =>
    text.startsWith(spelling, at) && isRead(pieces, next + 1, text, at + spelling.length, values);
  if (typeof piece === 'string') return literal(piece);
  if (isSpelt(piece)) return piece.spelt.some(literal);
  const end = readField(piece, text, at, values);
  return end >= 0 && isRead(pieces, next + 1, text, end, values);
}

/** With the optional part, or without it. */
function isReadWith(part: VariantSpec, rest: VariantSpec, text: string, at: number, values: Values): boolean {
  const found: Values = {};
  if (!isRead([...part, ...rest], 0, text, at, found)) return isRead(rest, 0, text, at, values);
  Object.assign(values, found);
  return true;
}

/** By what they begin with, upper case: made when first needed. */
const indexes = new WeakMap<CommandSpecs, ReadonlyMap<string, string>>();

function typeByHead(commands: CommandSpecs, head: string): string | undefined {
  let index = indexes.get(commands);
  if (index === undefined) {
    index = new Map(Object.entries(commands).map(([type, spec]) => [spec.head, type]));
    indexes.set(commands, index);
  }
  return index.get(head.toUpperCase());
}

/** The form, and what its parameters are in. */
function shapeOf(rest: string): { form: Form; text: string } {
  if (rest === SIGNS.test) return { form: 'test', text: '' };
  if (rest === SIGNS.read) return { form: 'read', text: '' };
  return rest.startsWith(SIGNS.write) ? { form: 'write', text: rest.slice(1) } : { form: 'execute', text: rest };
}

function readShape(type: string, spec: CommandSpec, rest: string): Parsed | undefined {
  const { form, text } = shapeOf(rest);
  for (const [, pieces] of spec[form] ?? []) {
    const values: Values = {};
    if (isRead(pieces, 0, text, 0, values)) return { type, form, ...values };
  }
  return undefined;
}

const NAME = /^(?:[+*][A-Za-z][A-Za-z0-9]*|[Ss]\d+|&?[A-Za-z]|)/;

/** One command, without its AT. */
function readCommand(commands: CommandSpecs, text: string): Parsed | undefined {
  const name = NAME.exec(text)?.[0] ?? '';
  const type = typeByHead(commands, `AT${name}`);
  const spec = type === undefined ? undefined : commands[type];
  return type === undefined || spec === undefined ? undefined : readShape(type, spec, text.slice(name.length));
}

/** What is no line that begins with AT: `+++`. */
function readBare(commands: CommandSpecs, text: string): Parsed | undefined {
  const type = typeByHead(commands, text);
  return type !== undefined && commands[type]?.atOnce ? { type, form: 'execute' } : undefined;
}

const unknown = (bytes: Uint8Array): UnknownCommand => ({ type: 'unknown-command', bytes: new Uint8Array(bytes) });

/** As if it were alone in a line. */
const unknownAlone = (command: Uint8Array): UnknownCommand => unknown(Uint8Array.of(UPPER_A, UPPER_T, ...command));

function withoutLineEnd(line: Uint8Array): Uint8Array {
  let end = line.length;
  if (line[end - 1] === LF) end--;
  if (line[end - 1] === CR) end--;
  return line.subarray(0, end);
}

function withoutBlanks(b: Uint8Array, from: number, to: number): Uint8Array {
  let end = to;
  while (end > from && b[end - 1] === SPACE) end--;
  return b.subarray(from, end);
}

/** Blanks and semicolons between commands are nothing. */
function readAll(commands: CommandSpecs, line: Uint8Array, from: number): Parsed[] {
  const found: Parsed[] = [];
  for (let p = nextCommand(line, from, line.length); p < line.length; p = nextCommand(line, p, line.length)) {
    const next = commandEnd(line, p, line.length);
    const command = withoutBlanks(line, p, next);
    found.push(readCommand(commands, latin1(command, 0, command.length)) ?? unknownAlone(command));
    p = next;
  }
  return found;
}

/** Throws TypeError for what is no Uint8Array. */
export function parseCommandLineWith(commands: CommandSpecs, bytes: Uint8Array): Parsed[] {
  requireBytes(bytes, 'a command line');
  const line = withoutLineEnd(bytes);
  if (line.length > LONGEST_LINE) return [unknown(line)];
  let start = 0;
  while (line[start] === SPACE) start++;
  const first = afterAttention(line, start, line.length);
  if (first < 0) return [readBare(commands, latin1(bytes, 0, bytes.length)) ?? unknown(line)];
  const found = readAll(commands, line, first);
  if (found.length === 0) return [readCommand(commands, '') ?? unknown(line)];
  return found.length === 1 && found[0]?.type === 'unknown-command' ? [unknown(line)] : found;
}

export function parseCommandWith(commands: CommandSpecs, bytes: Uint8Array): Parsed {
  const [only, ...more] = parseCommandLineWith(commands, bytes);
  return only === undefined || more.length > 0 ? unknown(withoutLineEnd(bytes)) : only;
}
