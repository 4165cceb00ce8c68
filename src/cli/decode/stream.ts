/** A log that is the stream itself, of which all messages are printed: by one job, or a file in parts by several. */
import { availableParallelism } from 'node:os';
import { isPacked } from '../input/unpacked.js';
import type { Io } from '../io.js';
import { type LineWork, lineWork, textsOf } from '../lines/direct.js';
import { LinePrinter } from '../lines/line-printer.js';
import { isClosed, print } from '../output/output.js';
import { cutsOf, Jobs } from '../parts/jobs.js';
import { FileSource } from '../parts/source.js';
import { ThreadJob } from '../parts/thread.js';
import { isBuiltIn } from '../protocol.js';
import { type Contained, isStreamOnly } from './container.js';
import { CHUNK, type Input } from './input.js';
import type { DecodeOptions } from './options.js';

/** A part of a file that a thread reads in less time than it takes to begin would be too short. */
const PART = 1024 * 1024;
/**
 * A file below that is read by one job, unless several are asked for. A thread has to compile and warm up for itself, which costs
 * it about as much time as 30 MB of lines: of two cores, two jobs took 1.14 times the time of one over 64 MiB, and 0.66 of it over
 * 512 MiB (two processes with a file each: 0.60).
 */
const WORTH_IT = 128 * PART;
/** A seam is looked for within so many bytes. */
const SEARCH = 16 * 1024;
/** So many bytes tell whether a file is packed, or has a mark of its encoding. */
const HEAD = 4;
const UTF8_MARK = 0xef;

/** The whole stream, through the tokenizer to lines. Answers whether anything was not recognised. */
async function printAlone({ capture, chunks }: Contained, printer: LinePrinter, { stdout }: Io): Promise<boolean> {
  const reader = capture.reader(({ bytes }) => printer.write(bytes));
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const chunk of chunks) {
      reader.write(chunk);
      await print(stdout, printer.take());
      if (isClosed(stdout)) return printer.lastUnrecognized >= 0;
    }
  } catch (error) {
    failure = { error };
  }
  // What was held when the line broke off is shown all the same.
  reader.end();
  printer.end();
  await print(stdout, printer.take());
  if (failure !== undefined) throw failure.error;
  return printer.lastUnrecognized >= 0;
}

/** How many jobs are to read it: one, where it is no file that can be entered anywhere, or too small to gain by it. */
function jobsFor(inputs: readonly Input[], { jobs }: DecodeOptions, { program }: Io): number {
  const [input] = inputs;
  if (inputs.length !== 1 || input?.path === undefined || program === undefined || !isBuiltIn()) return 1;
  const { size = 0 } = input;
  if (size < (jobs === undefined ? WORTH_IT : PART)) return 1;
  return Math.min(jobs ?? availableParallelism(), Math.ceil(size / PART));
}

function canBeEntered(path: string): boolean {
  const source = new FileSource(path);
  try {
    const head = source.read(0, Math.min(source.size, HEAD));
    return !isPacked(head) && head[0] !== UTF8_MARK;
  } finally {
    source.close();
  }
}

async function printByJobs(
  path: string,
  count: number,
  work: LineWork,
  io: Io,
  onRead: (bytes: number) => void,
): Promise<boolean> {
  const source = new FileSource(path);
  const cuts = cutsOf(source, PART);
  source.close();
  const grain = { chunk: CHUNK, search: SEARCH };
  const threads = Array.from({ length: count }, () => new ThreadJob(io.program as URL, { path, lines: work, grain }));
  const jobs = new Jobs(cuts, threads);
  try {
    for await (const { text, length } of jobs.printed()) {
      onRead(length);
      await print(io.stdout, text);
      if (isClosed(io.stdout)) break;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
  return jobs.unrecognizedSeen;
}

/**
 * Prints all of a log, if all of it is printed and it is a stream; undefined: entries are needed. Answers whether anything was
 * not recognised. `onRead` is told how much of a file has been read by others than `contained`.
 */
export async function printStream(
  contained: Contained,
  inputs: readonly Input[],
  options: DecodeOptions,
  io: Io,
  onRead: (bytes: number) => void,
): Promise<boolean | undefined> {
  const work = isStreamOnly(contained.capture) ? lineWork(options, io) : undefined;
  if (work === undefined) return undefined;
  const jobs = jobsFor(inputs, options, io);
  const path = inputs[0]?.path;
  if (jobs === 1 || path === undefined || !canBeEntered(path))
    return printAlone(contained, new LinePrinter(textsOf(work), inputs[0]?.base), io);
  await contained.chunks.return(undefined);
  return printByJobs(path, jobs, work, io, onRead);
}
