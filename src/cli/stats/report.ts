import type { LineName } from '../decode/answers.js';
import { secondsBetween } from '../decode/clock.js';
import type { Format, Sink } from '../output/format.js';
import { harmlessJson, printableLines } from '../output/harmless.js';
import type { CommandCount, LateCommand } from './command-stats.js';
import type { Place } from './place.js';
import { Counter, type Stats } from './stats.js';

type Row = readonly string[];

/** Columns as wide as their widest cell; a column whose cells are all numbers, or times, is aligned to the right. */
function table(rows: readonly Row[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const right = head.map((_, i) => body.every((row) => /^(?:\d+(?:\.\d+ s)?)?$/.test(row[i] ?? '')));
  const line = (row: Row): string =>
    row.map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

const share = (part: number, whole: number): string => `${whole === 0 ? 0 : ((100 * part) / whole).toFixed(1)} %`;
const where = ({ at, offset }: Place): string => at ?? `offset ${offset}`;

function span(first: Place, last: Place): string {
  const seconds = first.at !== undefined && last.at !== undefined ? secondsBetween(first.at, last.at) : undefined;
  return `${where(first)} to ${where(last)}${seconds === undefined ? '' : ` (${seconds.toFixed(3)} s)`}`;
}

function summary({ messages, bytes, unrecognized, sent, first, last, longestGap }: Stats): string {
  const shares = `${share(unrecognized.messages, messages)} of messages, ${share(unrecognized.bytes, bytes)} of bytes`;
  const rows = [
    ['messages', `${messages}, ${bytes} bytes`],
    ['unrecognised', `${unrecognized.messages} (${shares})`],
    ...(sent.writes > 0 ? [['sent', `${sent.writes}, ${sent.bytes} bytes`]] : []),
    ...(first && last ? [['span', span(first, last)]] : []),
    ['longest gap', longestGap ? `${longestGap.seconds.toFixed(3)} s after ${where(longestGap.after)}` : 'no times'],
  ];
  return table(rows);
}

const named = ({ type, form = '' }: LineName): [string, string] => [type, form];
const inSeconds = (seconds: number | undefined): string => (seconds === undefined ? '' : `${seconds.toFixed(3)} s`);

function resultsOf({ results, unanswered }: CommandCount): string {
  const counts = Object.entries(results).map(([type, count]) => `${type} ${count}`);
  return [...counts, ...(unanswered > 0 ? [`none ${unanswered}`] : [])].join(', ');
}

const commandRow = (counted: CommandCount): Row => {
  const { count, median, longest, late } = counted;
  return [...named(counted), String(count), inSeconds(median), inSeconds(longest), String(late), resultsOf(counted)];
};

const lateRow = (late: LateCommand): Row => [
  ...named(late),
  inSeconds(late.seconds),
  inSeconds(late.limit),
  where(late.result),
];

function commandTables({ commands, late }: Stats): string[] {
  const counted = ['command', 'form', 'count', 'median', 'longest', 'late', 'results'];
  return [
    ...(commands.length > 0 ? [table([counted, ...commands.map(commandRow)])] : []),
    ...(late.length > 0 ? [table([['late', 'form', 'after', 'limit', 'result'], ...late.map(lateRow)])] : []),
  ];
}

function pretty(stats: Stats): string {
  const types = stats.types.map(({ type, kind, messages }) => [type, kind, String(messages)]);
  const connections = stats.connections.map(({ connection = 'none named', messages, bytes, first, last }) =>
    [connection, messages, bytes, where(first), where(last)].map(String),
  );
  const tables = [
    summary(stats),
    ...(types.length > 0 ? [table([['type', 'kind', 'messages'], ...types])] : []),
    ...(connections.length > 0 ? [table([['connection', 'messages', 'bytes', 'first', 'last'], ...connections])] : []),
    ...commandTables(stats),
  ];
  return tables.join('\n');
}

/** Counts, and reports when all has been read: tables for people, or one JSON object. */
export function statsSink(format: Format): Sink {
  const counter = new Counter();
  const take: Sink['take'] = (entry) => {
    counter.add(entry);
    return '';
  };
  const end = (): string => {
    const stats = counter.stats();
    return format === 'ndjson' ? `${harmlessJson(JSON.stringify(stats))}\n` : printableLines(pretty(stats));
  };
  return { begin: () => '', take, end };
}
