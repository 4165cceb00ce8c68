import { Command, InvalidArgumentError, Option } from 'commander';
import { CONTAINERS, TemplateError, templatesIn } from '../capture/index.js';
import { type CompileChoice, check, compileInto } from './compile.js';
import { isContainer } from './decode/container.js';
import { type DecodeOptions, decodeLog } from './decode/decode.js';
import { isKindOrType } from './decode/only.js';
import { type EncodeOptions, encodeFile } from './encode/encode.js';
import type { Io } from './io.js';
import { FORMATS } from './output/format.js';
import { printableLines } from './output/harmless.js';
import { PAYLOADS, READABLE } from './output/payload.js';

export interface Context {
  readonly io: Io;
  /** Called with the exit code. */
  readonly done: (code: number) => void;
}

/** What follows the options; the reference is made of the same texts. */
export interface Notes {
  readonly text?: string;
  readonly examples: readonly string[];
}

const NOTES = new WeakMap<Command, Notes>();

export const notesOf = (command: Command): Notes | undefined => NOTES.get(command);

function withNotes(command: Command, notes: Notes): Command {
  NOTES.set(command, notes);
  const text = notes.text === undefined ? '' : `\n${notes.text}\n`;
  return command.addHelpText('after', `${text}\nExamples:\n${notes.examples.map((line) => `  ${line}`).join('\n')}`);
}

export const EXIT_CODES: readonly (readonly [code: number, means: string])[] = [
  [0, 'read, or written'],
  [1, 'could not be read or written'],
  [2, 'usage error'],
  [3, '--strict, and something was not recognised, or left out'],
];

function kindOrType(name: string, names: readonly string[] = []): string[] {
  if (!isKindOrType(name)) throw new InvalidArgumentError('There is no such kind or type.');
  return [...names, name];
}

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

