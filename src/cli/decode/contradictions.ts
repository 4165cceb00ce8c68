/** Options of decode that do not go together. */
import type { DecodeOptions } from './options.js';

type Holds = (options: DecodeOptions, files: readonly string[], isGiven: (option: string) => boolean) => unknown;

const picksMessages = ({ only, not, connection, failed, command, grep, around }: DecodeOptions): boolean =>
  [only, not, connection, failed, command, grep, around].some((one) => one !== undefined);

/** What is printed instead of messages. */
const instead = ({ stats, why, explain, followStream, extract, timeline, tables }: Partial<DecodeOptions>): unknown[] =>
  [stats, why, explain, followStream, extract, timeline, tables].filter((one) => one !== undefined);

const hasPort = ({ port }: Partial<DecodeOptions>): boolean => port !== undefined;

const CONTRADICTIONS: readonly (readonly [Holds, why: string])[] = [
  [
    (options) => instead(options).length > 1,
    'one of --stats, --why, --explain, --follow-stream, --extract, --timeline and --tables: each is made instead of messages',
  ],
  [
    (options) => options.resync && (options.follow || hasPort(options)),
    '--resync is for logs that are whole: not --follow, not --port',
  ],
  [
    (options) =>
      (options.why || options.followStream !== undefined || options.extract || options.timeline) &&
      picksMessages(options),
    'of the filters only --since and --until go with --why, --follow-stream, --extract and --timeline',
  ],
  [
    ({ followStream, format }) => followStream !== undefined && format === 'csv',
    '--follow-stream has no csv: pretty or ndjson',
  ],
  [
    (options) => {
      const { explain, since, until } = options;
      return explain && (since || until || picksMessages(options));
    },
    '--explain prints no messages: no filters',
  ],
  [({ around, stats }) => around !== undefined && stats, '--stats counts all that is wanted: not --around'],
  [
    (options) => {
      const { brief, hex, wide, format } = options;
      return (brief || hex || wide) && (format !== 'pretty' || instead(options).length > 0);
    },
    '--brief, --hex and --wide are for the messages of --format pretty',
  ],
  [({ brief, hex }) => brief && hex, 'either --brief or --hex'],
  [({ around }, _, isGiven) => around === undefined && isGiven('context'), '--context is for --around'],
  [({ line, container }) => line && container !== 'auto', 'either --line or --container'],
  [
    (options) => (options.line || options.explain) && hasPort(options),
    'a serial port has no lines of a log: not --line, not --explain',
  ],
  [(options, files) => hasPort(options) && files.some((file) => file !== '-'), 'either a file or --port'],
  [
    ({ range }, files) => range && (files.length !== 1 || files[0] === '-'),
    '--range is of one file, which can be read at any place',
  ],
  [
    ({ range, follow, merge, resync, line, jobs, tables, ...options }) =>
      range &&
      (hasPort(options) ||
        instead(options).length > 0 ||
        [follow, merge, resync, line, jobs].some((one) => one !== undefined)),
    '--range prints the messages of a part: not --follow, --port, --merge, --resync, --line, --jobs, nor what is made instead',
  ],
  [
    ({ range, container }) => range && container !== 'auto' && container !== 'raw',
    '--range is for raw bytes: a log with anything around its lines is read from its beginning',
  ],
  [({ follow }, files) => follow && files.length > 1, '--follow is for one file'],
  [({ merge }, files) => merge && files.length < 2, '--merge is for several files'],
  [
    ({ merge, why, followStream, extract, timeline }) =>
      merge && [why, followStream, extract, timeline].some((one) => one !== undefined),
    '--merge puts modems together whose connections are not the same: not --why, not --follow-stream, not --extract, not --timeline',
  ],
  [
    ({ join, stats, why, merge }, files) => join && (!(stats || why) || merge || files.length < 2),
    '--join is for --stats and --why of several files, and not for --merge',
  ],
  [({ merge, resync }) => merge && resync, 'either --merge or --resync'],
  [
    ({ format, ...options }) =>
      (format === 'pcapng' || format === 'parquet') && instead({ format, ...options }).length > 0,
    '--format pcapng and --format parquet are for messages: not --stats, not --why, not --follow-stream',
  ],
  [
    (options) => hasPort(options) && options.container !== 'auto' && options.container !== 'raw',
    'a serial port has no container',
  ],
  [(options, _, isGiven) => !hasPort(options) && isGiven('baud'), '--baud is for --port'],
];

/** Why options do not go together; undefined: they do. `isGiven`: by the user, not by default. */
export const contradiction = (...given: Parameters<Holds>): string | undefined =>
  CONTRADICTIONS.find(([holds]) => holds(...given))?.[1];
