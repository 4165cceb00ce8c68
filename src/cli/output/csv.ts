import type { Entry } from '../decode/entry.js';
import { type Payload, plainCommand, spelled } from './payload.js';

const COLUMNS = ['offset', 'at', 'direction', 'kind', 'type', 'connection', 'length', 'payload'] as const;

/** As in RFC 4180. */
function cell(value: unknown): string {
  if (value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The columns are the same for every message: the fields that have none stand in the last one, as a JSON object. */
function line(payload: Payload): (entry: Entry) => string {
  return ({ message, offset, at, direction, commands, answerTo }) => {
    const known: Record<string, unknown> = { offset, at, direction };
    const others: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(message)) {
      if (value instanceof Uint8Array) known.payload = spelled(value, payload);
      else if ((COLUMNS as readonly string[]).includes(name)) known[name] = value;
      else others[name] = value;
    }
    if (commands) others.commands = commands.map((one) => plainCommand(one, payload));
    if (answerTo) others.answerTo = answerTo;
    const fields = Object.keys(others).length > 0 ? JSON.stringify(others) : undefined;
    return [...COLUMNS.map((name) => known[name]), fields].map(cell).join(',');
  };
}

export const csv = { head: [...COLUMNS, 'fields'].join(','), line };
