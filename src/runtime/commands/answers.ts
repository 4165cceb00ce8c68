/** What a command is answered with: the tokenizer's own table of commands, for those who write them. */

import type { CommandEntry, Machine } from '../contract/machine.js';
import { CommandLine } from './command-line.js';
import type { CommandSpecs } from './spec.js';
import { writeCommand } from './writer.js';

/** Types of messages; of both kinds of results, success comes first. */
export interface Answers<T extends string = string> {
  /** Information responses and prompts. */
  readonly answers: ReadonlySet<T>;
  /** What ends it. */
  readonly results: ReadonlySet<T>;
  /** What may still come once it has ended. */
  readonly lateResults: ReadonlySet<T>;
  /** The longest response time that is documented, in milliseconds; of the late result, if it has any. */
  readonly timeout?: number;
}

type Command = { readonly type: string; readonly bytes?: Uint8Array };

/** As the tokenizer finds it: by what the line begins with. */
function entryOfBytes(machine: Machine, bytes: Uint8Array): CommandEntry | undefined {
  const line = new CommandLine(machine);
  line.read(bytes, 0, bytes.length);
  return line.last?.command;
}

function entryOf(machine: Machine, commands: CommandSpecs, command: Command): CommandEntry | undefined {
  const { type, bytes } = command;
  if (type !== 'unknown-command') return machine.commands[writeCommand(commands, command).entry];
  return bytes instanceof Uint8Array ? entryOfBytes(machine, bytes) : undefined;
}

/** One command after the other, so their times add up. */
function timeOf(entries: readonly CommandEntry[]): number | undefined {
  const times = entries.flatMap(({ timeout }) => timeout ?? []);
  return times.length > 0 && times.length === entries.length ? times.reduce((sum, time) => sum + time, 0) : undefined;
}

export function answersWith(machine: Machine, commands: CommandSpecs, command: Command | readonly Command[]): Answers {
  const line: readonly Command[] = Array.isArray(command) ? command : [command];
  const entries = line.flatMap((one) => entryOf(machine, commands, one) ?? []);
  const types = (numbers: readonly number[]): Set<string> => new Set(numbers.map((n) => machine.types[n] as string));
  const timeout = timeOf(entries);
  return {
    answers: types(entries.flatMap(({ answers }) => answers)),
    results: types(entries.at(-1)?.results ?? []),
    lateResults: types(entries.flatMap(({ lateResults }) => lateResults)),
    ...(timeout !== undefined && { timeout }),
  };
}
