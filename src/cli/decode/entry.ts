import type { Answered, Origin, Sent } from '../../capture/index.js';
import type { Message } from '../../index.js';
import { type Answering, type AnswerTo, answering, answerTo, type Commands, commandsIn } from './answers.js';

/** What the host has sent, where the log tells: no message of the module's, but it appears among them. */
export interface SentBytes {
  readonly kind: 'sent';
  readonly type: 'sent';
  readonly bytes: Uint8Array;
}

/** One line of the output. */
export interface Entry extends Commands {
  readonly message: Message | SentBytes;
  /** Where it begins and ends in the stream of the module's bytes. */
  readonly offset: number;
  readonly end: number;
  /** These only where the log tells. */
  readonly at?: string;
  /** Which of several logs it is of. */
  readonly file?: string;
  /** Of the log, from 1; where the log is the stream itself there is none. */
  readonly line?: number;
  readonly direction?: 'rx' | 'tx';
  readonly answerTo?: AnswerTo;
  readonly answering?: Answering;
  /** All bytes since the entry before it, its frame included; where they are to be shown. */
  readonly bytes?: Uint8Array;
}

/** An entry while it is made: for each message of a log one, and copies of objects would cost more than the rest. */
type Making = { -readonly [K in keyof Entry]: Entry[K] };

/** `base`: where in its stream begins what is read. */
export function received(
  message: Message,
  origin: Origin,
  answer: Answered | undefined,
  directed: boolean,
  base = 0,
): Entry {
  const { offset, end, at, line, direction, isCommandLine } = origin;
  const entry: Making = { message, offset: base + offset, end: base + end };
  if (at !== undefined) entry.at = at;
  if (line !== undefined) entry.line = line;
  if (directed) entry.direction = direction;
  if (isCommandLine && message.kind === 'echo') Object.assign(entry, commandsIn([message.bytes]));
  if (answer !== undefined) {
    const found = answerTo(answer, at);
    if (found !== undefined) entry.answerTo = found;
    entry.answering = answering(answer, message);
  }
  return entry;
}

export function sent({ bytes, lines, offset, at, line, direction }: Sent): Entry {
  const message: SentBytes = { kind: 'sent', type: 'sent', bytes };
  return {
    message,
    offset,
    end: offset,
    ...(at !== undefined && { at }),
    ...(line !== undefined && { line }),
    direction,
    ...commandsIn(lines),
  };
}
