import type { Message } from '../../index.js';
import { latin1 } from '../latin1.js';
import { bytesSpelled, type Readable } from '../output/payload.js';
import { protocol } from '../protocol.js';

/** The formats of `decode` that say all of a message. */
export const FORMATS = ['ndjson', 'csv'] as const;

export interface EncodeOptions {
  /** Undefined: csv is known by its first line. */
  readonly format?: (typeof FORMATS)[number];
  readonly payload: Readable;
}

export type Fields = Record<string, unknown>;

/** Told of each line before it is read, for what is to be said about it. */
export type OnLine = (line: number) => void;

/** The fields that hold bytes, by the names reserved for them. */
const BYTES = ['payload', 'bytes'] as const;
/** What JSON must be here. */
export function parseObject(json: string): Fields {
  const fields: unknown = JSON.parse(json);
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new SyntaxError('not a JSON object');
  return fields as Fields;
}

/** What was printed of a message, its bytes as bytes, without what is said about commands. */
export function messageOf(printed: Fields, { payload }: EncodeOptions): Fields {
  const { commands, answerTo, ...found } = printed;
  for (const name of BYTES) {
    const text = found[name];
    if (typeof text !== 'string') continue;
    found[name] = bytesSpelled(text, payload);
    if (found[name] === undefined) throw new SyntaxError(`field '${name}' does not spell bytes as ${payload}`);
  }
  return found;
}

/**
 * Lines of no form have no canonical spelling: their bytes, and a line end that these do not become a part of. CR alone
 * ends the echo of a command only. Whether they are read back is seen in their place.
 */
const lineEnd = (line: string): string => (line.endsWith('\r') ? '\r\r\n' : '\r\n');

const LINE_ENDS = new Map([
  ['unrecognized', lineEnd],
  ['echo', (line: string) => (/^ *at/i.test(line) ? '\r' : lineEnd(line))],
]);

export function messageBytes(fields: Fields): Uint8Array {
  const { type, bytes } = fields;
  const endOf = LINE_ENDS.get(String(type));
  if (endOf === undefined || !(bytes instanceof Uint8Array)) return protocol().encode(fields as unknown as Message);
  const line = latin1(bytes);
  return Buffer.from(line + endOf(line), 'latin1');
}
