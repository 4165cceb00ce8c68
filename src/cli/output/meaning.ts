/** What an entry means, and the colour of that: red failed, green succeeded, yellow ended something, the rest is calm. */
import type picocolors from 'picocolors';
import type { Entry } from '../decode/entry.js';
import { protocol } from '../protocol.js';
import { ENDS, RESTART } from '../why/rules.js';

export type Meaning = 'failure' | 'success' | 'ending' | 'unknown' | 'data' | 'host' | 'calm';

export type Paint = (text: string) => string;
export type Palette = ReturnType<typeof picocolors.createColors>;

const ENDING: ReadonlySet<string> = new Set(
  [...ENDS, RESTART].filter(({ by }) => by !== 'host').map(({ type }) => type),
);

/** A result whose command is not known fails if it is the success of none. */
export const isFailure = ({ message, answering }: Entry): boolean =>
  answering === undefined
    ? message.kind === 'final' && !protocol().successTypes.includes(message.type)
    : answering.failed === true;

const isResult = ({ message, answering }: Entry): boolean =>
  message.kind === 'final' || (answering?.role === 'late-result' && message.kind !== 'response');

export function meaningOf(entry: Entry): Meaning {
  const { kind, type } = entry.message;
  if (kind === 'unrecognized') return 'unknown';
  if (ENDING.has(type)) return 'ending';
  if (isFailure(entry)) return 'failure';
  if (isResult(entry)) return 'success';
  if (kind === 'data') return 'data';
  return kind === 'echo' || kind === 'sent' || kind === 'prompt' ? 'host' : 'calm';
}

export const paints = ({ red, green, yellow, magenta, blue, dim, cyan }: Palette): Record<Meaning, Paint> => ({
  failure: red,
  success: green,
  ending: yellow,
  unknown: magenta,
  data: blue,
  host: dim,
  calm: cyan,
});
