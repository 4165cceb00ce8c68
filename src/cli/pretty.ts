import picocolors from 'picocolors';
import type { Entry } from './entry.js';
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

/** For people: where, when, from whom, what kind, which message, its fields. */
export function pretty(colour: boolean, payload: Payload): (entry: Entry) => string {
  const { dim, ...others } = picocolors.createColors(colour);
  const paint = paints({ dim, ...others });
  return ({ message, offset, at, direction }) => {
    const { type, kind, ...fields } = message;
    const where = [String(offset).padStart(8), at, direction && ARROWS[direction]];
    const rest = Object.entries(fields).flatMap(([name, value]) => {
      const text = shown(value, payload);
      return text === undefined ? [] : [`${dim(`${name}=`)}${text}`];
    });
    const what = paint[kind](`${kind.padEnd(12)}  ${type.padEnd(16)}`);
    return [dim(where.filter((part) => part !== undefined).join('  ')), what, rest.join(' ')].join('  ').trimEnd();
  };
}
