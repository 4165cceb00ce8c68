/** What a command is answered with: the tokenizer's own table of commands, for those who write them. */

import { CR } from '../contract/bytes.js';
import type { CommandEntry, Machine } from '../contract/machine.js';
import { latin1Bytes } from '../values/latin1.js';
import { CommandLine } from './command-line.js';
import { commandSpecs, type PackedCommands } from './packed.js';
import { parameter, parameterStarts } from './parameter.js';
import { writeCommand } from './writer.js';

/** How the data end that a command asks for: after so many bytes as it announces, at Ctrl-Z, or either. */
export interface PromptData {
  /** How many bytes the command announces, if it does. */
  readonly length?: number;
  /** Ctrl-Z can end them. */
  readonly ctrlZ: boolean;
}

/** Types of messages; of both kinds of results, successes come first. */
export interface Answers<T extends string = string> {
  /** Information responses and prompts. */
  readonly answers: ReadonlySet<T>;
  /** What ends it. */
  readonly results: ReadonlySet<T>;
  /** Which of these say that it has succeeded. */
  readonly successes: ReadonlySet<T>;
  /** What may still come once it has ended. */
  readonly lateResults: ReadonlySet<T>;
  /** Which of these say that it has succeeded. */
  readonly lateSuccesses: ReadonlySet<T>;
  /** What the host writes after a prompt, if it asks for anything. */
  readonly promptData?: PromptData;
  /** The longest response time that is documented, in milliseconds; of the late result, if it has any. */
  readonly timeout?: number;
}

type Command = { readonly type: string; readonly bytes?: Uint8Array };

/** What answers it, and its line. */
interface Known {
  readonly entry: CommandEntry;
  readonly line: Uint8Array;
}

/** As the tokenizer finds it: by what the line begins with. */
function entryOfBytes(machine: Machine, bytes: Uint8Array): CommandEntry | undefined {
  const line = new CommandLine(machine);
  line.read(bytes, 0, bytes.length);
  return line.last?.command;
}

/** What the machine knows of the ways to write commands: the entry of each in its table. */
export interface Ways {
  readonly machine: Machine;
  readonly commands: PackedCommands;
  readonly entries: Uint16Array;
}

function known({ machine, commands, entries }: Ways, command: Command): Known[] {
  // What is no object the writer refuses.
  const { type, bytes } = command ?? {};
  if (type !== 'unknown-command') {
    const { line, way } = writeCommand(commandSpecs(commands), command);
    const found = machine.commands[entries[way] ?? 0];
    return found ? [{ entry: found, line: latin1Bytes(line) }] : [];
  }
  const entry = bytes instanceof Uint8Array ? entryOfBytes(machine, bytes) : undefined;
  return entry && bytes ? [{ entry, line: bytes }] : [];
}

/** One command after the other, so their times add up. */
function timeOf(entries: readonly CommandEntry[]): number | undefined {
  const times = entries.flatMap(({ timeout }) => timeout ?? []);
  return times.length > 0 && times.length === entries.length ? times.reduce((sum, time) => sum + time, 0) : undefined;
}

/** The last command of a line is the only one that can ask for data. */
function promptDataOf({ entry, line }: Known): PromptData | undefined {
  if (!entry.promptData) return undefined;
  const { length: which, ctrlZ } = entry.promptData;
  const cr = line.indexOf(CR);
  const end = cr < 0 ? line.length : cr;
  const length = parameter(line, end, which);
  if (length === 0) return { ctrlZ };
  // A number by itself may be something else: AT+CIPSEND=5 can mean connection 5.
  return { length, ctrlZ: ctrlZ && parameterStarts(line, end).length === 1 };
}

export function answersWith(ways: Ways, command: Command | readonly Command[]): Answers {
  const { machine } = ways;
  const line: readonly Command[] = Array.isArray(command) ? command : [command];
  const all = line.flatMap((one) => known(ways, one));
  const last = all.at(-1);
  const entries = all.map(({ entry }) => entry);
  const types = (numbers: readonly number[]): Set<string> => new Set(numbers.map((n) => machine.types[n] as string));
  const timeout = timeOf(entries);
  const promptData = last && promptDataOf(last);
  return {
    answers: types(entries.flatMap(({ answers }) => answers)),
    results: types(last?.entry.results ?? []),
    successes: types(last?.entry.results.slice(0, last.entry.successes) ?? []),
    lateResults: types(entries.flatMap(({ lateResults }) => lateResults)),
    lateSuccesses: types(entries.flatMap(({ lateResults, lateSuccesses }) => lateResults.slice(0, lateSuccesses))),
    ...(timeout !== undefined && { timeout }),
    ...(promptData && { promptData }),
  };
}
