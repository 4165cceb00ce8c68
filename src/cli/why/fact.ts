/** Something that a message says, and where it says so. */
import { EncodeError, type Message, type ParsedCommand } from '../../index.js';
import type { Entry } from '../decode/entry.js';
import { latin1 } from '../latin1.js';
import { protocol } from '../protocol.js';
import type { Place } from '../stats/place.js';
import { NAMES, type Pattern } from './rules.js';

export interface Fact {
  readonly place: Place;
  /** The line as it was on the wire, without its frame. */
  readonly wire: string;
}

/** More of a line than this is not shown. */
const LONGEST = 96;

type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (message: Entry['message'] | ParsedCommand): Fields => message as unknown as Fields;

const placeOf = ({ offset, at, line }: Entry): Place => ({
  offset,
  ...(line !== undefined && { line }),
  ...(at !== undefined && { at }),
});

function bytesOf(message: Entry['message']): Uint8Array {
  if ('bytes' in message && message.bytes instanceof Uint8Array) return message.bytes;
  try {
    return protocol().encode(message as Message);
  } catch (error) {
    if (error instanceof EncodeError) return new Uint8Array(0);
    throw error;
  }
}

/** Up to the line end: of a message with payload, its header. */
function wireOf(message: Entry['message']): string {
  const bytes = bytesOf(message);
  const payload = 'payload' in message && message.payload instanceof Uint8Array ? message.payload.length : 0;
  const text = latin1(bytes.subarray(0, Math.max(0, bytes.length - payload)));
  const [line = ''] = text.replace(/^[\r\n]+/, '').split(/[\r\n]/, 1);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

export const factOf = (entry: Entry): Fact => ({ place: placeOf(entry), wire: wireOf(entry.message) });

/** Whether an entry is what a rule is about. */
export const matches = (rule: Pattern, { message, answering }: Entry): boolean =>
  fits(rule, message) && (rule.answering === undefined || answering?.type.split(';').includes(rule.answering) === true);

/** The same for a message, or a command, by itself. */
export function fits(rule: Pattern, message: Entry['message'] | ParsedCommand): boolean {
  if (message.type !== rule.type) return false;
  const fields = fieldsOf(message);
  const isOneOf = ([name, values]: [string, readonly unknown[]]): boolean => values.includes(fields[name]);
  const isLess = ([name, value]: [string, number]): boolean => Number(fields[name] ?? value) < value;
  return Object.entries(rule.where ?? {}).every(isOneOf) && Object.entries(rule.below ?? {}).every(isLess);
}

/** A text of the rules with its fields filled in. */
export const filled = (text: string, fields: Fields): string =>
  text.replace(/\{(\w+)(?:\|([^}]*)|:(\w+))?\}/g, (_, name: string, otherwise?: string, table?: string) => {
    const value = fields[name];
    if (value === undefined) return otherwise ?? '?';
    return (table === undefined ? undefined : NAMES[table]?.[String(value)]) ?? String(value);
  });
