/** What the streams need of a decoder: any grammar's will do. */
import { isBytes, notBytes, type OnMessage, type Options, type TokenizerState } from '../runtime.js';

/** What the host does to a stream that is being read, besides writing into it. */
export interface HostSide {
  /** How many bytes of the module's have been read. Messages that wait to be taken lie before it. */
  readonly offset: number;
  /**
   * The host reports what it writes to the module, best just before it does: the echo can come back at once. Messages
   * already decoded, but not taken yet, are not looked at again.
   */
  sent(bytes: Uint8Array): void;
  /** Transparent mode is left: at once, or `until: 'ok'` at the next line `OK`. Does nothing in command mode. */
  leaveTransparent(how?: { readonly until?: 'ok' }): void;
  /**
   * The host gives up waiting: a half line becomes `unrecognized`, a payload cut short is `truncated`. What is left of
   * a payload that goes on after all is then read as lines, and whoever wrote it can put results of commands in there.
   */
  flush(): void;
  /** Forgets everything held; offsets go on. */
  reset(): void;
  /** What the tokenizer holds to be true, for debugging. */
  state(): TokenizerState;
}

/** A `Decoder` of any grammar. */
export interface DecoderLike extends HostSide {
  write(chunk: Uint8Array): void;
  end(): void;
  forgetCommands(): void;
}

/** The class `Decoder` of any grammar: this package's, or the one in the `protocol.ts` compiled from your own. */
export type DecoderClass<M> = new (onMessage: OnMessage<M>, options?: Options) => DecoderLike;

/** Text is refused too: where bytes were taken for UTF-8, some are lost already. */
export function notAChunk(chunk: unknown): TypeError {
  return notBytes(chunk, 'a chunk', 'was an encoding set on the source?');
}

export function asBytes(chunk: unknown): Uint8Array {
  if (isBytes(chunk)) return chunk;
  throw notAChunk(chunk);
}
