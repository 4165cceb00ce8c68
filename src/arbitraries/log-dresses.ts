/** Dresses of a log: how the tools that people use print what goes over a line. */
import {
  caret,
  cells,
  clock,
  type Entry,
  entities,
  escapes,
  named,
  pairs,
  python,
  quoted,
  REMARKS,
  TIMES,
} from './log-parts.js';

/** How much of the session a log holds. */
export interface Dress {
  readonly name: string;
  /** `lines`: every line is one of the log, its line ends lost; `writes`: bytes as they were written, all spelled. */
  readonly holds: 'lines' | 'writes';
  /** Whether it shows what the host has sent. */
  readonly sides: 'both' | 'module';
  readonly line: (entry: Entry) => string;
  /** What cannot be told from its spelling: sessions that hold it are left out. */
  readonly lacks?: string;
  /** Of something else: a line of the application. Undefined: nothing else gets into this log. */
  readonly remark?: (text: string, at: number) => string;
}

const isTx = ({ direction }: Entry): boolean => direction === 'tx';
const side = (entry: Entry, tx: string, rx: string): string => (isTx(entry) ? tx : rx);
const ms = (at: number): string => String(at % 1000).padStart(3, '0');
const iso = (at: number): string => `2024-03-05T${clock(at)}.${ms(at)}Z`;
const day = (at: number): string => `2024-03-05 ${clock(at)}`;

const lines = (name: string, line: Dress['line'], remark?: Dress['remark']): Dress => ({
  name,
  holds: 'lines',
  sides: 'both',
  line,
  ...(remark && { remark }),
});
const writes = (name: string, line: Dress['line'], remark?: Dress['remark']): Dress => ({
  ...lines(name, line, remark),
  holds: 'writes',
});
const received = (dress: Dress): Dress => ({ ...dress, sides: 'module' });

/** `^M` is a CR, and also `^` and `M`. */
const inCarets = (dress: Dress): Dress => ({ ...dress, lacks: '^' });

