/** Parts that a log's lines are made of: times, spellings of bytes, lines of an application. */
import { toBytes } from './bytes.js';
import type { Step } from './transcript.js';

/** What is written to the log at once. `text` has one character a byte. */
export interface Entry {
  readonly direction: 'tx' | 'rx';
  readonly text: string;
  /** Milliseconds since the log began. */
  readonly at: number;
}

const two = (n: number): string => String(n).padStart(2, '0');
const milliseconds = (at: number): string => String(at % 1000).padStart(3, '0');

/** A time of day, from 10:11:12 on. */
export function clock(at: number): string {
  const seconds = 36_672 + Math.floor(at / 1000);
  return `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Times as loggers print them. */
export const TIMES: readonly ((at: number) => string)[] = [
  (at) => clock(at),
  (at) => `${clock(at)}.${milliseconds(at)}`,
  (at) => `${clock(at)},${milliseconds(at)}`,
  (at) => `${clock(at)}:${milliseconds(at)}`,
  (at) => `2024-03-05 ${clock(at)}`,
  (at) => `2024-03-05 ${clock(at)}.${milliseconds(at)}`,
  (at) => `2024-03-05T${clock(at)}.${milliseconds(at)}Z`,
  (at) => `2024/03/05 ${clock(at)}`,
  (at) => `05.03.2024 ${clock(at)}`,
  (at) => `Mar  5 ${clock(at)}`,
  (at) => `[${(at / 1000).toFixed(3)}]`,
  (at) => `[${(at / 1000).toFixed(6).padStart(12)}]`,
  (at) => `[${at}]`,
  (at) => `(${at})`,
];

const NAMES: Readonly<Record<string, string>> = { '\r': '<CR>', '\n': '<LF>', '\x1a': '<SUB>', '\x1b': '<ESC>' };
const code = (sign: string): number => sign.charCodeAt(0);
const hex = (sign: string): string => code(sign).toString(16).padStart(2, '0');
const isShown = (sign: string): boolean => sign >= ' ' && sign <= '~';

const each =
  (spell: (sign: string) => string) =>
  (text: string): string =>
    Array.from(text, spell).join('');

const LETTERS: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\\': '\\\\' };
const escaping = (quote: string) =>
  each((c) => (c === quote ? `\\${c}` : (LETTERS[c] ?? (isShown(c) ? c : `\\x${hex(c)}`))));

export const escapes = escaping('');
export const quoted = (text: string): string => `"${escaping('"')(text)}"`;
export const python = (text: string): string => `b'${escaping("'")(text)}'`;
export const named = each((c) => NAMES[c] ?? (isShown(c) && c !== '<' ? c : `<0x${hex(c).toUpperCase()}>`));
export const caret = each((c) => (c < ' ' ? `^${String.fromCharCode(code(c) + 64)}` : c));
export const pairs = (text: string): string => Array.from(text, (c) => hex(c).toUpperCase()).join(' ');

const ENTITIES: Readonly<Record<string, string>> = { '"': '&quot;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };
export const entities = each((c) => ENTITIES[c] ?? c);

const CELLS = 16;
const cell = (sign: string): string => `${hex(sign).toUpperCase()}${sign > ' ' && sign <= '~' ? sign : ' '}`;

/** Rows of cells, a byte and its sign in each, and all signs once more behind them: `4FO|4BK|0D |0A   OK..`. */
export function cells(text: string): string[] {
  const rows = Array.from({ length: Math.ceil(text.length / CELLS) }, (_, i) => text.slice(i * CELLS, (i + 1) * CELLS));
  return rows.map((row) => {
    const front = Array.from(row, cell).join('|');
    return `${front.padEnd(4 * CELLS)}${each((c) => (isShown(c) ? c : '.'))(row).padEnd(CELLS)}`;
  });
}

/** The lines of a text, blank ones left out; what does not print is a dot, as terminals show it. */
const linesOf = (text: string): string[] =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[^ -~]/g, '.'))
    .filter((line) => line.trim() !== '');

/** The lines of each step, as a log of lines holds them. */
export function lineEntries(steps: readonly Step[]): Entry[] {
  return writeEntries(steps).flatMap(({ direction, text, at }) =>
    linesOf(text).map((line, i) => ({ direction, text: line, at: at + i })),
  );
}

export function writeEntries(steps: readonly Step[]): Entry[] {
  return steps.map(({ direction, bytes }, i) => ({
    direction,
    text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''),
    at: 120 * i + (i % 7) * 31,
  }));
}

/** The stream that is left of lines: an LF after each, none after data. */
export const stepsOfLines = (entries: readonly Entry[]): Step[] =>
  entries.map(({ direction, text }) => ({ direction, bytes: toBytes(`${text}\n`) }));

/** What an application says meanwhile. */
export const REMARKS: readonly string[] = [
  'starting up',
  'waiting for the network ...',
  'battery at 71 percent',
  'nothing to do, sleeping',
  'Setup complete!',
  'next attempt in 30 s',
];
