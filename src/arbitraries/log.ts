/** Logs of a session, as tools and drivers print them. */
import * as fc from 'fast-check';
import { toBytes } from './bytes.js';
import { type Dress, made, PARTS, remarkAt, TOOLS } from './log-dresses.js';
import { type Entry, lineEntries, stepsOfLines, writeEntries } from './log-parts.js';
import type { Step, Transcript } from './transcript.js';

/** A log: its bytes, and what is left in it of the session. */
export interface Log {
  readonly bytes: Uint8Array;
  /** The kind of dress: the tool's name, or that it was made of parts. */
  readonly dress: string;
  /** What host and module have sent, as far as the log shows it: line ends may be lost, or the host's side. */
  readonly steps: readonly Step[];
  /** Lines of the application's appear between. */
  readonly remarks: number;
}

/** Sessions one after the other: nobody logs three lines. */
const LEAST_SESSIONS = 5;
const MOST_SESSIONS = 10;
/** A remark after so many lines. */
const EVERY = 5;

const anyDress: fc.Arbitrary<Dress> = fc.oneof(
  fc.constantFrom(...TOOLS),
  fc
    .record({
      time: fc.nat(PARTS.time),
      component: fc.nat(PARTS.component - 1),
      tags: fc.nat(PARTS.tags - 1),
      ends: fc.nat(PARTS.ends - 1),
      spelling: fc.integer({ min: -1, max: PARTS.spelling - 1 }),
    })
    .map(made),
);

function entriesOf(dress: Dress, steps: readonly Step[]): Entry[] {
  const shown = dress.sides === 'both' ? steps : steps.filter(({ direction }) => direction === 'rx');
  return dress.holds === 'lines' ? lineEntries(shown) : writeEntries(shown);
}

/** What a session is read as when it is decoded step by step. */
export type Read = (steps: readonly Step[]) => string;

const shownAs = (holds: Dress['holds'], steps: readonly Step[]): readonly Step[] =>
  holds === 'lines' ? stepsOfLines(lineEntries(steps)) : steps;

/**
 * The sessions that are still what they were, one after the other and without what the dress loses: without its line ends
 * a payload is shorter than its header says, and swallows what follows.
 */
function surviving(sessions: readonly Transcript<unknown>[], { holds, lacks }: Dress, read: Read): Step[] {
  let kept: Step[] = [];
  let known = '';
  for (const { steps } of sessions) {
    if (lacks !== undefined && steps.some(({ bytes }) => bytes.includes(lacks.charCodeAt(0)))) continue;
    const more = [...kept, ...steps];
    const expected = known === '' ? read(steps) : `${known} ${read(steps)}`;
    if (read(shownAs(holds, more)) !== expected) continue;
    kept = more;
    known = expected;
  }
  return kept;
}

function dressed(dress: Dress, steps: readonly Step[], noise: number): Log {
  const entries = entriesOf(dress, steps);
  const { remark } = dress;
  let remarks = 0;
  const text = entries.flatMap((entry, i) => {
    const line = dress.line(entry);
    if (remark === undefined || (i + noise) % EVERY !== 0) return [line];
    remarks++;
    return [remark(remarkAt(i + noise), entry.at), line];
  });
  const left =
    dress.holds === 'lines'
      ? stepsOfLines(entries)
      : entries.map(({ direction, text: sent }) => ({ direction, bytes: toBytes(sent) }));
  return { bytes: toBytes(text.map((line) => `${line}\n`).join('')), dress: dress.name, steps: left, remarks };
}

/**
 * A log of some sessions, in the dress of a tool or in one made of parts: times, components, tags, quotes, counters,
 * spellings, with lines of an application between. Decoding `steps` tells what reading the log must come to.
 */
export function log<M>(transcript: fc.Arbitrary<Transcript<M>>, read: Read): fc.Arbitrary<Log> {
  const sessions = fc.array(transcript, { minLength: LEAST_SESSIONS, maxLength: MOST_SESSIONS });
  return fc
    .tuple(anyDress, sessions, fc.nat(EVERY - 1))
    .map(([dress, all, noise]) => dressed(dress, surviving(all, dress, read), noise));
}
