import picocolors from 'picocolors';
import type { ParsedCommand } from '../../index.js';
import type { Entry } from '../decode/entry.js';
import { printable } from './harmless.js';
import { type Payload, spelled } from './payload.js';

type Paint = (text: string) => string;
type Palette = ReturnType<typeof picocolors.createColors>;
type Kind = Entry['message']['kind'];

/** So many bytes of a payload are shown. */
const PREVIEW = 64;
const ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** What is sent over the air must not steer the terminal: nothing but printable ASCII gets through. */
function quoted(text: string): string {
  const escaped = text.replace(
    /[^\x20-\x7e]|["\\]/g,
    (c) => ESCAPES[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${escaped}"`;
}

function preview(bytes: Uint8Array, payload: Payload): string | undefined {
  const text = spelled(bytes.subarray(0, PREVIEW), payload);
  if (text === undefined) return undefined;
  const head = payload === 'text' ? quoted(text) : text;
  return bytes.length > PREVIEW ? `${head}… ${bytes.length} bytes` : head;
}

function shown(value: unknown, payload: Payload): string | undefined {
  if (value instanceof Uint8Array) return preview(value, payload);
  return typeof value === 'string' ? quoted(value) : String(value);
}

function paints({ green, cyan, yellow, magenta, dim, blue, red }: Palette): Record<Kind, Paint> {
  return {
    final: green,
    intermediate: cyan,
    response: cyan,
    urc: yellow,
    prompt: magenta,
    echo: dim,
    data: blue,
    unrecognized: red,
    sent: dim,
  };
}

const ARROWS = { rx: '<', tx: '>' } as const;

type Show = (fields: object) => string;

function showing(dim: Paint, payload: Payload): Show {
  return (fields) =>
    Object.entries(fields)
      .flatMap(([name, value]) => {
        const text = shown(value, payload);
        return text === undefined ? [] : [`${dim(`${name}=`)}${text}`];
      })
      .join(' ');
}

function commandText(command: ParsedCommand, show: Show): string {
  if (command.type === 'unknown-command') return show({ bytes: command.bytes });
  const { type, form, ...parameters } = command;
  return `${form} ${show(parameters)}`.trim();
}

/** A command says more than its bytes do. */
function said({ message, commands }: Entry, show: Show): { readonly type: string; readonly fields: string } {
  if (commands === undefined) {
    const { type, kind, ...fields } = message;
    return { type, fields: show(fields) };
  }
  const parameters = commands.map((command) => commandText(command, show));
  return { type: commands.map(({ type }) => type).join(';'), fields: parameters.join('; ') };
}

function answered({ answerTo }: Entry, dim: Paint): string[] {
  if (answerTo === undefined) return [];
  const { type, form, seconds, limit } = answerTo;
  const time = seconds === undefined ? '' : ` in ${seconds.toFixed(3)} s`;
  const late = seconds !== undefined && limit !== undefined && seconds > limit ? `, more than ${limit} s` : '';
  return [dim(`(${type}${form === undefined ? '' : ` ${form}`}${time}${late})`)];
}

/** For people: where, when, from whom, what kind, which message or command, its fields, which command it answers. */
export function pretty(colour: boolean, payload: Payload): (entry: Entry) => string {
  const { dim, ...others } = picocolors.createColors(colour);
  const paint = paints({ dim, ...others });
  const show = showing(dim, payload);
  return (entry) => {
    const { offset, at, direction, message } = entry;
    const where = [String(offset).padStart(8), at && printable(at), direction && ARROWS[direction]].filter(
      (part) => part !== undefined,
    );
    const { type, fields } = said(entry, show);
    const what = paint[message.kind](`${message.kind.padEnd(12)}  ${type.padEnd(16)}`);
    const rest = [...(fields === '' ? [] : [fields]), ...answered(entry, dim)].join('  ');
    return [dim(where.join('  ')), what, rest].join('  ').trimEnd();
  };
}
