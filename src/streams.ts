/** "./streams": the decoder as a stream of the Web, and as an async iterator. Uses nothing of Node's. */
import { Decoder, type Message } from './index.js';
import { type ByteSource, MessageIterator, type SourceOptions } from './streams/message-iterator.js';
import { MessageStream, type StreamOptions } from './streams/message-stream.js';

export type { DecoderClass, DecoderLike, HostSide } from './streams/decoder-like.js';
export type { IdleOptions } from './streams/idle.js';
export { type ByteSource, MessageIterator, MessageStream, type SourceOptions, type StreamOptions };

/**
 * A `TransformStream` from a SIM800's bytes to messages, for Web Serial, `fetch` and whatever else has a stream.
 * @example
 * const decoder = new DecoderStream();
 * for await (const message of port.readable.pipeThrough(decoder)) console.log(message.type);
 */
export class DecoderStream extends MessageStream<Message> {
  constructor(options?: StreamOptions) {
    super(Decoder, options);
  }
}

/**
 * The messages of a source of bytes, one by one. What it returns also takes `sent()`, `leaveTransparent()` and
 * `flush()`.
 * @example
 * const modem = messages(port.readable);
 * for await (const message of modem) if (message.type === 'closed') break;
 */
export function messages(source: ByteSource, options?: SourceOptions): MessageIterator<Message> {
  return new MessageIterator<Message>(Decoder, source, options);
}
