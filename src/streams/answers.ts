/** What the messages of a stream answer: a stream hands out messages alone, so it is asked. */
import type { Answer, OnMessage } from '../runtime.js';

export interface TellsAnswers {
  /**
   * Which command line a message of this stream answers, and how; with the option `answers` only. The message is one that the
   * stream has handed out, not a copy of it.
   */
  answerTo(message: object): Answer | undefined;
}

const known = new WeakMap<object, Answer>();

/** The callback of a decoder that hands messages on, and remembers what each answers for as long as it is in use. */
export const remembering =
  <M>(handOn: (message: M) => void): OnMessage<M> =>
  (message, _start, _end, answer) => {
    if (answer) known.set(message as object, answer);
    handOn(message);
  };

/** Gives a class its `answerTo()`. */
export function tellAnswers(prototype: object): void {
  const value = (message: object): Answer | undefined => known.get(message);
  Object.defineProperty(prototype, 'answerTo', { configurable: true, writable: true, value });
}
