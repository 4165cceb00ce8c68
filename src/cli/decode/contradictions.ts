/** Options of decode that do not go together. */
import type { DecodeOptions } from './options.js';

type Holds = (options: DecodeOptions, file: string, isGiven: (option: string) => boolean) => unknown;

const picksMessages = ({ only, not, connection, failed, command, grep, around }: DecodeOptions): boolean =>
  [only, not, connection, failed, command, grep, around].some((one) => one !== undefined);

const hasPort = ({ port }: DecodeOptions): boolean => port !== undefined;

const CONTRADICTIONS: readonly (readonly [Holds, why: string])[] = [
  [({ stats, format }) => stats && format === 'csv', '--stats has no csv: pretty or ndjson'],
  [
    (options) => options.resync && (options.follow || hasPort(options)),
    '--resync is for logs that are whole: not --follow, not --port',
  ],
  [
    (options) => options.why && (options.stats || picksMessages(options)),
    '--why prints no messages: not --stats, and of the filters only --since and --until',
  ],
  [({ why, format }) => why && format === 'csv', '--why has no csv: pretty or ndjson'],
  [
    (options) => {
      const { explain, why, stats, since, until } = options;
      return explain && (why || stats || since || until || picksMessages(options));
    },
    '--explain prints no messages: not --stats, not --why, no filters',
  ],
  [({ around, stats }) => around !== undefined && stats, '--stats counts all that is wanted: not --around'],
  [
    ({ brief, hex, wide, format, stats, why, explain }) =>
      (brief || hex || wide) && (format !== 'pretty' || stats || why || explain),
    '--brief, --hex and --wide are for the messages of --format pretty',
  ],
  [({ brief, hex }) => brief && hex, 'either --brief or --hex'],
  [({ around }, _, isGiven) => around === undefined && isGiven('context'), '--context is for --around'],
  [({ line, container }) => line && container !== 'auto', 'either --line or --container'],
  [
    (options) => (options.line || options.explain) && hasPort(options),
    'a serial port has no lines of a log: not --line, not --explain',
  ],
  [(options, file) => hasPort(options) && file !== '-', 'either a file or --port'],
  [
    (options) => hasPort(options) && options.container !== 'auto' && options.container !== 'raw',
    'a serial port has no container',
  ],
  [(options, _, isGiven) => !hasPort(options) && isGiven('baud'), '--baud is for --port'],
];

/** Why options do not go together; undefined: they do. `isGiven`: by the user, not by default. */
export const contradiction = (...given: Parameters<Holds>): string | undefined =>
  CONTRADICTIONS.find(([holds]) => holds(...given))?.[1];
