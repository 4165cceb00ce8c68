import type { Writable } from 'node:stream';
import { decodeCapture, type OnCaptured } from '../../capture/index.js';
import { Around } from '../filter/around.js';
import { type Filter, type FilterOptions, filterOf } from '../filter/filter.js';
import { isKindOrType } from '../filter/names.js';
import { containing } from '../filter/text.js';
import { type Io, isTerminal, remark } from '../io.js';
import { useColour } from '../output/colour.js';
import { type Format, formatter, type Sink } from '../output/format.js';
import { isClosed, print } from '../output/output.js';
import type { Payload } from '../output/payload.js';
import { statsSink } from '../stats/report.js';
import { storySink } from '../why/report.js';
import { Account } from './account.js';
import { isDirected, openLog, remarksOn } from './container.js';
import { type Entry, received, sent } from './entry.js';
import { explanation } from './explain.js';
import { type Input, type InputOptions, openInput } from './input.js';
import { progress } from './progress.js';

export interface DecodeOptions extends InputOptions, FilterOptions {
  readonly format: Format;
  /** A kind, a type or a text, and how many messages are shown before and after each that matches. */
  readonly around?: string;
  readonly context: number;
  readonly payload: Payload;
  readonly container: string;
  readonly progress?: true;
  readonly stats?: true;
  readonly why?: true;
  readonly resync?: true;
  readonly strict?: true;
  readonly explain?: true;
  /** What the lines are made of, said by the user. */
  readonly line?: readonly string[];
}

/** Text that waits to be printed, and whether anything was not recognised. */
class Output {
  readonly filter: Filter;
  private readonly sink: Sink;
  private readonly around: Around | undefined;
  private pending: string;
  private readonly stdout: Writable;
  unrecognized = false;

  constructor(stdout: Writable, sink: Sink, options: DecodeOptions) {
    const { around, context } = options;
    this.stdout = stdout;
    this.sink = sink;
    this.filter = filterOf(options);
    if (around !== undefined) this.around = new Around(matching(around), context, (...given) => this.give(...given));
    this.pending = sink.begin();
  }

  take(entry: Entry): void {
    if (entry.message.kind === 'unrecognized') this.unrecognized = true;
    if (!this.filter.isWanted(entry)) return;
    if (this.around === undefined) this.pending += this.sink.take(entry);
    else this.around.take(entry);
  }

  private give(entry: Entry, isAfterGap: boolean): void {
    if (isAfterGap) this.pending += this.sink.gap ?? '';
    this.pending += this.sink.take(entry);
  }

  add(text: string): void {
    this.pending += text;
  }

  /** Waits for a slow reader, so that no more than a chunk's worth is ever held. */
  async drain(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    if (text !== '') await print(this.stdout, text);
  }

  end(): Promise<void> {
    this.pending += this.sink.end();
    return this.drain();
  }
}

const matching = (match: string): ((entry: Entry) => boolean) =>
  isKindOrType(match) ? ({ message: { kind, type } }) => kind === match || type === match : containing(match);

/** What is shown, in one sentence. */
function shownOf({ says }: Filter, { around, context }: DecodeOptions): string | undefined {
  if (around === undefined) return says;
  return `${says === undefined ? 'shown:' : `${says}; of those`} up to ${context} before and after each ${around}`;
}

/** Of a log that is explained no message is printed. */
const SILENT: Sink = { begin: () => '', take: () => '', end: () => '' };

function sinkFor({ stdout, env }: Io, { format, payload, stats, explain, why }: DecodeOptions): Sink {
  if (explain) return SILENT;
  if (why) return storySink(format, useColour(stdout, env));
  return stats ? statsSink(format) : formatter(format, payload, stdout, env);
}

function outputFor(io: Io, options: DecodeOptions): Output {
  return new Output(io.stdout, sinkFor(io, options), options);
}

/** The bytes of the log, through the decoder to the output. */
async function readThrough(input: Input, output: Output, options: DecodeOptions, io: Io): Promise<Account> {
  const name = options.port === undefined ? options.container : 'raw';
  const { capture, chunks } = await openLog(input.chunks, name, options.line);
  const account = new Account();
  const shown = shownOf(output.filter, options);
  for (const text of [...remarksOn(capture), ...(shown === undefined ? [] : [shown])]) remark(io, text);
  const directed = isDirected(capture);
  const onMessage: OnCaptured = (message, origin, answer) => output.take(received(message, origin, answer, directed));
  const reader = decodeCapture(capture, onMessage, {
    onSent: (one) => output.take(sent(one)),
    onRemark: (text) => remark(io, text),
    onLine: account.onLine,
    decoder: { resync: options.resync === true, answers: 'in-turn' },
  });
  try {
    for await (const chunk of chunks) {
      reader.write(chunk);
      await output.drain();
      if (isClosed(io.stdout)) break;
    }
  } finally {
    // What was held when the line broke off is shown all the same.
    reader.end();
  }
  if (options.explain) output.add(explanation(capture, account, useColour(io.stdout, io.env)));
  const summary = account.summary();
  for (const text of [summary, output.filter.remark()]) if (text !== undefined) remark(io, text);
  return account;
}

/** The same chunks, with a bar that moves as they are taken. */
async function* measured(input: Input, options: DecodeOptions, { stdout, stderr }: Io): Input['chunks'] {
  const amongText = isTerminal(stdout) && !options.stats && !options.why;
  const bar = progress(stderr, { total: input.size, requested: options.progress === true, amongText });
  try {
    for await (const chunk of input.chunks) {
      bar.add(chunk.length);
      yield chunk;
    }
  } finally {
    bar.stop();
  }
}

/** Ctrl-C ends what has no end of its own; otherwise it ends the program, as always. */
function endSignal({ follow, port }: DecodeOptions): AbortSignal {
  const controller = new AbortController();
  if (follow || port !== undefined) process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

/** Decodes a log, standard input or a serial port to standard output; holds no more of either than a chunk. */
export async function decodeLog(file: string, options: DecodeOptions, io: Io): Promise<number> {
  const input = await openInput(file, options, io, endSignal(options));
  const output = outputFor(io, options);
  let left = 0;
  try {
    ({ left } = await readThrough({ ...input, chunks: measured(input, options, io) }, output, options, io));
  } finally {
    await output.end();
  }
  return options.strict && (output.unrecognized || left > 0) ? 3 : 0;
}
