import type { Origin, Sent } from '../../capture/index.js';
import type { Message, ParsedCommand } from '../../index.js';

/** What the host has sent, where the log tells: no message of the module's, but it stands among them. */
export interface SentBytes {
  readonly kind: 'sent';
  readonly type: 'sent';
  readonly bytes: Uint8Array;
}

/** The commands of one line: they have one answer. */
export interface LineName {
  /** Their types, joined by a semicolon. */
  readonly type: string;
  /** Where there is but one. */
  readonly form?: string;
}

/** What a result is the answer to. */
export interface AnswerTo extends LineName {
  /** Since the command, where the log has times. */
  readonly seconds?: number;
  /** The documented longest of these. */
  readonly limit?: number;
  /** The command is not over: it has been taken, and its late result is still to come. */
  readonly more?: true;
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
  /** What a line of the host's says: in what it has sent, or else in its echo. */
  readonly commands?: readonly ParsedCommand[];
  /** The lines of these that the module answers. */
  readonly asks?: readonly LineName[];
  readonly answerTo?: AnswerTo;
}

export function received(message: Message, origin: Origin, directed: boolean): Entry {
  const { offset, end, at, direction } = origin;
  return { message, offset, end, ...(at !== undefined && { at }), ...(directed && { direction }) };
}

export function sent({ bytes, offset, at, direction }: Sent): Entry {
  const message: SentBytes = { kind: 'sent', type: 'sent', bytes };
  return { message, offset, end: offset, ...(at !== undefined && { at }), direction };
}
