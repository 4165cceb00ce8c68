import { CsvError } from 'csv-parse';
import { EncodeError } from '../../index.js';
import { type Input, openInput } from '../decode/input.js';
import { Unreadable } from '../fault.js';
import { type Io, remark } from '../io.js';
import { isClosed, print } from '../output/output.js';
import { type EncodeOptions, type Fields, messageBytes, messageOf } from './line.js';
import { printedMessages } from './printed.js';
import { ReadBack } from './read-back.js';

/** So much is written at once. */
const BLOCK = 64 * 1024;

/** The wire bytes of messages, each proved to be read back as itself in its place. */
class Encoding {
  private readonly options: EncodeOptions;
  private readonly readBack: ReadBack;
  private parts: Uint8Array[] = [];
  private size = 0;
  line = 0;
  sent = 0;

  constructor(options: EncodeOptions, readBack: ReadBack) {
    this.options = options;
    this.readBack = readBack;
  }

  take(printed: Fields): void {
    this.write(messageOf(printed, this.options));
  }

  get isFull(): boolean {
    return this.size >= BLOCK;
  }

  block(): Uint8Array {
    const bytes = Buffer.concat(this.parts);
    this.parts = [];
    this.size = 0;
    return bytes;
  }

  private write(fields: Fields): void {
    if (fields.direction === 'tx') {
      this.sent++;
      if (fields.bytes instanceof Uint8Array) this.readBack.sent(fields.bytes);
      return;
    }
    const bytes = messageBytes(fields);
    this.readBack.add(fields, bytes, this.line);
    this.parts.push(bytes);
    this.size += bytes.length;
  }
}

/** The same error as one of the input, where it is one. */
function atLine(error: unknown, name: string, line: number): unknown {
  const isInput = error instanceof EncodeError || error instanceof SyntaxError || error instanceof CsvError;
  return isInput ? new Unreadable(`${name}:${line}: ${error.message}`) : error;
}

async function encodeAll(input: Input, options: EncodeOptions, encoding: Encoding, { stdout }: Io): Promise<void> {
  const onLine = (line: number): void => {
    encoding.line = line;
  };
  try {
    for await (const printed of printedMessages(input.chunks, options, onLine)) {
      encoding.take(printed);
      if (encoding.isFull) await print(stdout, encoding.block());
      if (isClosed(stdout)) return;
    }
  } catch (error) {
    throw atLine(error, input.name, encoding.line);
  } finally {
    await print(stdout, encoding.block());
  }
}

const leftOut = (lines: number): string =>
  `${lines} ${lines === 1 ? 'line of what the host has sent is' : 'lines of what the host has sent are'} left out`;

/** Writes the wire bytes of ndjson or csv: what `decode` makes of them in that format are the same messages. */
export async function encodeFile(file: string, options: EncodeOptions, io: Io): Promise<number> {
  const input = await openInput(file, { baud: 0 }, io, new AbortController().signal);
  const readBack = new ReadBack();
  const encoding = new Encoding(options, readBack);
  await encodeAll(input, options, encoding, io);
  if (encoding.sent > 0) remark(io, leftOut(encoding.sent));
  const difference = readBack.end();
  if (difference === undefined) return 0;
  remark(io, `${input.name}:${difference.line}: ${difference.says}`);
  return 1;
}
