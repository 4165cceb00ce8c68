/** "./arbitraries": fast-check arbitraries of everything on the line: what the module sends, and the host's commands. */
import { tables } from '../generated/arbitraries.js';
import type { Command } from '../generated/commands.js';
import type { Message } from '../generated/messages.js';
import { type Arbitraries, createArbitraries } from './arbitraries/create.js';
import type { Step } from './arbitraries/transcript.js';
import { Decoder, decode, EncodeError, encode } from './index.js';

export type { CommandLine } from './arbitraries/command.js';
export type { Accepts, Arbitraries } from './arbitraries/create.js';
export { createArbitraries } from './arbitraries/create.js';
export type { Log } from './arbitraries/log.js';
export type { PackedTables } from './arbitraries/packed.js';
export type { Specimen, SpecimenOptions } from './arbitraries/specimens.js';
export type { Transcript } from './arbitraries/transcript.js';
export type { Wire } from './arbitraries/wire.js';

/** The one filter: a message with a text that is not read back as itself cannot be had on a line. */
function accepts(message: unknown, inFlight: string | undefined): boolean {
  try {
    const bytes = encode(message as Message);
    if (inFlight === undefined) return true;
    const [first, ...more] = decode(bytes, { inFlight });
    return more.length === 0 && first?.type === (message as Message).type;
  } catch (error) {
    if (error instanceof EncodeError) return false;
    throw error;
  }
}

/** What the steps of a session are read as, bytes and texts left aside. */
function read(steps: readonly Step[]): string {
  const types: string[] = [];
  const decoder = new Decoder(({ type }) => types.push(type));
  for (const { direction, bytes } of steps) {
    if (direction === 'rx') decoder.write(bytes);
    // The line end that a log puts after data is none of its bytes.
    else decoder.sent(decoder.state().prompted && bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes);
  }
  decoder.end();
  return types.join(' ');
}

const all: Arbitraries<Message, Command> = createArbitraries<Message, Command>(tables, accepts, read);

export const {
  arbitraries,
  messageOf,
  message,
  truncated,
  wire,
  command,
  commandOf,
  commandLine,
  transcript,
  log,
  hostilePayload,
  noise,
  damaged,
  chunks,
  specimens,
  literals,
} = all;
