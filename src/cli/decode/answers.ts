/** What the host's lines say, and what a message answers: the decoder knows which; here it gets its name and times. */
import type { Answered } from '../../capture/index.js';
import type { Message, ParsedCommand } from '../../index.js';
import { protocol } from '../protocol.js';
import { secondsBetween } from './clock.js';

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

/** The command line that a message answers, whatever its role. */
export interface Answering extends LineName {
  /** From its `AT` on. */
  readonly text: string;
  readonly role: Answered['role'];
  /** It is a result, and none of those that say the command did what it should. */
  readonly failed?: true;
}

/** What lines of the host's say: in what it has sent, or else in its echo. */
export interface Commands {
  readonly commands?: readonly ParsedCommand[];
  /** The lines of these that the module answers. */
  readonly answered?: readonly LineName[];
}

function nameOf(commands: readonly ParsedCommand[]): LineName {
  const [first, ...others] = commands;
  const type = commands.map((command) => command.type).join(';');
  return first !== undefined && others.length === 0 && 'form' in first ? { type, form: first.form } : { type };
}

/** A command line as it is needed when it is written or comes back, and again with its result. */
interface ReadLine {
  readonly text: string;
  readonly commands: readonly ParsedCommand[];
  readonly name: LineName;
  readonly isAnswered: boolean;
  /** In seconds. */
  readonly limit: number | undefined;
}

const MOST_REMEMBERED = 1024;
const remembered = new Map<string, ReadLine>();

/** Parsed once: a line and its result are read one after the other, and most logs hold the same lines again and again. */
function readLine(bytes: Uint8Array): ReadLine {
  const text = Buffer.from(bytes).toString('latin1');
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const commands = protocol().parseCommandLine(bytes);
  const { results, timeout } = protocol().answersTo(commands);
  const limit = timeout === undefined ? undefined : timeout / 1000;
  const line = { text, commands, name: nameOf(commands), isAnswered: results.size > 0, limit };
  remembered.set(text, line);
  return line;
}

/** Nothing where there is no line. */
export function commandsIn(lines: readonly Uint8Array[]): Commands {
  if (lines.length === 0) return {};
  const read = lines.map(readLine);
  return {
    commands: read.flatMap(({ commands }) => commands),
    answered: read.filter(({ isAnswered }) => isAnswered).map(({ name }) => name),
  };
}

/** Which line a message answers. Information before a late result is no failure: STATE before CONNECT FAIL. */
export function answering({ command, role, success }: Answered, { kind }: Message): Answering {
  const { name, text } = readLine(command.bytes);
  const failed = success === false && kind !== 'response';
  return { ...name, text, role, ...(failed && { failed }) };
}

/** Logs tell milliseconds, and some more: what is finer comes from the subtraction. */
const rounded = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

/** What a result answers, received `at` that time; undefined for information and prompts. */
export function answerTo({ command, role, more, at: since }: Answered, at: string | undefined): AnswerTo | undefined {
  if (role !== 'result' && role !== 'late-result') return undefined;
  const { name, limit } = readLine(command.bytes);
  const seconds = since !== undefined && at !== undefined ? secondsBetween(since, at) : undefined;
  return {
    ...name,
    ...(seconds !== undefined && { seconds: rounded(seconds) }),
    ...(limit !== undefined && { limit }),
    ...(more && { more }),
  };
}
