/** `sim800 encode` on ndjson of any kind: refused in words, or bytes that decode to the same messages. */
import { type CommandLine, ran, STEERING } from '../command-line.js';
import { printed } from '../compare.js';
import { type Document, document, type Vocabulary } from '../documents.js';
import { receivedBytes, size } from '../program.js';
import { seeds } from '../seeds.js';
import { type Counted, counted } from '../subject.js';
import { type Finding, type Target, thrown, type Verdict } from '../target.js';
import { DocumentTarget } from './document-target.js';

type Fields = Readonly<Record<string, unknown>>;
export type EncodingModule = CommandLine & Pick<typeof import('../../../src/index.js'), 'decode'>;

const CHOICES = ['text', 'hex', 'base64'];

const WORDS = [
  'null',
  '-0',
  '-1',
  '1e999',
  '1e21',
  '1.5',
  '4294967296',
  '"OK"',
  '""',
  '[]',
  '{}',
  'true',
  '"\\u0000"',
  '"\\r\\nOK\\r\\n"',
  '"\\u001a"',
  '"\\ud800"',
  '"é"',
  '"\\u0100"',
  ',"length":5',
  ',"truncated":true',
  ',"payload":"a"',
  ',"kind":"urc"',
  ',"kind":"nonsense"',
  ',"__proto__":{}',
  ',"constructor":1',
  ',"type":"toString"',
  '"type":"ok"',
  '"type":"receive"',
  '"type":"data"',
  '"type":"echo"',
  '"type":"unrecognized"',
  '"type":"prompt"',
  ',"bytes":"AT"',
  ',"bytes":"\\r\\n"',
  ',"direction":"tx"',
  ',"direction":"rx"',
  ',"offset":-1',
  ',"answerTo":{}',
  ',"commands":[]',
  '{',
  '}',
  '"',
  ':',
  ',',
  '\\',
  '\n',
  '\r\n',
  '\xef\xbb\xbf',
];

/** What is said beside the form, by who reads a log. */
const BESIDE = new Set(['kind', 'offset', 'at', 'direction', 'commands', 'answerTo']);

/** Messages as lines of sorted fields; neighbouring data in one, for its pieces are the chunks'. */
function asLines(messages: readonly Fields[]): string[] {
  const lines: string[] = [];
  let data = '';
  const close = (): void => {
    if (data !== '') lines.push(`data ${JSON.stringify(data)}`);
    data = '';
  };
  for (const message of messages) {
    if (message.type === 'data' && typeof message.bytes === 'string') data += message.bytes;
    else {
      close();
      const fields = Object.entries(message).filter(([name]) => !BESIDE.has(name));
      lines.push(JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
    }
  }
  close();
  return lines;
}

const objects = (ndjson: string): Fields[] =>
  ndjson
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Fields);

class EncodeTarget extends DocumentTarget {
  readonly coverage;
  protected readonly limitMs = 1000;
  protected readonly vocabulary: Vocabulary = { choices: CHOICES, words: WORDS };
  private readonly module: EncodingModule;

  constructor({ subject, coverage }: Counted<EncodingModule>) {
    super();
    this.module = subject;
    this.coverage = coverage;
  }

  seeds(seed: number, count: number): readonly Document[] {
    const streams = seeds(seed, Math.ceil(count / 6)).filter((one) => size(one) <= 1024);
    return streams.map((one) => {
      const messages = this.module.decode(receivedBytes(one));
      return document(messages.map((message) => `${printed(message)}\n`).join(''), 'text');
    });
  }

  protected async fault({ bytes, choice }: Document): Promise<Verdict> {
    try {
      const { code, stdout, stderr } = await ran(this.module, ['encode', '--payload', choice], bytes);
      if (STEERING.test(stderr)) return { kind: 'stderr steers a terminal', detail: JSON.stringify(stderr) };
      if (code === 1 && /^sim800: .+:\d+: /m.test(stderr)) return undefined;
      if (code !== 0) return { kind: 'another exit code, or no line named', detail: `${code}: ${stderr}` };
      return await this.readBackFault({ bytes, choice }, stdout);
    } catch (error) {
      return thrown(error, 'encode');
    }
  }

  /** What the host has sent decides as well how bytes are read: such input is not read back here. */
  private async readBackFault({ bytes, choice }: Document, wire: Uint8Array): Promise<Finding | undefined> {
    const written = objects(Buffer.from(bytes).toString('utf8'));
    if (written.some(({ direction }) => direction === 'tx')) return undefined;
    const args = ['decode', '-f', 'ndjson', '--container', 'raw', '--payload', choice];
    const { stdout } = await ran(this.module, args, wire);
    const [was, is] = [written, objects(stdout.toString('utf8'))].map(spelledAlike(choice)).map(asLines);
    if (JSON.stringify(was) === JSON.stringify(is)) return undefined;
    return { kind: 'exit code 0, and read back otherwise', detail: `${was?.join('\n')}\nand\n${is?.join('\n')}` };
  }
}

/** Hex in large letters spells the same bytes. */
const spelledAlike =
  (choice: string) =>
  (messages: Fields[]): Fields[] =>
    messages.map((message) => {
      const bytes = ['payload', 'bytes'].flatMap((name) => {
        const text = message[name];
        return typeof text === 'string' && choice === 'hex' ? [[name, text.toLowerCase()]] : [];
      });
      return { ...message, ...Object.fromEntries(bytes) };
    });

export const encodeOf = (of: Counted<EncodingModule>): Target<Document> => new EncodeTarget(of);

export const countedEncoding = (): Promise<Counted<EncodingModule>> =>
  counted("export * from './src/cli/main.js'; export { decode } from './src/index.js';");

export const encodeTarget = async (): Promise<Target<Document>> => encodeOf(await countedEncoding());
