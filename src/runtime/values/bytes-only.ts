/** What a caller gives for bytes is bytes: a text has lost what it was made of, and an array-like is taken for what it is not. */

/** Not instanceof: bytes may come from another realm (a frame, a worker, a test runner). */
export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array || Object.prototype.toString.call(value) === '[object Uint8Array]';
}

/** What a value is, for an error about it. */
export function nameOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** What to throw for what is no Uint8Array. `what`: the argument, as a subject; `advice` goes with a string. */
export function notBytes(value: unknown, what: string, advice: string): TypeError {
  return new TypeError(
    `${what} is a Uint8Array, not ${nameOf(value)}${typeof value === 'string' ? ` (${advice})` : ''}`,
  );
}

/** A string that is bytes by chance: how it becomes bytes without a loss. */
const AS_BYTES = "bytes of a text: new TextEncoder().encode(text), or Buffer.from(text, 'latin1')";

/** Throws TypeError unless `value` is bytes. */
export function requireBytes(value: unknown, what: string): void {
  if (!isBytes(value)) throw notBytes(value, what, AS_BYTES);
}
