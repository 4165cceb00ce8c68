import type { Entry } from '../../src/cli/decode/entry.js';
import type { Payload } from '../../src/cli/output/payload.js';

/** What a line of ndjson is to be: `JSON.stringify` of the entry, and nothing in it that a terminal takes for a command. */
export function jsonLine(
  { offset, file, at, direction, message, commands, answerTo }: Entry,
  payload: Payload,
): string {
  const { kind, type, ...fields } = message;
  const plain = { offset, log: file, at, direction, kind, type, ...fields, commands, answerTo };
  const json = JSON.stringify(plain, (_, value: unknown) => (value instanceof Uint8Array ? spelling(value) : value));
  return json.replace(/[\x7f-\x9f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);

  function spelling(bytes: Uint8Array): string | undefined {
    const buffer = Buffer.from(bytes);
    if (payload === 'none') return undefined;
    return buffer.toString(payload === 'text' ? 'latin1' : payload);
  }
}
