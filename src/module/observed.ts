/** What really happened, for those who compare it with what a driver saw. */
import type { ParsedCommand } from '../index.js';
import type { Outgoing } from './outgoing.js';

export type Observed =
  /** A command is being carried out. */
  | { readonly what: 'command'; readonly command: ParsedCommand }
  /** A message was written; `answers`: the commands of the line that it answers. */
  | { readonly what: 'message'; readonly message: Outgoing; readonly answers?: readonly ParsedCommand[] }
  /** Bytes of a peer that no header comes before: transparent mode, and AT+CIPHEAD=0. */
  | { readonly what: 'data'; readonly bytes: Uint8Array }
  /** The host is asked for data: so many bytes, or up to Ctrl-Z. */
  | { readonly what: 'asked'; readonly length?: number }
  /** The host's bytes went to a peer. */
  | { readonly what: 'sent'; readonly connection: number; readonly bytes: Uint8Array }
  /** A peer's bytes have come, however and whenever the host gets them. */
  | { readonly what: 'received'; readonly connection: number; readonly bytes: Uint8Array }
  | { readonly what: 'sms-sent'; readonly number: string; readonly text: string }
  /** Nothing more is written until it is switched on. */
  | { readonly what: 'off' }
  /** Something was made worse than it was: `lost-byte:17`. */
  | { readonly what: 'fault'; readonly name: string };
