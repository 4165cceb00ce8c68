/** The fields of an entry as text for people. */
import type { ParsedCommand } from '../../index.js';
import type { Entry } from '../decode/entry.js';
import type { Paint } from './meaning.js';
import { type Payload, spelled } from './payload.js';

/** So many bytes of a payload are shown. */
export const PREVIEW = 64;
const ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** What is sent over the air must not steer the terminal: nothing but printable ASCII gets through. */
export function quotedText(text: string): string {
  const escaped = text.replace(
    /[^\x20-\x7e]|["\\]/g,
    (c) => ESCAPES[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}

export function preview(bytes: Uint8Array, payload: Payload): string | undefined {
  const text = spelled(bytes.subarray(0, PREVIEW), payload);
  if (text === undefined) return undefined;
  const head = payload === 'text' ? quotedText(text) : text;
  return bytes.length > PREVIEW ? `${head}… ${bytes.length} bytes` : head;
}

function shown(value: unknown, payload: Payload): string | undefined {
  if (value instanceof Uint8Array) return preview(value, payload);
  return typeof value === 'string' ? quotedText(value) : String(value);
}

/** Each as `name=value`. */
function fieldTexts(fields: object, dim: Paint, payload: Payload): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const text = shown(value, payload);
    return text === undefined ? [] : [`${dim(`${name}=`)}${text}`];
  });
}

function commandTexts(command: ParsedCommand, dim: Paint, payload: Payload): string[] {
  if (command.type === 'unknown-command') return fieldTexts({ bytes: command.bytes }, dim, payload);
  const { type, form, ...parameters } = command;
  return [form, ...fieldTexts(parameters, dim, payload)];
}

/** A command says more than its bytes do: of several the last text of each but the last ends in a semicolon. */
export function said({ message, commands }: Entry, dim: Paint, payload: Payload): { type: string; fields: string[] } {
  if (commands === undefined) {
    const { type, kind, ...fields } = message;
    return { type, fields: fieldTexts(fields, dim, payload) };
  }
  const each = commands.map((command) => commandTexts(command, dim, payload));
  const fields = each.flatMap((texts, i) =>
    i === each.length - 1 ? texts : [...texts.slice(0, -1), `${texts.at(-1)};`],
  );
  return { type: commands.map(({ type }) => type).join(';'), fields };
}

/** What a result answers, and how long that took. */
export function answered({ answerTo }: Pick<Entry, 'answerTo'>): string | undefined {
  if (answerTo === undefined) return undefined;
  const { type, form, seconds, limit } = answerTo;
  const time = seconds === undefined ? '' : ` in ${seconds.toFixed(3)} s`;
  const late = seconds !== undefined && limit !== undefined && seconds > limit ? `, more than ${limit} s` : '';
  return `(${type}${form === undefined ? '' : ` ${form}`}${time}${late})`;
}
