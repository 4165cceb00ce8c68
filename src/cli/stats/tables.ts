/** Counts as tables: for people, and for spreadsheets. */
import type { LineName } from '../decode/answers.js';
import { secondsBetween } from '../decode/clock.js';
import type { CommandCount, LateCommand } from './command-stats.js';
import { sparkline } from './course.js';
import type { OpeningCount } from './openings.js';
import type { Place } from './place.js';
import type { Stats, TypeCount } from './stats.js';

export type Row = readonly string[];

/** The first row says what its columns are; a table of two columns without a name says it in its first column. */
export interface Table {
  readonly name: string;
  readonly head?: Row;
  readonly rows: readonly Row[];
}

const share = (part: number, whole: number): string => `${whole === 0 ? 0 : ((100 * part) / whole).toFixed(1)} %`;
const where = ({ at, offset }: Place): string => at ?? `offset ${offset}`;
export const whereOr = (place: Place | undefined, otherwise: string): string =>
  place === undefined ? otherwise : where(place);

function span(first: Place, last: Place): string {
  const seconds = first.at !== undefined && last.at !== undefined ? secondsBetween(first.at, last.at) : undefined;
  return `${where(first)} to ${where(last)}${seconds === undefined ? '' : ` (${seconds.toFixed(3)} s)`}`;
}

function summary({ messages, bytes, unrecognized, sent, first, last, longestGap, zones }: Stats): Table {
  const shares = `${share(unrecognized.messages, messages)} of messages, ${share(unrecognized.bytes, bytes)} of bytes`;
  return {
    name: 'summary',
    rows: [
      ['messages', `${messages}, ${bytes} bytes`],
      ['unrecognised', `${unrecognized.messages} (${shares})`],
      ...(sent.writes > 0 ? [['sent', `${sent.writes}, ${sent.bytes} bytes`]] : []),
      ...(first && last ? [['span', span(first, last)]] : []),
      ...(first?.at === undefined ? [] : [['time zone', zones.length === 0 ? 'none named' : zones.join(', ')]]),
      ['longest gap', longestGap ? `${longestGap.seconds.toFixed(3)} s after ${where(longestGap.after)}` : 'no times'],
    ],
  };
}

/** Lines of blocks from the beginning of the log to its end. */
function course({ course: found }: Stats): Table {
  if (found === undefined) return { name: 'course', rows: [] };
  const { step, bytes, failures, signal } = found;
  const rows: Row[] = [
    ['bytes', sparkline(bytes), `at most ${Math.max(...bytes)} in ${step} s`],
    ['failures', sparkline(failures), `${failures.reduce((sum, one) => sum + one, 0)} in all`],
    ['signal', sparkline(signal, 31), 'of 31'],
  ];
  const isEmpty = [bytes, failures, signal.map((one) => one ?? 0)].map((values) => values.every((one) => one === 0));
  return { name: 'course', rows: rows.filter((_, i) => !isEmpty[i]) };
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

const openingRow = (opening: OpeningCount): Row => {
  const { connection, target = '', asked, opened, ended, by = '', sent, received, retries } = opening;
  const name = connection === undefined ? 'none named' : String(connection);
  const end = whereOr(ended, 'still open');
  return [
    name,
    target,
    whereOr(opened, asked === undefined ? 'before' : 'never'),
    end,
    by,
    String(sent),
    String(received),
    String(retries),
  ];
};

export const typesTable = (types: readonly TypeCount[]): Table => ({
  name: 'types',
  head: ['type', 'kind', 'messages'],
  rows: types.map(({ type, kind, messages }) => [type, kind, String(messages)]),
});

/** Those that have rows. */
export function tablesOf(stats: Stats): Table[] {
  const { types, connections, openings, commands, late } = stats;
  const all: Table[] = [
    summary(stats),
    course(stats),
    typesTable(types),
    {
      name: 'connections',
      head: ['connection', 'messages', 'bytes', 'first', 'last'],
      rows: connections.map(({ connection = 'none named', messages, bytes, first, last }) =>
        [connection, messages, bytes, where(first), where(last)].map(String),
      ),
    },
    {
      name: 'openings',
      head: ['connection', 'target', 'opened', 'ended', 'by', 'sent', 'received', 'retries'],
      rows: openings.map(openingRow),
    },
    {
      name: 'commands',
      head: ['command', 'form', 'count', 'median', 'longest', 'late', 'results'],
      rows: commands.map(commandRow),
    },
    { name: 'late', head: ['late', 'form', 'after', 'limit', 'result'], rows: late.map(lateRow) },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
