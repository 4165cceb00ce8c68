/** The way back: wire bytes of a message, proved by reading them. */

import type { Machine } from '../contract/machine.js';
import type { View } from '../tokenizer/view.js';
import { EncodeError } from '../values/encode-error.js';
import { covers, type Plain } from '../values/same-fields.js';
import { rememberContext } from './context.js';
import { decodeWith } from './decoder.js';

/** Data and echo are read as such only after something else: nothing can be proved about them alone. */
const NEEDS_MORE = new Set(['data', 'echo']);

/** Throws EncodeError for what the grammar does not allow, and for what would be read back as something else. */
export function encodeWith<M, V extends View>(
  machine: Machine<V>,
  write: (message: M) => Uint8Array,
  message: M,
): Uint8Array {
  const bytes = write(message);
  const given = message as Plain;
  const type = String(given['type']);
  if (NEEDS_MORE.has(type)) return bytes;
  rememberContext(bytes, machine.contexts[type]);
  const [first, ...more] = decodeWith<Plain, V>(machine, bytes);
  const { kind: _kind, offset: _offset, at: _at, direction: _direction, ...fields } = given;
  const same = first && more.length === 0 && covers(fields, first) && covers(first, { kind: first['kind'], ...fields });
  if (same) return bytes;
  const instead = more.length > 0 ? 'several messages' : (first?.['type'] ?? 'nothing');
  throw new EncodeError(type, undefined, message, `a message that is read back as itself, not as ${instead}`);
}