function baud(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It is a number, such as 115200.');
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

Containers, joined by + where one is inside of the other (json+lines):
${CONTAINER_LIST}`,
  examples: [
    'sim800 decode session.bin',
    `sim800 decode --format ndjson session.bin | jq 'select(.kind == "urc")'`,
    'sim800 decode --only urc --only send-ok monitor.log',
    'sim800 decode --explain monitor.log',
    `sim800 decode --line '[<time>] <dir:out=-->,in=<--> <text>' driver.log`,
    'sim800 decode --stats --progress year.log',
    'sim800 decode --port /dev/ttyUSB0 --baud 115200',
    'cat /dev/ttyUSB0 | sim800 decode',
  ],
};

function addDecode(program: Command, { io, done }: Context): void {
  const decode = program
    .command('decode')
    .description('print the messages in a log, one a line')
    .argument('[file]', 'the log; - or nothing: standard input', '-')
    .addOption(new Option('-f, --format <name>', 'how to print them').choices(FORMATS).default('pretty'))
    .option('--only <kind|type>', 'only these messages; may be repeated', kindOrType)
    .addOption(new Option('--payload <how>', 'how to print bytes; text is latin1').choices(PAYLOADS).default('text'))
    .option('--container <name>', 'what the log is wrapped in; auto: recognise it', container, 'auto')
    .option(
      '--stats',
      'count instead: by type, connection and command, what was not recognised or late, the longest silence',
    )
    .option('--resync', 'for logs with damage: re-read a payload that has swallowed whole lines')
    .option('--explain', 'print instead what the lines of the log were found to be made of, and which are left out')
    .option('--line <template>', 'say it yourself: "<time> [<dir:out=TX,in=RX>] <text>"; may be repeated', template)
    .option('--strict', 'end with 3 if anything was not recognised, or a line was left out')
    .option('--progress', 'a bar on stderr; without it only on a terminal, and only after a second')
    .option('--follow', 'go on reading as the file grows, until Ctrl-C')
    .option('--port <path>', 'listen to a serial port, until Ctrl-C (npm install serialport)')
    .option('--baud <rate>', 'its speed', baud, 115200)
    .action(async (file: string, options: DecodeOptions) => {
      refuseContradictions(decode, file, options);
      done(await decodeLog(file, options, io));
    });
  withNotes(decode, DECODE_NOTES);
}

/** What commander cannot tell by itself. */
function refuseContradictions(decode: Command, file: string, options: DecodeOptions): void {
  const { format, stats, resync, follow, port, explain, line, container: asked } = options;
  const refuse = (why: string): never => decode.error(`error: ${why}`, { exitCode: 2 });
  if (stats && format === 'csv') refuse('--stats has no csv: pretty or ndjson');
  if (resync && (follow || port !== undefined)) refuse('--resync is for logs that are whole: not --follow, not --port');
  if (explain && (stats || options.only)) refuse('--explain prints no messages: not --stats, not --only');
  if (line && asked !== 'auto') refuse('either --line or --container');
  if ((line || explain) && port !== undefined) refuse('a serial port has no lines of a log: not --line, not --explain');
  if (port !== undefined && file !== '-') refuse('either a file or --port');
  if (port !== undefined && asked !== 'auto' && asked !== 'raw') refuse('a serial port has no container');
  if (port === undefined && decode.getOptionValueSource('baud') === 'cli') refuse('--baud is for --port');
}

const ENCODE_NOTES: Notes = {
  text: `Bytes are in the fields payload and bytes, spelled as --payload of decode has spelled them. Lines of what the
host has sent are left out. A message that would not be read back as itself is named, by its line; the exit code is 1.`,
  examples: [
    'sim800 decode --format ndjson session.bin | sim800 encode > again.bin',
    `echo '{"type":"receive","connection":1,"length":2,"payload":"hi"}' | sim800 encode`,
  ],
};

function addEncode(program: Command, { io, done }: Context): void {
  const encode = program
    .command('encode')
    .description('write the wire bytes of messages that decode has printed as ndjson')
    .argument('[file]', 'the ndjson; - or nothing: standard input', '-')
    .addOption(new Option('--payload <how>', 'how bytes are spelled').choices(READABLE).default('text'))
    .action(async (file: string, options: EncodeOptions) => done(await encodeFile(file, options, io)));
  withNotes(encode, ENCODE_NOTES);
}

function refuseStrict(compile: Command, { target, strict }: CompileChoice): void {
  if (target === 'typescript' && strict)
    compile.error('error: --strict is for --target c99 and program', { exitCode: 2 });
}

function addGrammar(program: Command, { io, done }: Context): void {
  const compile = program
    .command('compile')
    .description('make TypeScript of a grammar: tokenizer, message types, serializer; or tables for firmware in C')
    .argument('<grammar...>', 'grammar files (*.at)')
    .requiredOption('-o, --out <dir>', 'where to write the files')
    .addOption(
      new Option('--target <target>', 'what to make').choices(['typescript', 'c99', 'program']).default('typescript'),
    )
    .option('--forms <names>', 'only these forms, by name, with commas between: ok,error,cip*')
    .option('--without <names>', 'all forms but these')
    .option('--strict', 'for c99 and program: only the spellings that manuals print')
    .action(async (files: string[], choice: CompileChoice) => {
      refuseStrict(compile, choice);
      done(await compileInto(files, choice, io));
    });
  withNotes(compile, {
    text: `c99: files for the engine in the package's folder c; see c/README.md. program: one file, sim800.program, which
docs/program.md describes. For these two, a chapter (tcpip, the name of a file) stands for its forms.`,
    examples: [
      'sim800 compile node_modules/sim800-protocol/grammar/*.at my-forms.at --out generated',
      'sim800 compile node_modules/sim800-protocol/grammar/*.at --forms ok,error,connect-*,receive --out generated',
      'sim800 compile grammar/*.at --target c99 --forms tcpip,received,ok,error,prompt,echo --out firmware/sim800',
    ],
  });
  const checking = program
    .command('check')
    .description('say what is wrong with a grammar, each finding with file, line and column')
    .argument('<grammar...>', 'grammar files (*.at)')
    .action(async (files: string[]) => done(await check(files, io)));
  withNotes(checking, { examples: ['sim800 check node_modules/sim800-protocol/grammar/*.at my-forms.at'] });
}

/** The command line. */
export function buildProgram(version: string, context: Context): Command {
  const { stdout, stderr } = context.io;
  const program = new Command('sim800')
    .description('Read what a SIM800 modem sends: tells results, events and received data apart.')
    .version(version)
    .showHelpAfterError('(sim800 --help shows how to use it)')
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(printableLines(text)) })
    .exitOverride();
  withNotes(program, {
    text: `Exit codes: ${EXIT_CODES.map(([code, means]) => `${code} ${means}`).join('; ')}.`,
    examples: [
      'sim800 decode session.bin',
      `sim800 decode --format ndjson session.bin | jq 'select(.kind == "urc")'`,
      'sim800 decode --stats monitor.log',
      'sim800 decode --format ndjson session.bin | sim800 encode > again.bin',
      'sim800 check my-forms.at',
    ],
  });
  addDecode(program, context);
  addEncode(program, context);
  addGrammar(program, context);
  return program;
}
