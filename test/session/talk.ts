/** A session and the other end of its line, in the hands of a test. */
import { onTestFinished } from 'vitest';
import type { Message } from '../../src/index.js';
import { Session, type SessionOptions } from '../../src/session.js';
import { bytesOf, textOf } from '../latin1.js';

export interface Talk {
  readonly session: Session;
  /** What the session has written since this was last called. */
  written(): string;
  /** What the module says, in one chunk. */
  say(text: string): void;
  /** All events, in order. */
  readonly events: Message[];
}

/** Lets everything happen that waits for no time. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function talk(options?: SessionOptions<Message>): Talk {
  let out = '';
  const session = new Session((bytes) => {
    out += textOf(bytes);
  }, options);
  const events: Message[] = [];
  const collect = async (): Promise<void> => {
    for await (const event of session.events()) events.push(event);
  };
  void collect();
  // A command that is still in flight fails here, not by its time limit in the middle of another file's tests.
  onTestFinished(() => session.end());
  return {
    session,
    events,
    written() {
      const text = out;
      out = '';
      return text;
    },
    say(text) {
      session.receive(bytesOf(text));
    },
  };
}

/** The error with which it is rejected. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => {
      throw new Error(`it did not fail: ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );

/** A command of which only its line matters: it is in flight until the test is over. */
export function unanswered(command: Promise<unknown>): void {
  command.catch(() => undefined);
}
