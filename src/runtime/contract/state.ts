/** What the tokenizer's state is, for those who ask, and what it does not allow. */
import type { DialogueState } from './dialogue.js';

/** What `state()` shows. */
export interface TokenizerState extends DialogueState {
  readonly mode: 'lines' | 'payload' | 'hex-payload' | 'transparent' | 'echo';
  /** Bytes read so far, and of them how many are held back. */
  readonly offset: number;
  readonly held: number;
  readonly payloadLeft: number;
  readonly prompted: boolean;
}

/** Thrown when a method is called that the state does not allow: `write` or `sent` after `end`, `write` inside a callback. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

export const REENTRY =
  'write() from inside a callback: earlier bytes are still being read, keep the chunk until write(), flush() or end() has returned';
