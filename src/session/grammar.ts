/** What a session needs of a grammar: the code that was generated from it, and the commands that a session writes by itself. */
import type { Answer, Answers, DataEnd, MachineTraits, OnMessage, Options } from '../runtime.js';
import type { DecoderLike } from '../streams/decoder-like.js';

export interface AnyMessage {
  readonly type: string;
  readonly kind: string;
}

export interface AnyCommand {
  readonly type: string;
}

/** This package's grammar, or one of your own: all but the last two are exports of the files that were generated from it. */
export interface SessionGrammar<M extends AnyMessage, C extends AnyCommand> {
  readonly Decoder: new (onMessage: OnMessage<M>, options?: Options) => DecoderLike;
  readonly machine: MachineTraits;
  readonly encodeCommand: (command: C) => Uint8Array;
  readonly encodeData: (data: Uint8Array, how: DataEnd) => Uint8Array;
  readonly answersTo: (command: C) => Answers<M['type']>;
  /** Questions that the module answers at once, each in a way of its own: they find out what has become of those before. */
  readonly probes: readonly C[];
  /** Leaves transparent mode: `+++`. */
  readonly escape: C;
}

/** Hears of every message, echo included, and of what it answers. */
export type OnSessionMessage<M> = (message: M, answer: Answer | undefined) => void;
