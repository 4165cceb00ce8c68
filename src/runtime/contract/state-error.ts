/** Thrown when a method is called that the state does not allow: `write` or `sent` after `end`. */
export class StateError extends Error {
  override readonly name = 'StateError';
}
