/** The command line of `decode`, and of what is a way to decode. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CONTAINERS, TemplateError, templatesIn } from '../../capture/index.js';
import { decodeLogs } from '../each/each.js';
import { addFilters, addLimits } from '../filter/arguments.js';
import { addGrammarOption } from '../grammar/arguments.js';
import { type Context, type Notes, withNotes } from '../notes.js';
import { FORMATS } from '../output/format.js';
import { PAYLOADS } from '../output/payload.js';
import type { Followed } from '../streams/follow.js';
import { isContainer } from './container.js';
import { contradiction } from './contradictions.js';
import type { DecodeOptions } from './options.js';
import type { Range } from './range.js';

function container(name: string): string {
  if (!isContainer(name)) throw new InvalidArgumentError('There is no such container.');
  return name;
}

function template(text: string, texts: readonly string[] = []): string[] {
  try {
    templatesIn(text);
    return [...texts, text];
  } catch (error) {
    if (error instanceof TemplateError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

function followed(text: string): Followed {
  if (text === 'only') return text;
  if (!/^\d$/.test(text)) throw new InvalidArgumentError('It is a number, 0 to 9, or only.');
  return Number(text);
}

function baud(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It is a number, such as 115200.');
  return Number(text);
}

function range(text: string): Range {
  const [, from, to] = /^(\d{1,15}):(\d{0,15})$/.exec(text) ?? [];
  if (from === undefined)
    throw new InvalidArgumentError('It is two offsets, such as 0:1000000; without the second, up to the end.');
  return { from: Number(from), to: to === '' ? undefined : Number(to) };
}

function count(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('It is a number, 1 to 999.');
  return Number(text);
}

const CONTAINER_LIST = CONTAINERS.map(({ name, says }) => `  ${name.padEnd(14)} ${says}`).join('\n');

const DECODE_NOTES: Notes = {
  text: `ndjson is one JSON object a message: offset, at and direction where the log has them, kind, type, its fields.
csv has the same columns for every message; fields that have none are in the last, as a JSON object. In its text a
control character is written \\r, \\n or \\xHH and a backslash twice, and a cell that a spreadsheet would take for a formula
begins with an apostrophe; --payload hex has neither. What the host has sent, where the log tells, stands among the messages as kind and type "sent".

A command line has "commands": it was sent, or, where the log does not tell that, echoed. Data is none. What it is
answered with has "answerTo": the command's type and form, the seconds since it where the log has times, the limit that
the manual sets, and "more" if a late result is still to come (CONNECT OK after OK). Where the host has written another
line meanwhile, it has given the first one up: that has no result.

What stands around the text in the lines of a log is learned from the log: --explain shows it, each kind of line with
its template. A template for --line has <text>, or <sent> or <received>, and in front of it and behind it what stands
there, with <time>, <number> and <dir:out=...,in=...> in the place of what varies.

Filters are all to be met, one of the values of each; stderr says in a sentence what is shown. A time for --since and
--until is spelled as in the log (10:05, 2026-03-04T10:05:00, Mar  4 10:05:00), +90s is so long after the log begins (ms, s, m,
h, d), and a number is an offset in the stream of the module's bytes, as the first column shows it.

ndjson, csv and pretty of one file of raw bytes are written by several threads (--jobs), each of a part; a log with anything
around its lines, a packed file, a pipe, and messages that are filtered or coloured are the work of one. --range reads a part of
such a file, from a line end on and into the next part, until a reading that begins there would hold the same: stderr says
where as {"begin":…,"end":…,"size":…}. Of the parts of a file, messages hold from where the part before ends.

With --stats and --why, several files are several logs: each is told by itself, and --stats counts all of them too. Otherwise
they are the parts of one, in their order, as with --join.

Files that are packed (gzip, zstd) or in UTF-16 are read as what they hold. pcapng is a file for Wireshark, which
examples/sim800.lua shows the messages of. With --merge each message names its file, and times with a zone are compared as such.
parquet (npm install hyparquet-writer) is a table for SQL: a row a message, with log, line, offset, at, direction, kind, type,
connection, the command that it holds or answers, seconds, length, bytes, and fields, which is a JSON object of the rest. --tables writes a
table a type, with a column a field: csq.parquet has rssi and ber.

Containers, joined by + where one is inside of the other (json+lines):
${CONTAINER_LIST}`,
  examples: [
    'sim800 decode session.bin',
    `sim800 decode --format ndjson session.bin | jq 'select(.kind == "urc")'`,
    'sim800 decode --only urc --only send-ok monitor.log',
    'sim800 decode --connection 2 --since 10:05 --until 10:30 monitor.log',
    'sim800 decode --around closed --context 5 monitor.log',
    'sim800 decode --explain monitor.log',
    `sim800 decode --line '[<time>] <dir:out=-->,in=<--> <text>' driver.log`,
    'sim800 decode --format ndjson --jobs 4 year.bin',
    'sim800 decode --format ndjson --range 0:1000000000 year.bin',
    'sim800 decode --stats --progress year.log',
    'sim800 decode --stats --format csv monitor.log > counts.csv',
    'sim800 decode --follow-stream 0 monitor.log',
    'sim800 decode --extract streams monitor.log',
    'sim800 decode --timeline monitor.html monitor.log',
    'sim800 decode --merge driver.log.gz modem.log',
    'sim800 decode --format pcapng monitor.log > monitor.pcapng',
    'sim800 decode --format parquet monitor.log > monitor.parquet',
    'sim800 decode --tables tables monitor.log',
    'sim800 decode --grammar my-forms.at --only my-form monitor.log',
    'sim800 decode --protocol build/protocol.js --stats monitor.log',
    'sim800 decode --port /dev/ttyUSB0 --baud 115200',
    'cat /dev/ttyUSB0 | sim800 decode',
  ],
};

export function addDecode(program: Command, { io, done }: Context): void {
  const decode = program
    .command('decode')
    .description('print the messages in a log, one a line')
    .argument('[files...]', 'the log, or its parts in their order; packed or not; - or nothing: standard input')
    .addOption(new Option('-f, --format <name>', 'how to print them').choices(FORMATS).default('pretty'))
    .addOption(new Option('--payload <how>', 'how to print bytes; text is latin1').choices(PAYLOADS).default('text'))
    .option('--brief', 'a command, its answers and the seconds it took in one line')
    .option('--hex', 'show the bytes below each message')
    .option('--wide', 'do not wrap lines at the edge of the terminal')
    .option('--container <name>', 'what the log is wrapped in; auto: recognise it', container, 'auto')
    .option(
      '--stats',
      'count instead: by type, connection, opening and command, what was not recognised or late, the longest silence, the course in time',
    )
    .option('--why', 'tell instead what went wrong, as sim800 why does')
    .option(
      '--follow-stream <number>',
      'show instead what this connection has sent and received; only: it has no number',
      followed,
    )
    .option('--extract <dir>', 'write instead what each connection has sent and received to files there')
    .option(
      '--timeline <html>',
      'write instead a page with lanes of connections and commands, events and the signal in time',
    )
    .option('--tables <dir>', 'write instead a Parquet table for each type of message to files there')
    .option('--merge', 'the files are several logs: their messages in the order of their times')
    .option('--join', 'with --stats and --why: the files are the parts of one log; without it, logs of their own')
    .option('--resync', 'for logs with damage: re-read a payload that has swallowed whole lines')
    .option('--explain', 'print instead what the lines of the log were found to be made of, and which are left out')
    .option('--line <template>', 'say it yourself: "<time> [<dir:out=TX,in=RX>] <text>"; may be repeated', template)
    .option('--strict', 'end with 3 if anything was not recognised, or a line was left out')
    .option('--progress', 'a bar on stderr; without it only on a terminal, and only after a second')
    .option(
      '--jobs <number>',
      'so many threads read a large file of raw bytes whose messages are all printed; without it, one a processor; the output is the same',
      count,
    )
    .option(
      '--range <from:to>',
      'a part of one file of raw bytes, in offsets; its seams are said as JSON on stderr',
      range,
    )
    .option('--follow', 'go on reading as the file grows, until Ctrl-C')
    .option('--port <path>', 'listen to a serial port, until Ctrl-C (npm install serialport)')
    .option('--baud <rate>', 'its speed', baud, 115200)
    .action(async (files: string[], options: DecodeOptions) => {
      const why = contradiction(options, files, (option) => decode.getOptionValueSource(option) === 'cli');
      if (why !== undefined) decode.error(`error: ${why}`, { exitCode: 2 });
      done(await decodeLogs(files, options, io));
    });
  addGrammarOption(addFilters(addLimits(decode)));
  withNotes(decode, DECODE_NOTES);
}

const WHY_NOTES: Notes = {
  text: `A story for each connection that ended or could not be opened, and for what went wrong without one: what was before it,
in the order of the log, each statement with its time, its line in the log (else its offset in the stream) and what the
module said there. All is taken from messages; what is guessed is said to be. ndjson is one JSON object a story, csv a row a
statement, which is before the end, the end or after it. Of several files each is told by itself, and named.`,
  examples: [
    'sim800 why monitor.log',
    'sim800 why logs/*.log',
    'sim800 why --join monitor.log.1 monitor.log',
    'sim800 why --format ndjson session.bin | jq .headline',
  ],
};

/** `sim800 why`: what decode --why is. */
export function addWhy(program: Command, { io, done }: Context): void {
  const why = program
    .command('why')
    .description('tell what went wrong in a log: which connections ended, by whom, and the signs before')
    .argument('[files...]', 'logs, each told by itself; packed or not; - or nothing: standard input')
    .addOption(
      new Option('-f, --format <name>', 'how to tell it').choices(['pretty', 'ndjson', 'csv']).default('pretty'),
    )
    .option('--container <name>', 'what the log is wrapped in; auto: recognise it', container, 'auto')
    .option('--join', 'the files are the parts of one log, in their order')
    .option('--resync', 'for logs with damage: re-read a payload that has swallowed whole lines')
    .option('--line <template>', 'what the lines of the log are made of; may be repeated', template)
    .option('--progress', 'a bar on stderr; without it only on a terminal, and only after a second')
    .action(async (files: string[], options: Omit<DecodeOptions, 'payload' | 'baud' | 'context'>) => {
      const told: DecodeOptions = { ...options, why: true, payload: 'text', baud: 0, context: 0 };
      const refused = contradiction(told, files, () => false);
      if (refused !== undefined) why.error(`error: ${refused}`, { exitCode: 2 });
      done(await decodeLogs(files, told, io));
    });
  addGrammarOption(addLimits(why));
  withNotes(why, WHY_NOTES);
}
