/** What a peer sends to a driver that looks for results in its data. */
import { encode, type Message } from '../../../index.js';
import { joined } from '../../bytes.js';
import type { Outgoing } from '../../outgoing.js';
import type { Toolkit } from './toolkit.js';

const INNER = Uint8Array.of(0x68, 0x69);

/** What ends a command, closes the connection, begins a payload of its own, or asks for data. */
const TRAPS: readonly Outgoing[] = [
  { type: 'ok' },
  { type: 'error' },
  { type: 'send-ok' },
  { type: 'closed' },
  { type: 'pdp-deact' },
  { type: 'prompt' },
  { type: 'ciprxget-data' },
  { type: 'ciprxget-read', length: INNER.length, remaining: 0, payload: INNER },
  { type: 'receive', connection: 0, length: INNER.length, payload: INNER },
  { type: 'ipd', length: INNER.length, payload: INNER },
  { type: 'cmti', storage: 'SM', index: 1 },
];

/** The same data, with a result or a header before it and another after it. */
export function hostile({ device: { faults } }: Toolkit, bytes: Uint8Array): Uint8Array {
  const trap = (): Uint8Array => encode(TRAPS[faults.pick('hostile-payload', 0, TRAPS.length - 1)] as Message);
  return joined(trap(), bytes, trap());
}
