import type { Message } from '../index.js';

type WithoutKind<M> = M extends unknown ? Omit<M, 'kind'> : never;

/** What the module says. Its kind follows from its type. */
export type Outgoing = WithoutKind<Message>;

export const OK: Outgoing = { type: 'ok' };
export const ERROR: Outgoing = { type: 'error' };
