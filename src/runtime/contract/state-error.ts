/** Thrown when a method is called that the state does not allow: `write` or `sent` after `end`, `write` inside a callback. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

export const REENTRY =
  'write() from inside a callback: earlier bytes are still being read, keep the chunk until write(), flush() or end() has returned';
