/** "./node": the decoder as a Duplex of `node:stream`. */
import { Decoder, type Message } from './index.js';
import { MessageDuplex } from './streams/message-duplex.js';
import type { StreamOptions } from './streams/options.js';

export type { Answer, AnswerRole, CommandInFlight } from './runtime/contract/answer.js';
export type { TellsAnswers } from './streams/answers.js';
export type { DecoderClass, DecoderLike, HostSide } from './streams/decoder-like.js';
export type { IdleOptions } from './streams/idle.js';
export { MessageDuplex, type StreamOptions };

/**
 * Reads what a serial port delivers.
 * @example
 * const decoder = port.pipe(new DecoderDuplex());
 * decoder.on('data', (message) => console.log(message.type));
 * decoder.sent(command);
 * port.write(command);
 */
export class DecoderDuplex extends MessageDuplex<Message> {
  constructor(options?: StreamOptions) {
    super(Decoder, options);
  }
}
