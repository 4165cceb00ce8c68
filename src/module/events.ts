import { decode, EncodeError, encode, type Message } from '../index.js';
import type { Outgoing } from './outgoing.js';

/** Throws EncodeError for what is no message, and for one that a module does not say by itself. */
export function refuseNonEvents(message: Outgoing): void {
  const [read] = decode(encode(message as Message));
  if (read?.kind !== 'urc') throw new EncodeError(message.type, 'kind', read?.kind, 'that of an event, "urc"');
}
