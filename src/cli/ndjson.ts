import type { Message } from '../index.js';

const jsonValue = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;

/** One JSON object: `offset`, `kind`, `type`, then the fields in the order of the form. Bytes are latin1 text. */
export function ndjson(message: Message, offset: number): string {
  const { type, kind, ...fields } = message;
  const entries = Object.entries(fields).map(([name, value]) => [name, jsonValue(value)]);
  return JSON.stringify({ offset, kind, type, ...Object.fromEntries(entries) });
}
