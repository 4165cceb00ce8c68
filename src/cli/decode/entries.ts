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

/** What a chunk of the log completes. The batch is valid until the next is requested. */
export async function* entriesOf(
  { capture, chunks }: Contained,
  options: ReadOptions,
): AsyncGenerator<readonly Entry[]> {
  const batch: Entry[] = [];
  const directed = isDirected(capture);
  const window = options.withBytes ? new Window() : undefined;
  const onMessage: OnCaptured = (message, origin, answer) => {
    const entry = received(message, origin, answer, directed, options.base);
    batch.push(window === undefined ? entry : { ...entry, bytes: window.upTo(origin.end) });
  };
  const reader = decodeCapture(capture, onMessage, {
    onSent: (one) => batch.push(window === undefined ? sent(one) : { ...sent(one), bytes: one.bytes }),
    ...(window && { onReceived: (bytes) => window.add(bytes) }),
    onRemark: options.onRemark,
    onLine: options.onLine,
    Decoder: protocol().Decoder,
    decoder: { resync: options.resync === true, answers: 'in-turn' },
  });
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const chunk of chunks) {
      reader.write(chunk);
      yield batch;
      batch.length = 0;
    }
  } catch (error) {
    failure = { error };
  }
  // What was held when the line broke off is shown all the same.
  reader.end();
  yield batch;
  if (failure !== undefined) throw failure.error;
}
