/** What is printed of a log: which entries, and what is made of them. */
import type { Writable } from 'node:stream';
import { Around } from '../filter/around.js';
import { type Filter, filterOf } from '../filter/filter.js';
import { isKindOrType } from '../filter/names.js';
import { containing } from '../filter/text.js';
import type { Io } from '../io.js';
import { useColour } from '../output/colour.js';
import { columnsOf, formatter, type Sink } from '../output/format.js';
import { print } from '../output/output.js';
import { tablesSink } from '../parquet/tables.js';
import { statsSink } from '../stats/report.js';
import { extractSink } from '../streams/extract.js';
import { followSink } from '../streams/follow.js';
import { timelineSink } from '../timeline/html.js';
import { storySink } from '../why/report.js';
import type { Entry } from './entry.js';
import type { DecodeOptions } from './options.js';

/** Text that waits to be printed, and whether anything was not recognised. */
export class Output {
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
    if (text !== '') await print(this.stdout, this.sink.isBinary ? Buffer.from(text, 'latin1') : text);
    const bytes = this.sink.drain?.();
    if (bytes !== undefined) await print(this.stdout, bytes);
  }

  async end(): Promise<void> {
    this.pending += await this.sink.end();
    return this.drain();
  }
}

const matching = (match: string): ((entry: Entry) => boolean) =>
  isKindOrType(match) ? ({ message: { kind, type } }) => kind === match || type === match : containing(match);

/** What is shown, in one sentence. */
export function shownOf({ says }: Filter, { around, context }: DecodeOptions): string | undefined {
  if (around === undefined) return says;
  return `${says === undefined ? 'shown:' : `${says}; of those`} up to ${context} before and after each ${around}`;
}

/** Of a log that is explained no message is printed. */
const SILENT: Sink = { begin: () => '', take: () => '', end: () => '' };

async function sinkFor({ stdout, env }: Io, options: DecodeOptions, title: string): Promise<Sink> {
  const { format, payload, stats, explain, why, followStream, extract, tables } = options;
  if (options.timeline !== undefined) return timelineSink(options.timeline, title);
  if (extract !== undefined) return extractSink(extract);
  if (tables !== undefined) return tablesSink(tables, payload);
  if (followStream !== undefined) return followSink(followStream, format, payload, useColour(stdout, env));
  if (explain) return SILENT;
  if (why) {
    const view = { colour: useColour(stdout, env), columns: columnsOf(stdout, false) };
    return storySink(format, view, { file: title, hasHead: true, isOneOfMany: false });
  }
  return stats ? statsSink(format) : formatter(options, stdout, env);
}

/** `title`: what is read; `sink`: what is made of it, where that is not for the options to say. */
export async function outputFor(io: Io, options: DecodeOptions, title: string, sink?: Sink): Promise<Output> {
  return new Output(io.stdout, sink ?? (await sinkFor(io, options, title)), options);
}