export const TOOLS: readonly Dress[] = [
  received(lines('PuTTY, minicom, picocom, screen', ({ text }) => text)),
  received(lines('Tera Term', ({ text, at }) => `[${day(at)}.${ms(at)}] ${text}`)),
  received(lines('RealTerm', ({ text, at }) => `${day(at)}.${ms(at)} ${text}`)),
  received(lines('CoolTerm', ({ text, at }) => `${day(at)}.${ms(at)}\t${text}`)),
  received(lines('Arduino monitor', ({ text, at }) => `${clock(at)}.${ms(at)} -> ${text}`)),
  received(lines('PlatformIO time', ({ text, at }) => `${clock(at)}.${ms(at)} > ${text}`)),
  writes('Docklight', (e) => `3/5/2024 ${clock(e.at)}.${ms(e.at)} [${side(e, 'TX', 'RX')}] - ${named(e.text)}`),
  received(lines('web page', ({ text }) => `${entities(text)}<br>`)),
  received(lines('return key', ({ text }) => `${text}\xe2\x86\xb5`)),
  received(writes('HTerm', ({ text }) => escapes(text))),
  writes(
    'YAT',
    (e) =>
      `(${clock(e.at)}.${ms(e.at)}) (${side(e, '<<', '>>').replace('<<', 'Tx').replace('>>', 'Rx')}) ${named(e.text)}`,
  ),
  lines(
    'SSCOM',
    (e) =>
      `[${clock(e.at)}.${ms(e.at)}]${side(e, '\xe5\x8f\x91\xe2\x86\x92\xe2\x97\x87', '\xe6\x94\xb6\xe2\x86\x90\xe2\x97\x86')}${e.text}`,
  ),
  writes('CuteCom', (e) =>
    isTx(e)
      ? `${clock(e.at)}:${ms(e.at)} ---- Sent utf8 encoded message: ${quoted(e.text)} ----`
      : `${clock(e.at)}:${ms(e.at)} -> ${escapes(e.text)}`,
  ),
  writes(
    'socat -x',
    (e) =>
      `${side(e, '>', '<')} 2024/03/05 ${clock(e.at)}.${ms(e.at)}000  length=${e.text.length} from=0 to=${e.text.length - 1}\n ${pairs(e.text).toLowerCase()}`,
  ),
  writes('interceptty', (e) =>
    Array.from(
      e.text,
      (c) =>
        `${side(e, '>', '<')} \t0x${c.charCodeAt(0).toString(16).padStart(2, '0')} (${c >= ' ' && c <= '~' ? c : '.'})`,
    ).join('\n'),
  ),
  writes(
    'strace',
    (e) =>
      `${side(e, 'write', 'read')}(3, ${quoted(e.text)}, ${side(e, String(e.text.length), '255')}) = ${e.text.length}`,
  ),
  lines(
    'syslog, RFC 3164',
    (e) => `Mar  5 ${clock(e.at)} gateway modemd[312]: ${side(e, 'TX', 'RX')}: ${e.text}`,
    (text, at) => `Mar  5 ${clock(at)} gateway cron[77]: ${text}`,
  ),
  lines(
    'syslog, RFC 5424',
    (e) => `<31>1 ${iso(e.at)} gateway modemd 312 - - ${side(e, 'sent', 'received')}: ${e.text}`,
    (text, at) => `<30>1 ${iso(at)} gateway cron 77 - - ${text}`,
  ),
  lines(
    'journalctl',
    (e) => `Mar 05 ${clock(e.at)} gateway modemd[312]: ${side(e, '-->', '<--')} ${e.text}`,
    (text, at) => `Mar 05 ${clock(at)} gateway systemd[1]: ${text}`,
  ),
  lines(
    'journalctl -o json',
    (e) =>
      `{"_PID":"312","__REALTIME_TIMESTAMP":"17096334${ms(e.at)}000","MESSAGE":${JSON.stringify(`${side(e, 'TX', 'RX')}: ${e.text}`)}}`,
    (text, at) => `{"_PID":"1","__REALTIME_TIMESTAMP":"17096334${ms(at)}000","MESSAGE":${JSON.stringify(text)}}`,
  ),
  lines(
    'logcat',
    (e) => `03-05 ${clock(e.at)}.${ms(e.at)}  1234  1250 D ATC     : ${side(e, 'AT>', 'AT<')} ${e.text}`,
    (text, at) => `03-05 ${clock(at)}.${ms(at)}  1234  1250 I App     : ${text}`,
  ),
  lines(
    'logcat brief',
    (e) => `D/RILC    (  131): ${side(e, 'AT>', 'AT<')} ${e.text}`,
    (text) => `I/App     (  402): ${text}`,
  ),
  lines(
    'ESP-IDF',
    (e) => `${side(e, 'I', 'D')} (${e.at + 300}) esp-modem: ${side(e, 'send', 'recv')}: ${e.text}`,
    (text, at) => `I (${at + 300}) main: ${text}`,
  ),
  lines(
    'Zephyr',
    (e) => `[00:00:${clock(e.at).slice(6)}.${ms(e.at)},000] <dbg> modem: ${side(e, 'tx', 'rx')}: ${e.text}`,
    (text, at) => `[00:00:${clock(at).slice(6)}.${ms(at)},000] <inf> main: ${text}`,
  ),
  writes(
    'Python logging',
    (e) => `${day(e.at)},${ms(e.at)} - modem - DEBUG - ${side(e, 'write', 'read')} ${python(e.text)}`,
    (text, at) => `${day(at)},${ms(at)} - app - INFO - ${text}`,
  ),
  lines(
    'log4j',
    (e) => `${day(e.at)},${ms(e.at)} [main] DEBUG c.example.Modem - ${side(e, '>>', '<<')} ${e.text}`,
    (text, at) => `${day(at)},${ms(at)} [main] INFO  c.example.App - ${text}`,
  ),
  lines(
    'pino',
    (e) =>
      `{"level":20,"time":17096334${ms(e.at)},"pid":312,"hostname":"gateway","msg":${JSON.stringify(`${side(e, 'tx', 'rx')} ${e.text}`)}}`,
    (text, at) => `{"level":30,"time":17096334${ms(at)},"pid":312,"hostname":"gateway","msg":${JSON.stringify(text)}}`,
  ),
  writes(
    'winston',
    (e) =>
      `{"direction":"${side(e, 'out', 'in')}","level":"debug","message":${JSON.stringify(e.text)},"timestamp":"${iso(e.at)}"}`,
    (text, at) => `{"level":"info","note":${JSON.stringify(text)},"timestamp":"${iso(at)}"}`,
  ),
  lines(
    'docker',
    (e) =>
      `{"log":${JSON.stringify(`${side(e, 'SEND', 'RECV')}: ${e.text}\n`)},"stream":"stdout","time":"${iso(e.at)}"}`,
    (text, at) => `{"log":${JSON.stringify(`${text}\n`)},"stream":"stdout","time":"${iso(at)}"}`,
  ),
  writes(
    'Node-RED',
    (e) => `5 Mar ${clock(e.at)} - [debug] [serial:gsm] ${side(e, 'out', 'in')}: ${quoted(e.text)}`,
    (text, at) => `5 Mar ${clock(at)} - [info] [flow] ${text}`,
  ),
  writes(
    'ModemManager',
    (e) => `<debug> [170963${ms(e.at)}.${ms(e.at)}] [modem0/ttyUSB2/at] ${side(e, '-->', '<--')} '${named(e.text)}'`,
    (text, at) => `<info>  [170963${ms(at)}.${ms(at)}] [modem0] ${text}`,
  ),
  writes(
    'oFono',
    (e) => `ofonod[312]: Modem: ${side(e, '>', '<')} ${escapes(e.text)}`,
    (text) => `ofonod[312]: src/modem.c:${text}`,
  ),
  writes(
    'gammu',
    ({ text, direction, at }) =>
      [
        `${direction === 'tx' ? 'SENDING' : 'RECEIVED'} frame type 0x00/length 0x${text.length.toString(16).padStart(2, '0')}/${text.length}`,
        ...cells(text),
      ]
        .map((line) => `Tue ${day(at)} smsd[312]: gammu: ${line}`)
        .join('\n'),
    (text, at) => `Tue ${day(at)} smsd[312]: gammu: ${text}`,
  ),
  lines(
    'smstools',
    (e) => `${day(e.at)},7, GSM1: ${side(e, '->', '<-')} ${e.text}`,
    (text, at) => `${day(at)},6, GSM1: ${text}`,
  ),
  inCarets(
    writes(
      'kannel',
      (e) => `${day(e.at)} [312] [6] DEBUG: AT2[gsm]: ${side(e, '-->', '<--')} ${caret(e.text)}`,
      (text, at) => `${day(at)} [312] [0] INFO: ${text}`,
    ),
  ),
  inCarets(
    writes(
      'pppd',
      (e) => `Mar  5 ${clock(e.at)} gateway chat[849]: ${isTx(e) ? `send (${caret(e.text)})` : `got ${caret(e.text)}`}`,
      (text, at) => `Mar  5 ${clock(at)} gateway pppd[846]: ${text}`,
    ),
  ),
];

