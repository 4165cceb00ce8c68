/** `sim800 decode` on anybody's bytes, in all formats: text, and nothing that steers a terminal or breaks a reader of it. */
import { readCases } from '../../capture/casebook.js';
import { type CommandLine, ran, STEERING } from '../command-line.js';
import { type Document, document, type Vocabulary } from '../documents.js';
import { receivedBytes, size } from '../program.js';
import { seeds } from '../seeds.js';
import { type Counted, counted } from '../subject.js';
import { type Finding, type Target, thrown, type Verdict } from '../target.js';
import { COMMANDS, HEADERS, LINES } from '../words.js';
import { DocumentTarget } from './document-target.js';

const CHOICES = [
  '-f pretty',
  '-f ndjson',
  '-f csv',
  '-f ndjson --payload hex',
  '-f csv --payload base64',
  '-f pretty --payload none',
  '--stats',
  '--stats -f ndjson',
  '-f ndjson --resync',
  '-f pretty --container raw',
  '-f csv --container terminal',
];

const HOSTILE = [
  '\x1b]0;x\x07',
  '\x1b[2J',
  '\x9b2J',
  '\x7f',
  '\x85',
  '\r',
  '\x08',
  '\0',
  '"',
  '=1+1',
  '-1',
  '\\',
  ',',
  '\xff',
];
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** How much longer than its input an output may be: `\u00HH` for a byte, and a message for each of the shortest lines. */
const MOST_TIMES = 400;
const ONE_MESSAGE = 20_000;
/** Columns of the CSV, the last of which is JSON. */
const COLUMNS = 9;

function notJson(lines: readonly string[]): Finding | undefined {
  for (const line of lines) {
    try {
      JSON.parse(line);
    } catch (error) {
      return { kind: 'ndjson that is none', detail: `${(error as Error).message}: ${line}` };
    }
  }
  return undefined;
}

function notCsv(lines: readonly string[]): Finding | undefined {
  const cell = `(?:"(?:[^"]|"")*"|[^",]*)`;
  const row = new RegExp(`^${cell}(?:,${cell}){${COLUMNS - 1}}$`);
  const odd = lines.find((line) => !row.test(line));
  return odd === undefined ? undefined : { kind: 'csv that is none', detail: odd };
}

function outputFault(choice: string, text: string): Finding | undefined {
  const lines = text.split('\n').slice(0, -1);
  if (text !== '' && !text.endsWith('\n')) return { kind: 'a line without an end', detail: text.slice(-200) };
  if (choice.includes('ndjson')) return notJson(lines);
  return choice.includes('csv') ? notCsv(lines) : undefined;
}

class CliTarget extends DocumentTarget {
  readonly coverage;
  protected readonly limitMs = 1000;
  protected readonly vocabulary: Vocabulary = {
    choices: CHOICES,
    words: [...HOSTILE, ...[...HEADERS, ...LINES, ...COMMANDS].map(latin1)],
  };
  private readonly commandLine: CommandLine;

  constructor({ subject, coverage }: Counted<CommandLine>) {
    super();
    this.commandLine = subject;
    this.coverage = coverage;
  }

  seeds(seed: number, count: number): readonly Document[] {
    const streams = seeds(seed, Math.ceil(count / 6)).filter((one) => size(one) <= 2048);
    const texts = [...streams.map(receivedBytes), ...readCases().map(({ log }) => log)];
    return texts.map((bytes, i) => document(bytes, CHOICES[i % CHOICES.length] as string));
  }

  protected async fault({ bytes, choice }: Document): Promise<Verdict> {
    try {
      const { code, stdout, stderr } = await ran(this.commandLine, ['decode', ...choice.split(' ')], bytes);
      const text = stdout.toString('utf8');
      if (code !== 0) return { kind: 'another exit code', detail: `${code}: ${stderr}` };
      if (STEERING.test(text)) return { kind: 'stdout steers a terminal', detail: JSON.stringify(text) };
      if (STEERING.test(stderr)) return { kind: 'stderr steers a terminal', detail: JSON.stringify(stderr) };
      if (text.length > MOST_TIMES * bytes.length + ONE_MESSAGE)
        return { kind: 'far more output than input', detail: `${text.length} of ${bytes.length}` };
      return outputFault(choice, text);
    } catch (error) {
      return thrown(error, 'decode');
    }
  }
}

export const cli = (of: Counted<CommandLine>): Target<Document> => new CliTarget(of);

export const countedCommandLine = (): Promise<Counted<CommandLine>> => counted("export * from './src/cli/main.js';");

export const cliTarget = async (): Promise<Target<Document>> => cli(await countedCommandLine());
