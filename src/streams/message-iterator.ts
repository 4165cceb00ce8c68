/** Bytes in, messages out, for `for await`. */
import { remembering, type TellsAnswers, tellAnswers } from './answers.js';
import { asBytes, type DecoderClass, type DecoderLike, type HostSide } from './decoder-like.js';
import { forwardHostSide } from './host-side.js';
import { IdleClock } from './idle.js';
import type { SourceOptions } from './options.js';

/** Where chunks come from: a stream of the Web, a readable stream of Node, any async iterable. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

function chunksOf(source: ByteSource): AsyncIterator<Uint8Array, unknown> {
  // Not every browser lets a stream be iterated, so a reader is taken wherever there is one.
  if (!('getReader' in source)) return source[Symbol.asyncIterator]();
  const reader = source.getReader();
  return {
    next: async () => {
      const { done, value } = await reader.read();
      return done ? { done, value } : { done: false, value };
    },
    return: async () => {
      await reader.cancel();
      reader.releaseLock();
      return { done: true, value: undefined };
    },
  };
}

// biome-ignore lint/correctness/noUnusedVariables: an interface that adds to a class has its parameters
export interface MessageIterator<M> extends HostSide, TellsAnswers {}

/**
 * The messages of a source, of any grammar, given its `Decoder`. The next chunk is requested when all messages before
 * it have been taken. Leaving the loop cancels the source, as iterating the source itself would: a port of Node's is
 * destroyed by that. Who wants to go on reading calls `next()`. An error of the source comes after the messages before
 * it; what was held then is dropped.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: forwardHostSide() defines what it promises
export class MessageIterator<M> implements AsyncIterableIterator<M> {
  static {
    forwardHostSide(MessageIterator.prototype, (stream) => stream.decoder);
    tellAnswers(MessageIterator.prototype);
  }

  private readonly decoder: DecoderLike;
  private readonly clock: IdleClock;
  private readonly chunks: AsyncIterator<Uint8Array, unknown>;
  private readonly run: AsyncGenerator<M, undefined>;
  private ready: M[] = [];
  private wake: (() => void) | undefined;
  private waiting: Promise<IteratorResult<Uint8Array, unknown>> | undefined;
  private left = false;

  constructor(Decoder: DecoderClass<M>, source: ByteSource, options: SourceOptions = {}) {
    const handOn = (message: M): void => {
      this.ready.push(message);
      this.wake?.();
    };
    this.decoder = new Decoder(remembering(handOn), options);
    // Time runs only while a chunk is awaited: whoever waits takes.
    this.clock = new IdleClock(this.decoder, options, () => (this.wake ? 'takes' : 'gone'));
    this.chunks = chunksOf(source);
    this.run = this.read();
  }

  next(): Promise<IteratorResult<M, undefined>> {
    return this.run.next();
  }

  /** Ends the reading and cancels the source, also while a message is awaited. */
  return(): Promise<IteratorResult<M, undefined>> {
    this.left = true;
    this.wake?.();
    return this.run.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async *read(): AsyncGenerator<M, undefined> {
    try {
      while (!this.left) {
        const next = await this.nextChunk();
        if (next?.done) break;
        if (next) this.decoder.write(asBytes(next.value));
        yield* this.taken();
      }
      if (!this.left) this.decoder.end();
      yield* this.taken();
    } finally {
      await this.leave();
    }
    return undefined;
  }

  private *taken(): Generator<M> {
    for (; this.ready.length > 0; ) {
      const messages = this.ready;
      this.ready = [];
      yield* messages;
    }
  }

  /** The next chunk, or undefined when something else has to be looked at first. */
  private async nextChunk(): Promise<IteratorResult<Uint8Array, unknown> | undefined> {
    this.waiting ??= this.chunks.next();
    const { waiting } = this;
    const woken = new Promise<undefined>((resolve) => {
      this.wake = () => resolve(undefined);
    });
    this.clock.restart();
    try {
      const next = await Promise.race([waiting, woken]);
      if (next) this.waiting = undefined;
      return next;
    } catch (error) {
      this.waiting = undefined;
      throw error;
    } finally {
      this.clock.stop();
      this.wake = undefined;
    }
  }

  private async leave(): Promise<void> {
    const leaving = this.chunks.return?.();
    // A generator that waits for its next chunk does not leave before that has come; it is not waited for.
    if (this.waiting) leaving?.catch(() => undefined);
    else await leaving;
  }
}
