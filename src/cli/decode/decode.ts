import type { Capture } from '../../capture/index.js';
import { unpacked } from '../input/unpacked.js';
import { type Io, isTerminal, remark } from '../io.js';
import { useColour } from '../output/colour.js';
import type { Sink } from '../output/format.js';
import { isClosed } from '../output/output.js';
import { Account } from './account.js';
import { type Contained, openLog, remarksOn } from './container.js';
import { entriesOf, type ReadOptions, readEntries } from './entries.js';
import { explanation } from './explain.js';
import { type Input, openInput } from './input.js';
import { merged } from './merge.js';
import type { DecodeOptions } from './options.js';
import { type Output, outputFor, shownOf } from './printed.js';
import { type Progress, progress } from './progress.js';
import { openRange } from './range.js';
import { printStream } from './stream.js';

/** What is read, and what is found out on the way. */
interface Reading {
  readonly contained: Contained;
  readonly how: ReadOptions;
  readonly account: Account;
  /** Of a log that is explained. */
  readonly capture: Capture;
}

/** What a file holds, packed or not; a line that is listened to is not. */
const contents = (input: Input, { port, follow }: DecodeOptions, io: Io): Input['chunks'] =>
  port !== undefined || follow || input.base !== undefined
    ? input.chunks
    : unpacked(input.chunks, (text) => remark(io, `${input.name}: ${text}`));

async function* oneAfterTheOther(parts: readonly Input['chunks'][]): Input['chunks'] {
  for (const part of parts) yield* part;
}

async function read(chunks: Input['chunks'], options: DecodeOptions, io: Io, base = 0, prefix = ''): Promise<Reading> {
  const name = options.port === undefined && options.range === undefined ? options.container : 'raw';
  const contained: Contained = await openLog(chunks, name, options.line);
  for (const text of remarksOn(contained.capture)) remark(io, `${prefix}${text}`);
  const account = new Account();
  const how: ReadOptions = {
    resync: options.resync,
    withBytes: options.hex === true || options.format === 'pcapng',
    onRemark: (text) => remark(io, `${prefix}${text}`),
    onLine: account.onLine,
    base,
  };
  return { contained, how, account, capture: contained.capture };
}

/** Several files are one log, in the order they are named, or with `--merge` several logs. */
async function readAll(
  inputs: readonly Input[],
  options: DecodeOptions,
  io: Io,
  prefix: string,
): Promise<readonly Reading[]> {
  if (!options.merge) {
    const chunks = oneAfterTheOther(inputs.map((input) => contents(input, options, io)));
    return [await read(chunks, options, io, inputs[0]?.base, prefix)];
  }
  const readings: Reading[] = [];
  for (const input of inputs)
    readings.push(await read(contents(input, options, io), options, io, 0, `${input.name}: `));
  return readings;
}

/** Gives the output all entries, and yields now and then, when it is to print them. */
async function* passed(
  readings: readonly Reading[],
  inputs: readonly Input[],
  output: Output,
  io: Io,
): AsyncGenerator<unknown> {
  const [first] = readings;
  if (first !== undefined && readings.length === 1) {
    yield* readEntries(first.contained, first.how, (entry) => output.take(entry));
    return;
  }
  const sources = readings.map(({ contained, how }, i) => ({
    name: inputs[i]?.name ?? '',
    batches: entriesOf(contained, how),
  }));
  for await (const batch of merged(sources, (text) => remark(io, text))) {
    for (const entry of batch) output.take(entry);
    yield;
  }
}

/** The bytes of the logs, through the decoder to the output. Answers how many lines were left out. */
async function readThrough(
  inputs: readonly Input[],
  output: Output,
  options: DecodeOptions,
  io: Io,
  bar: Progress,
  prefix = '',
): Promise<number> {
  const readings = await readAll(inputs, options, io, prefix);
  const [first] = readings;
  if (first !== undefined && readings.length === 1) {
    // What is before all lines.
    await output.drain();
    const unrecognized = await printStream(first.contained, inputs, options, io, (bytes) => bar.add(bytes));
    if (unrecognized !== undefined) {
      output.unrecognized = unrecognized;
      return 0;
    }
  }
  const shown = shownOf(output.filter, options);
  if (shown !== undefined) remark(io, shown);
  for await (const _ of passed(readings, inputs, output, io)) {
    await output.drain();
    if (isClosed(io.stdout)) break;
  }
  for (const { account, capture } of readings) {
    if (options.explain) output.add(explanation(capture, account, useColour(io.stdout, io.env)));
    const summary = account.summary();
    if (summary !== undefined) remark(io, `${prefix}${summary}`);
  }
  const last = output.filter.remark();
  if (last !== undefined) remark(io, last);
  return readings.reduce((sum, { account }) => sum + account.left, 0);
}

/** The same chunks, with a bar that moves as they are taken. */
async function* measured(chunks: Input['chunks'], bar: Progress): Input['chunks'] {
  for await (const chunk of chunks) {
    bar.add(chunk.length);
    yield chunk;
  }
}

function barFor(inputs: readonly Input[], options: DecodeOptions, { stdout, stderr }: Io): Progress {
  const amongText = isTerminal(stdout) && !options.stats && !options.why;
  const sizes = inputs.map(({ size }) => size);
  const total = sizes.includes(undefined) ? undefined : sizes.reduce((sum: number, size) => sum + (size ?? 0), 0);
  return progress(stderr, { total, requested: options.progress === true, amongText });
}

/** Ctrl-C ends what has no end of its own; otherwise it ends the program, as always. */
function endSignal({ follow, port }: DecodeOptions): AbortSignal {
  const controller = new AbortController();
  if (follow || port !== undefined) process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

/** One of several logs: what is made of it, and what is before remarks on it. */
export interface Told {
  readonly sink: Sink;
  readonly prefix: string;
}

/** Decodes a log in one file or in several, standard input or a serial port to standard output; holds no more of either than a chunk. */
export async function decodeLog(
  files: readonly string[],
  options: DecodeOptions,
  io: Io,
  told?: Told,
): Promise<number> {
  const signal = endSignal(options);
  const range = options.range && openRange(files[0] as string, options.range);
  const inputs: Input[] = range ? [range.input] : [];
  if (!range)
    for (const file of files.length === 0 ? ['-'] : files) inputs.push(await openInput(file, options, io, signal));
  const output = await outputFor(io, options, inputs.map(({ name }) => name).join(', '), told?.sink);
  const bar = barFor(inputs, options, io);
  const counted = inputs.map((input) => ({ ...input, chunks: measured(input.chunks, bar) }));
  let left = 0;
  try {
    left = await readThrough(counted, output, options, io, bar, told?.prefix);
  } finally {
    bar.stop();
    await output.end();
  }
  if (range) io.stderr.write(`${JSON.stringify(range.seams)}\n`);
  return options.strict && (output.unrecognized || left > 0) ? 3 : 0;
}
