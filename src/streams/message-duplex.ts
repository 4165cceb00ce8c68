/** Bytes in, messages out, as a stream of Node. */
import { Transform, type TransformCallback } from 'node:stream';
import { isBytes } from '../runtime.js';
import { remembering, type TellsAnswers, tellAnswers } from './answers.js';
import { type DecoderClass, type DecoderLike, type HostSide, notAChunk } from './decoder-like.js';
import { forwardHostSide } from './host-side.js';
import { type Demand, IdleClock } from './idle.js';
import { highWaterMarkOf, type StreamOptions } from './options.js';

/** Not by the name it has in Node's types, which changes from version to version. */
type MessagesOf<M> = AsyncIterableIterator<M> & ReturnType<Transform[typeof Symbol.asyncIterator]>;

// biome-ignore lint/correctness/noUnusedVariables: an interface that adds to a class has its parameters
export interface MessageDuplex<M> extends HostSide, TellsAnswers {}

/**
 * A Duplex for `port.pipe(...)`, from bytes to the messages of any grammar, given its `Decoder`. Its readable side is in
 * object mode. Backpressure goes through it: no chunk is read while messages wait, and then the port is paused.
 *
 * `pipe` does not hand on errors and leaves the stream open when the port fails; `pipeline` of `node:stream` does both.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: forwardHostSide() defines what it promises
export class MessageDuplex<M> extends Transform {
  static {
    forwardHostSide(MessageDuplex.prototype, (stream) => stream.decoder);
    tellAnswers(MessageDuplex.prototype);
  }

  private readonly decoder: DecoderLike;
  private readonly clock: IdleClock;

  constructor(Decoder: DecoderClass<M>, options: StreamOptions = {}) {
    const mark = highWaterMarkOf(options);
    super({ readableObjectMode: true, readableHighWaterMark: mark, decodeStrings: false });
    const handOn = (message: M): void => {
      if (!this.destroyed) this.push(message);
    };
    this.decoder = new Decoder(remembering(handOn), options);
    this.clock = new IdleClock(this.decoder, options, () => this.demand());
  }

  // Node's types say nothing of what a stream holds: these four do no more than that.
  override on(event: 'data', listener: (message: M) => void): this;
  override on(event: 'error', listener: (error: Error) => void): this;
  override on(event: string | symbol, listener: (...args: never[]) => void): this;
  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override once(event: 'data', listener: (message: M) => void): this;
  override once(event: 'error', listener: (error: Error) => void): this;
  override once(event: string | symbol, listener: (...args: never[]) => void): this;
  override once(event: string | symbol, listener: (...args: never[]) => void): this {
    return super.once(event, listener as (...args: unknown[]) => void);
  }

  override read(size?: number): M | null {
    return super.read(size) as M | null;
  }

  override [Symbol.asyncIterator](): MessagesOf<M> {
    return super[Symbol.asyncIterator]();
  }

  override _transform(chunk: unknown, _encoding: BufferEncoding, done: TransformCallback): void {
    if (!isBytes(chunk)) {
      done(notAChunk(chunk));
      return;
    }
    // No try around it: what a listener throws is not an error of this stream.
    this.decoder.write(chunk);
    this.clock.restart();
    done();
  }

  override _flush(done: TransformCallback): void {
    this.clock.stop();
    this.decoder.end();
    done();
  }

  override _destroy(error: Error | null, done: Parameters<Transform['_destroy']>[1]): void {
    this.clock.stop();
    super._destroy(error, done);
  }

  private demand(): Demand {
    if (this.destroyed || this.writableFinished) return 'gone';
    return this.readableLength >= this.readableHighWaterMark || this.writableLength > 0 ? 'full' : 'takes';
  }
}
