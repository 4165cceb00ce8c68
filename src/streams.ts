/** "./streams": the decoder as a stream of the Web, and as an async iterator. Uses nothing of Node's. */
import { Decoder, type Message } from './index.js';
import { type ByteSource, MessageIterator } from './streams/message-iterator.js';
import { MessageStream } from './streams/message-stream.js';
import type { SourceOptions, StreamOptions } from './streams/options.js';

export type { Answer, AnswerRole, CommandInFlight } from './runtime/contract/answer.js';
export type { TellsAnswers } from './streams/answers.js';
export type { DecoderClass, DecoderLike, HostSide } from './streams/decoder-like.js';
export type { IdleOptions } from './streams/idle.js';
export type { SourceOptions, StreamOptions } from './streams/options.js';
export { type ByteSource, MessageIterator, MessageStream };

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
