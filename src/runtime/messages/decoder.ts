/** From tokens to plain objects: what a message holds is copied once, here. */

import type { Answer } from '../contract/answer.js';
import type { Machine } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import type { TokenizerState } from '../contract/state.js';
import { Tokenizer } from '../dialogue/tokenizer.js';
import { ResyncReader } from '../resync/reader.js';
import type { TokenizerHandlers } from '../tokenizer/handlers.js';
import type { View } from '../tokenizer/view.js';
import { requireFunction } from '../values/check-options.js';
import { copy } from '../values/copy.js';
import { contextOf } from './context.js';
import { HexPieces, Pieces } from './pieces.js';

/**
 * Called for each message with its absolute offsets in the stream, `end` exclusive; with the option `answers` also with what
 * it answers.
 */
export type OnMessage<M> = (message: M, start: number, end: number, answer?: Answer) => void;

class Collector<M, V extends View> implements TokenizerHandlers<V> {
  private readonly onMessage: OnMessage<M>;
  /** Knows what a form answers; only with the option `answers`. */
  answers: { readonly answer: Answer | undefined } | undefined;
  private readonly plain = new Pieces();
  private readonly hex = new HexPieces();
  private pieces = this.plain;
  private message: { payload?: Uint8Array; truncated?: true } | undefined;
  private start = 0;
  private answer: Answer | undefined;
  private echoing = false;

  constructor(onMessage: OnMessage<M>) {
    this.onMessage = onMessage;
  }

  form(view: V): void {
    const message = view.toMessage();
    const { payloadLength } = view;
    if (payloadLength === undefined) {
      this.onMessage(message as M, view.start, view.end, this.answers?.answer);
      return;
    }
    this.pieces = view.hexPayload ? this.hex : this.plain;
    this.pieces.begin(payloadLength);
    this.message = message;
    this.start = view.start;
    this.answer = this.answers?.answer;
  }

  payload(buffer: Uint8Array, start: number, end: number): void {
    this.pieces.add(buffer, start, end);
  }

  payloadEnd(truncated: boolean, offset: number): void {
    const { message } = this;
    if (!message) return;
    this.message = undefined;
    message.payload = this.pieces.take();
    if (truncated) message.truncated = true;
    this.onMessage(message as M, this.start, offset, this.answer);
  }

  echo(buffer: Uint8Array, start: number, end: number, offset: number): void {
    if (!this.echoing) {
      this.echoing = true;
      this.plain.begin(end - start);
      this.start = offset;
    }
    this.plain.add(buffer, start, end);
  }

  echoEnd(offset: number): void {
    if (!this.echoing) return;
    this.echoing = false;
    this.onMessage({ type: 'echo', kind: 'echo', bytes: this.plain.take() } as M, this.start, offset);
  }

  data(buffer: Uint8Array, start: number, end: number, offset: number): void {
    const bytes = copy(buffer, start, end);
    this.onMessage({ type: 'data', kind: 'data', bytes } as M, offset, offset + end - start);
  }

  unrecognized(buffer: Uint8Array, start: number, end: number, offset: number, endOffset: number): void {
    const bytes = copy(buffer, start, end);
    this.onMessage({ type: 'unrecognized', kind: 'unrecognized', bytes } as M, offset, endOffset);
  }

  reset(): void {
    this.message = undefined;
    this.echoing = false;
  }
}

/** A stream in, messages out. Same methods as the Tokenizer. */
export class Decoder<M, V extends View = View> {
  private readonly tokenizer: Tokenizer<V>;
  private readonly collector: Collector<M, V>;
  private readonly resync: ResyncReader<V> | undefined;

  constructor(machine: Machine<V>, onMessage: OnMessage<M>, options: Options = {}) {
    requireFunction(onMessage, 'the callback for messages');
    this.collector = new Collector(onMessage);
    this.tokenizer = new Tokenizer(machine, this.collector, options);
    if (options.answers) this.collector.answers = this.tokenizer;
    if (options.resync) this.resync = new ResyncReader(machine, this.tokenizer, options.flowControl ?? false);
  }

  /**
   * How many bytes of the stream have been read. After an exception of the callback: where to go on, the message that was
   * being reported included; write what the chunk holds from here on, and nothing is lost or comes twice.
   */
  get offset(): number {
    return this.tokenizer.offset + (this.resync?.held ?? 0);
  }

  /**
   * Reads a chunk; calls back for every message it completes. Throws StateError after `end()` and from inside the callback,
   * TypeError for what is no Uint8Array.
   */
  write(chunk: Uint8Array): void {
    (this.resync ?? this.tokenizer).write(chunk);
  }

  /**
   * The host reports what it has written to the module. It can call back, for messages that were waiting for more bytes.
   * Throws StateError after `end()`, TypeError for what is no Uint8Array.
   */
  sent(bytes: Uint8Array): void {
    this.tokenizer.sent(bytes);
  }

  /**
   * The host knows that no command is in flight: it has given some up, and has found out since that none of them is answered
   * any more. Late results may still come.
   */
  forgetCommands(): void {
    this.tokenizer.forgetCommands();
  }

  /** Transparent mode is left: at once, or `until: 'ok'` at the next line `OK`. Does nothing in command mode. */
  leaveTransparent(how: { readonly until?: 'ok' } = {}): void {
    this.tokenizer.leaveTransparent(how);
  }

  /** The host gives up waiting: a half line is `unrecognized`, a payload cut short is `truncated`. */
  flush(): void {
    this.resync?.settle();
    this.tokenizer.flush();
  }

  /** A line end, then `flush()` for good. */
  end(): void {
    this.resync?.settle();
    this.tokenizer.end();
  }

  /** Forgets everything held; offsets go on. */
  reset(): void {
    this.resync?.reset();
    this.collector.reset();
    this.tokenizer.reset();
  }

  /** What the tokenizer holds to be true, for debugging. */
  state(): TokenizerState {
    return this.tokenizer.state();
  }
}

export function decodeWith<M, V extends View>(machine: Machine<V>, bytes: Uint8Array, options?: Options): M[] {
  const messages: M[] = [];
  const inFlight = options?.inFlight ?? contextOf(bytes);
  const all = inFlight === undefined ? options : { ...options, inFlight };
  const decoder = new Decoder<M, V>(machine, (message) => messages.push(message), all);
  decoder.write(bytes);
  decoder.end();
  return messages;
}
