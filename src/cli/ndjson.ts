import type { Entry } from './entry.js';
import { type Payload, spelled } from './payload.js';

/** One JSON object: `offset`, `at`, `direction`, `kind`, `type`, then the fields in the order of the form. */
export function ndjson(payload: Payload): (entry: Entry) => string {
  return ({ message, offset, at, direction }) => {
    // JSON leaves out what is undefined.
    const line: Record<string, unknown> = { offset, at, direction, kind: message.kind, type: message.type };
    for (const [name, value] of Object.entries(message)) {
      line[name] = value instanceof Uint8Array ? spelled(value, payload) : value;
    }
    return JSON.stringify(line);
  };
}
