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

type All = Arbitraries<Message, Command>;

const all: All = createArbitraries<Message, Command>(tables, accepts, read);

// Each with its type: what the compiler finds by itself is a list of all messages, and of all commands.

/** Messages of each type, whether or not they decode without context. */
export const arbitraries: All['arbitraries'] = all.arbitraries;
/** Messages of one type. */
export const messageOf: All['messageOf'] = all.messageOf;
/** A message of any type that decodes without context, whole. */
export const message: All['message'] = all.message;
/** A message whose payload ended before its length, as at the end of a stream. */
export const truncated: All['truncated'] = all.truncated;
/** The bytes of messages in any tolerated spelling, and the messages. */
export const wire: All['wire'] = all.wire;
/** A command of the host, of any type and form. */
export const command: All['command'] = all.command;
/** A command of one type, in any form. */
export const commandOf: All['commandOf'] = all.commandOf;
/** A command and a line it may be written in, in any tolerated spelling. */
export const commandLine: All['commandLine'] = all.commandLine;
/** Sessions: commands, and the answers that the grammar allows them. */
export const transcript: All['transcript'] = all.transcript;
/** A log of some sessions, as tools and drivers print them. */
export const log: All['log'] = all.log;
/** Bytes of a peer who knows how the module speaks. */
export const hostilePayload: All['hostilePayload'] = all.hostilePayload;
/** Bytes that are no line of any form. */
export const noise: All['noise'] = all.noise;
/** The same bytes, with some lost, doubled or changed. */
export const damaged: All['damaged'] = all.damaged;
/** The same bytes, cut into chunks. */
export const chunks: All['chunks'] = all.chunks;
/** A corpus: bytes for the tests of a reader in any language, the same for the same seed. */
export const specimens: All['specimens'] = all.specimens;
/** The literals of the forms, in every tolerated spelling, and the words of their fields: for the dictionary of a fuzzer. */
export const literals: All['literals'] = all.literals;
