/** Where each workload comes from: a piece of it, drawn at random. */
import { encode, type Message } from '../../src/index.js';
import type { WorkloadName } from './file.js';
import { lines } from './lines.js';
import { mixed } from './mixed.js';
import { hostile, payload } from './payload.js';
import type { Random } from './random.js';
import { type Session, sessions } from './transcript.js';

export type Draw = (random: Random, types?: ReadonlySet<string>) => Session;

function fromMessages(draw: (random: Random) => Message[]): () => Draw {
  return () => (random, types) => {
    const messages = draw(random).filter(({ type }) => !types || types.has(type));
    return { messages, bytes: Buffer.concat(messages.map((message) => encode(message))) };
  };
}

function fromSessions(): Draw {
  const all = sessions();
  return (random) => random.pick(all);
}

export const SOURCES: Readonly<Record<WorkloadName, () => Draw>> = {
  lines: fromMessages(lines),
  'lines-fresh': fromMessages(lines),
  mixed: fromMessages(mixed),
  payload: fromMessages(payload),
  hostile: fromMessages(hostile),
  transcript: fromSessions,
};
