/**
 * The steps of a session: of what --record wrote, of what `sim800 decode --format ndjson` has made of a log, or written by hand
 * in YAML.
 */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { load, YAMLException } from 'js-yaml';
import { EncodeError } from '../../index.js';
import type { PlaybackStep } from '../../module.js';
import { messageBytes, messageOf, parseObject } from '../encode/line.js';
import { Unreadable } from '../fault.js';
import { latin1 } from '../latin1.js';

type Fields = Readonly<Record<string, unknown>>;

/** `{"what":"host","bytes":"AT\\r"}`; other lines of a record say what really happened. */
function recorded({ what, bytes }: Fields): PlaybackStep[] {
  if (typeof bytes !== 'string' || (what !== 'host' && what !== 'wire')) return [];
  return [{ from: what === 'host' ? 'host' : 'module', bytes: Buffer.from(bytes, 'latin1') }];
}

/** A line of a log: what the host has sent, or a message. */
function decoded(printed: Fields): PlaybackStep {
  const fields = messageOf(printed, { payload: 'text' });
  const { direction, bytes } = fields;
  if (direction === 'tx') return { from: 'host', bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array() };
  return { from: 'module', bytes: messageBytes(fields) };
}

function stepsOf(line: string): PlaybackStep[] {
  const fields = parseObject(line);
  return 'what' in fields ? recorded(fields) : [decoded(fields)];
}

const isEcho = ({ from, bytes }: PlaybackStep): boolean => from === 'module' && /^ *at[^\r]*\r$/i.test(latin1(bytes));

/** A log that holds the module's side alone tells by its echo what the host has written. */
const withHost = (steps: readonly PlaybackStep[]): PlaybackStep[] =>
  steps.some(({ from }) => from === 'host')
    ? [...steps]
    : steps.flatMap((step) => (isEcho(step) ? [{ from: 'host', bytes: step.bytes }, step] : [step]));

/** What is wrong with a part of a script, and where it is. */
function located<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const isOfScript = error instanceof SyntaxError || error instanceof EncodeError || error instanceof YAMLException;
    throw isOfScript ? new Unreadable(`${place}: ${error.message}`) : error;
  }
}

function linesOf(path: string, text: string): PlaybackStep[] {
  const lines = text.split('\n');
  return withHost(
    lines.flatMap((line, i) => (line.trim() === '' ? [] : located(`${path}:${i + 1}`, () => stepsOf(line)))),
  );
}

/** `host: "AT+CSQ\r"`, `module: "\r\nOK\r\n"`, or `module: {type: csq, rssi: 20, ber: 0}`. */
function writtenStep(item: unknown): PlaybackStep {
  const { host, module, ...others } = (typeof item === 'object' && item !== null ? item : {}) as Fields;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new SyntaxError(`${other}: a step has host or module`);
  if (typeof host === 'string' && module === undefined) return { from: 'host', bytes: Buffer.from(host, 'latin1') };
  if (host !== undefined) throw new SyntaxError('host is a text, and alone in its step');
  if (typeof module === 'string') return { from: 'module', bytes: Buffer.from(module, 'latin1') };
  if (typeof module !== 'object' || module === null) throw new SyntaxError('a step has host or module');
  return { from: 'module', bytes: messageBytes(messageOf(parseObject(JSON.stringify(module)), { payload: 'text' })) };
}

function itemsOf(path: string, text: string): PlaybackStep[] {
  const items: unknown = located(path, () => load(text));
  if (!Array.isArray(items)) throw new Unreadable(`${path}: it is a list of steps`);
  return items.map((item, i) => located(`${path}: step ${i + 1}`, () => writtenStep(item)));
}

export function readScript(path: string): PlaybackStep[] {
  const text = readFileSync(path, 'utf8');
  return /^\.ya?ml$/i.test(extname(path)) ? itemsOf(path, text) : linesOf(path, text);
}
