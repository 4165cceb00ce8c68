import type { Origin, Sent } from '../capture/index.js';
import type { Message } from '../index.js';

/** What the host has sent, where the log tells: no message of the module's, but it stands among them. */
export interface SentBytes {
  readonly kind: 'sent';
  readonly type: 'sent';
  readonly bytes: Uint8Array;
}

/** One line of the output. */
export interface Entry {
  readonly message: Message | SentBytes;
  /** Where it begins and ends in the stream of the module's bytes. */
  readonly offset: number;
  readonly end: number;
  /** Both only where the log tells. */
  readonly at?: string;
  readonly direction?: 'rx' | 'tx';
}

export function received(message: Message, origin: Origin, directed: boolean): Entry {
  const { offset, end, at, direction } = origin;
  return { message, offset, end, ...(at !== undefined && { at }), ...(directed && { direction }) };
}

export function sent({ bytes, offset, at, direction }: Sent): Entry {
  const message: SentBytes = { kind: 'sent', type: 'sent', bytes };
  return { message, offset, end: offset, ...(at !== undefined && { at }), direction };
}
