/** Logs of every container, damaged: the same bytes and messages however the log is cut, in bounded time and memory. */
import * as fc from 'fast-check';
import { transcript } from '../../../src/arbitraries.js';
import type { Message } from '../../../src/index.js';
import { readCases } from '../../capture/casebook.js';
import { LOSSY_WRITERS } from '../../capture/lossy-writers.js';
import { WRITERS } from '../../capture/writers.js';
import { printed } from '../compare.js';
import { type Document, document, type Vocabulary } from '../documents.js';
import { type Counted, counted } from '../subject.js';
import { type Finding, type Target, thrown, type Verdict } from '../target.js';
import { DocumentTarget } from './document-target.js';

export type CaptureModule = typeof import('../../../src/capture/index.js');

/** A dump of a few rows may stand for so many bytes more: `*`, and an offset far after. */
const MOST_BYTES = 17 * 1024 * 1024;
/** Events of streams are joined, and all are compared as text: not more of it than this. */
const COMPARED = 256 * 1024;

const WORDS = [
  '\n',
  '\r\n',
  '\r',
  '*\n',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '\\',
  '\\x0d',
  '\\r\\n',
  '\\u000d',
  '\\',
  '<CR>',
  '<0D>',
  '\t',
  ' ',
  ',',
  ':',
  ' -> ',
  ' <- ',
  '>> ',
  '<< ',
  'TX',
  'RX',
  'tx: ',
  'rx: ',
  '0x0D',
  '0D 0A ',
  '12:00:00.000',
  '[06:30:24.001] ',
  '{"at":"1","rx":"',
  '"}',
  '00000000',
  '00000010  ',
  '0000fff0  ',
  'ffffffff',
  '|',
  "b'",
  'name,type,start_time,duration,"data"\n',
  '\x1b[0m',
  '\x1b]0;',
  '\xef\xbb\xbf',
  '\xff\xfe',
  '\0',
  'I (123) ',
  '<inf> ',
  'OK',
  '+++',
  'AT',
  '1e999',
  '-1',
];

/** In how many pieces these come depends on the cuts. */
const STREAMS = new Set(['raw', 'terminal']);
/** Containers inside of others. */
const NESTED = ['json+hex', 'json+hexdump', 'stamped+escaped', 'stamped+visible', 'stamped+json+lines'];

function writtenLogs(seed: number, count: number): Document[] {
  const sessions = fc.sample(transcript(), { seed, numRuns: Math.ceil(count / 20) });
  return sessions.flatMap(({ steps }) => {
    const chunks = steps.map((step, i) => ({ ...step, at: i * 0.25 }));
    return [...WRITERS, ...LOSSY_WRITERS].map((writer) => document(writer.write(chunks), 'auto'));
  });
}

/** A reading: what came out, as text. */
interface Read {
  readonly lines: string[];
  readonly bytes: number;
}

class ContainersTarget extends DocumentTarget {
  readonly coverage;
  protected readonly limitMs = 1000;
  protected readonly vocabulary: Vocabulary;
  private readonly subject: CaptureModule;

  constructor({ subject, coverage }: Counted<CaptureModule>) {
    super();
    this.subject = subject;
    this.coverage = coverage;
    this.vocabulary = { words: WORDS, choices: ['auto', ...subject.CONTAINERS.map(({ name }) => name), ...NESTED] };
  }

  seeds(seed: number, count: number): readonly Document[] {
    const cases = readCases().map(({ log, asked }) => document(log, asked));
    return [...cases, ...writtenLogs(seed, count)].filter(({ bytes }) => bytes.length <= 4096);
  }

  protected fault(log: Document): Verdict {
    try {
      const whole = this.events(log, log.bytes.length);
      if (whole.bytes > MOST_BYTES + log.bytes.length)
        return { kind: 'more bytes than a log may stand for', detail: `${whole.bytes} of ${log.bytes.length}` };
      if (whole.bytes > COMPARED) return undefined;
      return this.cutFault(log, whole) ?? this.decodedFault(log);
    } catch (error) {
      return thrown(error, 'containers');
    }
  }

  private cutFault(log: Document, whole: Read): Finding | undefined {
    for (const cut of [1, 2 + (log.bytes.length % 61)]) {
      const found = otherLine('events', whole.lines, this.events(log, cut).lines);
      if (found) return found;
    }
    return undefined;
  }

  /** Stops counting, and writing down, where a log is worth more than it may be. */
  private events({ bytes, choice }: Document, cut: number): Read {
    const capture = this.subject.openContainer(choice, bytes);
    const isStream = STREAMS.has(capture.container);
    const lines: string[] = [];
    let count = 0;
    let stream = '';
    const reader = capture.reader(
      (event) => {
        count += event.bytes.length;
        if (count > MOST_BYTES + bytes.length) throw new TooMuch();
        if (count > COMPARED) return;
        const text = Buffer.from(event.bytes).toString('latin1');
        if (isStream) stream += text;
        else lines.push(`${event.direction} ${event.at} ${JSON.stringify(text)} ${event.lineEnd}`);
      },
      (remark) => lines.push(remark),
    );
    try {
      fed(reader, bytes, cut);
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
    }
    return { lines: [...lines, stream], bytes: count };
  }

  private decodedFault(log: Document): Finding | undefined {
    return otherLine('messages', this.messages(log, log.bytes.length), this.messages(log, 5));
  }

  /** Pieces of transparent mode stand for the lines they came in: how many there are is the log's. */
  private messages({ bytes, choice }: Document, cut: number): string[] {
    const lines: string[] = [];
    let end = 0;
    const onMessage = (message: Message, origin: { at?: string; offset: number; end: number }): void => {
      if (origin.offset < end || origin.end < origin.offset) throw new Error('messages are out of order');
      end = origin.end;
      if (message.type !== 'data') lines.push(`${origin.offset}..${origin.end} ${origin.at} ${printed(message)}`);
    };
    fed(this.subject.decodeCapture(this.subject.openContainer(choice, bytes), onMessage), bytes, cut);
    return lines;
  }
}

class TooMuch extends Error {}

/** A chunk belongs to the caller: it is spoiled once it was read. */
function fed(reader: { write(chunk: Uint8Array): void; end(): void }, bytes: Uint8Array, cut: number): void {
  for (let from = 0; from < bytes.length; from += cut) {
    const chunk = bytes.slice(from, from + cut);
    reader.write(chunk);
    chunk.fill(0x55);
  }
  reader.end();
}

function otherLine(what: string, whole: readonly string[], cut: readonly string[]): Finding | undefined {
  const at = whole.findIndex((line, i) => line !== cut[i]);
  if (at < 0 && whole.length === cut.length) return undefined;
  const [a, b] = at < 0 ? [undefined, cut[whole.length]] : [whole[at], cut[at]];
  return { kind: `other ${what} when cut`, detail: `${a} and ${b}` };
}

export const containers = (of: Counted<CaptureModule>): Target<Document> => new ContainersTarget(of);

export const containersTarget = async (): Promise<Target<Document>> =>
  containers(await counted<CaptureModule>("export * from './src/capture/index.js';"));
