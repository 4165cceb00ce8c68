import type { Entry } from '../decode/entry.js';
import { harmlessJson, readable } from './harmless.js';
import { type Payload, plainCommand, spelled } from './payload.js';

const COLUMNS = ['offset', 'at', 'direction', 'kind', 'type', 'connection', 'length', 'payload'] as const;

/**
 * A spreadsheet takes a cell that begins so for a formula, and a tab or a CR before it for nothing. Text that has the
 * apostrophe by itself is given one more, so that it can be told what was added.
 */
const FORMULA = /^'*[=+\-@]/;

/** Text of the log. An apostrophe before it makes it text for a spreadsheet too. */
function text(value: string): string {
  const shown = readable(value);
  return FORMULA.test(shown) ? `'${shown}` : shown;
}

/** As in RFC 4180. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const written = typeof value === 'string' ? value : String(value);
  return /[",]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}

const isColumn = (name: string): boolean => (COLUMNS as readonly string[]).includes(name);

/** Hex and base64 are what they are; text is made fit for a cell. */
function spelledCell(bytes: Uint8Array, payload: Payload): string | undefined {
  const value = spelled(bytes, payload);
  return value === undefined || payload !== 'text' ? value : text(value);
}

/** The columns are the same for every message: the fields that have none appear in the last one, as a JSON object. */
function line(payload: Payload): (entry: Entry) => string {
  return ({ message, file, offset, at, direction, commands, answerTo }) => {
    const known: Record<string, string | number | undefined> = { offset, at: at && text(at), direction };
    const others: Record<string, unknown> = file === undefined ? {} : { log: file };
    for (const [name, value] of Object.entries(message)) {
      if (value instanceof Uint8Array) known.payload = spelledCell(value, payload);
      else if (isColumn(name) && typeof value === 'number') known[name] = value;
      else if (isColumn(name)) known[name] = text(String(value));
      else others[name] = value;
    }
    if (commands) others.commands = commands.map((one) => plainCommand(one, payload));
    if (answerTo) others.answerTo = answerTo;
    const fields = Object.keys(others).length > 0 ? harmlessJson(JSON.stringify(others)) : undefined;
    return [...COLUMNS.map((name) => known[name]), fields].map(cell).join(',');
  };
}

/** The text of a cell, without what was added. */
export const withoutApostrophe = (cell: string): string => (/^'+[=+\-@]/.test(cell) ? cell.slice(1) : cell);

export const csv = { head: [...COLUMNS, 'fields'].join(','), line };
