// Reads the cases of test/capture/cases; the format is described in their README.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Capture, type CaptureEvent, decodeCapture, LOSSES, openContainer } from '../../src/capture/index.js';

export interface ContainerCase {
  readonly file: string;
  readonly name: string;
  readonly asked: string;
  readonly log: Uint8Array;
  /** Blocks of what is expected, by their name. */
  readonly expected: Readonly<Record<string, string>>;
}

const FOLDER = join(import.meta.dirname, 'cases');
const BLOCK = /^```(\w+)(?: (\w+))?\n(.*?)^```$/gms;
const ESCAPES: Readonly<Record<string, string>> = { '\\r': '\r', '\\n': '\n', '\\\\': '\\' };

const spelled = (text: string): string =>
  text
    .replaceAll('\n', '')
    .replace(/\\(?:x(..)|.)/g, (sign, hex: string | undefined) =>
      hex === undefined ? (ESCAPES[sign] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
    );

function caseOf(file: string, section: string): ContainerCase | undefined {
  const name = section.slice(0, section.indexOf('\n'));
  const blocks = new Map<string, string>();
  let log: string | undefined;
  for (const [, info = '', option, text = ''] of section.matchAll(BLOCK)) {
    if (info === 'bytes') log = spelled(text);
    else if (info === 'log') log = option === 'crlf' ? text.replaceAll('\n', '\r\n') : text;
    else blocks.set(info, text.trimEnd());
  }
  const asked = blocks.get('asked') ?? 'auto';
  blocks.delete('asked');
  return log === undefined
    ? undefined
    : { file, name, asked, log: Buffer.from(log, 'latin1'), expected: Object.fromEntries(blocks) };
}

/** Every case of every file; `file` is without its ending. */
export function readCases(): ContainerCase[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return files.sort().flatMap((file) =>
    readFileSync(join(FOLDER, file), 'utf8')
      .split(/^## /m)
      .slice(1)
      .map((section) => caseOf(file.slice(0, -'.md'.length), section))
      .filter((found) => found !== undefined),
  );
}

/** JSON, but every byte that does not print as `\u00HH`. */
const quoted = (bytes: Uint8Array): string =>
  JSON.stringify(Buffer.from(bytes).toString('latin1')).replace(
    /[\x7f-\xff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The events of a log, cut as told; neighbours that no reader can tell apart are joined. */
export function eventsOf(capture: Capture, log: Uint8Array, cut: number = log.length): CaptureEvent[] {
  const events: CaptureEvent[] = [];
  const isStream = ['raw', 'terminal', 'application'].includes(capture.container);
  const reader = capture.reader((event) => {
    const last = events.at(-1);
    const bytes = Uint8Array.from(event.bytes);
    if (last === undefined || !isStream || event.lineEnd || event.at) events.push({ ...event, bytes });
    else events[events.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, bytes]) };
  });
  for (let from = 0; from < log.length; from += cut) {
    // A chunk belongs to the caller: it is spoiled once it was read.
    const chunk = Uint8Array.from(log.subarray(from, from + cut));
    reader.write(chunk);
    chunk.fill(0x55);
  }
  reader.end();
  return events;
}

export const printEvents = (events: readonly CaptureEvent[]): string =>
  events
    .map(({ direction, at, bytes, lineEnd }) => `${direction} ${at ?? '-'} ${quoted(bytes)}${lineEnd ? ' +' : ''}`)
    .join('\n');

const readable = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;

export function printMessages(capture: Capture, log: Uint8Array, cut: number = log.length): string {
  const lines: string[] = [];
  const reader = decodeCapture(
    capture,
    ({ kind, type, ...fields }, { at }) =>
      lines.push(`${at ?? '-'} ${kind} ${type} ${JSON.stringify(fields, readable)}`.replace(/ \{\}$/, '')),
    { onSent: ({ at, bytes }) => lines.push(`${at ?? '-'} sent ${quoted(bytes)}`) },
  );
  for (let from = 0; from < log.length; from += cut) reader.write(log.subarray(from, from + cut));
  reader.end();
  return lines.join('\n');
}

export const printContainer = ({ container, losses, remark }: Capture): string =>
  [container, ...losses.map((loss) => `lost: ${loss}`), ...(remark === undefined ? [] : [`remark: ${remark}`])].join(
    '\n',
  );

/** All that is expected of a case, block by block. */
export function printCase({ asked, log }: ContainerCase): Record<string, string> {
  const capture = openContainer(asked, log);
  if (capture.losses.some((loss) => LOSSES[loss] === undefined)) throw new Error('a loss without words');
  return {
    container: printContainer(capture),
    events: printEvents(eventsOf(capture, log)),
    messages: printMessages(capture, log),
  };
}