const TAGS: readonly (readonly [string, string])[] = [
  ['TX: ', 'RX: '],
  ['TX:', 'RX:'],
  ['[TX] ', '[RX] '],
  ['>> ', '<< '],
  ['-->', '<--'],
  ['=> ', '<= '],
  ['S: ', 'R: '],
  ['Send: ', 'Receive: '],
  ['write ', 'read '],
  ['modem <- ', 'modem -> '],
  ['[host] ', '[gsm] '],
  ['uart_write| ', 'uart_line| '],
  ['out> ', 'in> '],
];
const COMPONENTS: readonly string[] = [
  '',
  '[D] ',
  '[V][gsm:044]: ',
  'DEBUG gsm - ',
  'modem.c:120 ',
  '<debug> (ttyUSB0): ',
  'GSM : ',
  '\x1b[32mD\x1b[0m ',
];
const ENDS: readonly (readonly [string, string])[] = [
  ['', ''],
  ['', ''],
  ['"', '"'],
  ["'", "'"],
  ['[', ']'],
  ['', ' - 12'],
  ['', ' (#7)'],
  ['', '  '],
];
const SPELLINGS: readonly ((text: string) => string)[] = [escapes, named, pairs, python, quoted];

/** Choices of a dress that no tool is known to have. */
export interface Parts {
  readonly time: number;
  readonly component: number;
  readonly tags: number;
  readonly ends: number;
  /** -1: lines as they are. */
  readonly spelling: number;
}

export const PARTS = {
  time: TIMES.length,
  component: COMPONENTS.length,
  tags: TAGS.length,
  ends: ENDS.length,
  spelling: SPELLINGS.length,
};

/** A dress put together from parts. */
export function made({ time, component, tags, ends, spelling }: Parts): Dress {
  const stamp = (at: number): string => (TIMES[time] === undefined ? '' : `${TIMES[time](at)} `);
  const [tx = '', rx = ''] = TAGS[tags] ?? [];
  const [left = '', right = ''] = ENDS[ends] ?? [];
  const spell = SPELLINGS[spelling];
  const head = COMPONENTS[component] ?? '';
  const remark = (text: string, at: number): string => `${stamp(at)}${text}`;
  const line = (e: Entry): string => `${stamp(e.at)}${head}${side(e, tx, rx)}`;
  return spell === undefined
    ? lines('made of parts, lines', (e) => `${line(e)}${left}${e.text}${right}`, remark)
    : writes('made of parts, spelled', (e) => `${line(e)}${spell(e.text)}`, remark);
}

export const remarkAt = (n: number): string => REMARKS[n % REMARKS.length] ?? '';
