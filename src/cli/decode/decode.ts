import { decodeCapture, type OnCaptured } from '../../capture/index.js';
import { type Io, isTerminal, remark } from '../io.js';
import { useColour } from '../output/colour.js';
import { isClosed } from '../output/output.js';
import { Account } from './account.js';
import { isDirected, openLog, remarksOn } from './container.js';
import { received, sent } from './entry.js';
import { explanation } from './explain.js';
import { type Input, openInput } from './input.js';
import type { DecodeOptions } from './options.js';
import { type Output, outputFor, shownOf } from './printed.js';
import { progress } from './progress.js';
import { Window } from './window.js';

/** The bytes of the log, through the decoder to the output. */
async function readThrough(input: Input, output: Output, options: DecodeOptions, io: Io): Promise<Account> {
  const name = options.port === undefined ? options.container : 'raw';
  const { capture, chunks } = await openLog(input.chunks, name, options.line);
  const account = new Account();
  const shown = shownOf(output.filter, options);
  for (const text of [...remarksOn(capture), ...(shown === undefined ? [] : [shown])]) remark(io, text);
  const directed = isDirected(capture);
  const window = options.hex ? new Window() : undefined;
  const onMessage: OnCaptured = (message, origin, answer) => {
    const entry = received(message, origin, answer, directed);
    output.take(window === undefined ? entry : { ...entry, bytes: window.upTo(origin.end) });
  };
  const reader = decodeCapture(capture, onMessage, {
    onSent: (one) => output.take(options.hex ? { ...sent(one), bytes: one.bytes } : sent(one)),
    ...(window && { onReceived: (bytes) => window.add(bytes) }),
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
