/** A log as entries: its container taken off, and decoded. */

import type { OnLine } from '../../capture/index.js';
import { decodeCapture, type OnCaptured } from '../../capture/index.js';
import { protocol } from '../protocol.js';
import { type Contained, isDirected } from './container.js';
import { type Entry, received, sent } from './entry.js';
import { Window } from './window.js';

export interface ReadOptions {
  readonly resync?: true | undefined;
  /** Entries have their bytes. */
  readonly withBytes: boolean;
  readonly onRemark: (text: string) => void;
  readonly onLine: OnLine;
  /** Where in its stream begins what is read; without it, at the beginning. */
  readonly base?: number | undefined;
}

export type OnEntry = (entry: Entry) => void;

/**
 * Calls back for each entry, and yields after each chunk of the log. Where a batch of entries is kept until all of a chunk is read,
 * they grow old: the heap takes half as much again.
 */
export async function* readEntries(
  { capture, chunks }: Contained,
  options: ReadOptions,
  onEntry: OnEntry,
): AsyncGenerator<void> {
  const directed = isDirected(capture);
  const window = options.withBytes ? new Window() : undefined;
  const onMessage: OnCaptured = (message, origin, answer) => {
    const entry = received(message, origin, answer, directed, options.base);
    onEntry(window === undefined ? entry : { ...entry, bytes: window.upTo(origin.end) });
  };
  const reader = decodeCapture(capture, onMessage, {
    onSent: (one) => onEntry(window === undefined ? sent(one) : { ...sent(one), bytes: one.bytes }),
    ...(window && { onReceived: (bytes) => window.add(bytes) }),
    onRemark: options.onRemark,
    onLine: options.onLine,
    Decoder: protocol().Decoder,
    decoder: { resync: options.resync === true, answers: 'in-turn' },
  });
  let failure: { readonly error: unknown } | undefined;
  const readable = untilFailure(chunks, (error) => {
    failure = { error };
  });
  for await (const chunk of readable) {
    reader.write(chunk);
    yield;
  }
  // What was held when the line broke off is shown all the same.
  reader.end();
  yield;
  if (failure !== undefined) throw failure.error;
}

/** A failure of what reads the log; not one of what is done with its entries. */
async function* untilFailure(chunks: Contained['chunks'], onFailure: (error: unknown) => void): Contained['chunks'] {
  try {
    yield* chunks;
  } catch (error) {
    onFailure(error);
  }
}

/** What a chunk of the log completes. The batch is valid until the next is requested. */
export async function* entriesOf(contained: Contained, options: ReadOptions): AsyncGenerator<readonly Entry[]> {
  const batch: Entry[] = [];
  for await (const _ of readEntries(contained, options, (entry) => batch.push(entry))) {
    yield batch;
    batch.length = 0;
  }
}
