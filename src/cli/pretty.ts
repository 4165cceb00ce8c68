import picocolors from 'picocolors';
import type { Message } from '../index.js';
import type { Line } from './format.js';

type Paint = (text: string) => string;
type Palette = ReturnType<typeof picocolors.createColors>;

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

function preview(bytes: Uint8Array): string {
  const head = quoted(Buffer.from(bytes.subarray(0, PREVIEW)).toString('latin1'));
  return bytes.length > PREVIEW ? `${head}… ${bytes.length} bytes` : head;
}

function shown(value: unknown): string {
  if (value instanceof Uint8Array) return preview(value);
  return typeof value === 'string' ? quoted(value) : String(value);
}

function paints({ green, cyan, yellow, magenta, dim, blue, red }: Palette): Record<Message['kind'], Paint> {
  return {
    final: green,
    intermediate: cyan,
    response: cyan,
    urc: yellow,
    prompt: magenta,
    echo: dim,
    data: blue,
    unrecognized: red,
  };
}

/** For people: where, what kind, which message, its fields. */
export function pretty(colour: boolean): Line {
  const palette = picocolors.createColors(colour);
  const paint = paints(palette);
  const field = ([name, value]: [string, unknown]): string => `${palette.dim(`${name}=`)}${shown(value)}`;
  return ({ type, kind, ...fields }, offset) => {
    const where = palette.dim(String(offset).padStart(8));
    const rest = Object.entries(fields).map(field).join(' ');
    return `${where}  ${paint[kind](`${kind.padEnd(12)}  ${type.padEnd(16)}`)}  ${rest}`.trimEnd();
  };
}
