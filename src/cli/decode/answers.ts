/** What the host's lines say, and what a message answers: the decoder knows which; here it gets its name and times. */
import type { Answered } from '../../capture/index.js';
import type { Message, ParsedCommand } from '../../index.js';
import { latin1 } from '../latin1.js';
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
  /** What messages answer with this line, by role and whether it failed: the same objects for all of them. */
  readonly roles: Map<string, Answering>;
  /** What results answer that have no time: the last, and one that has more to come. */
  readonly last: AnswerTo;
  readonly taken: AnswerTo;
}

/** There are 8,760 ways to announce data on one of six connections alone: AT+CIPSEND=0,1 to AT+CIPSEND=5,1460. */
const MOST_REMEMBERED = 4096;
const remembered = new Map<string, ReadLine>();

/** Of a command in flight, for its first answer and all after it. */
const lines = new WeakMap<object, ReadLine>();

function lineOf({ command }: Answered): ReadLine {
  const known = lines.get(command);
  if (known !== undefined) return known;
  const line = readLine(command.bytes);
  lines.set(command, line);
  return line;
}

/** Parsed once: a line and its result are read one after the other, and most logs hold the same lines again and again. */
function readLine(bytes: Uint8Array): ReadLine {
  const text = latin1(bytes);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const commands = protocol().parseCommandLine(bytes);
  const { results, timeout } = protocol().answersTo(commands);
  const limit = timeout === undefined ? undefined : timeout / 1000;
  const name = nameOf(commands);
  const last: AnswerTo = limit === undefined ? name : { ...name, limit };
  const line: ReadLine = {
    text,
    commands,
    name,
    isAnswered: results.size > 0,
    limit,
    roles: new Map(),
    last,
    taken: { ...last, more: true },
  };
  remembered.set(text, line);
  return line;
}

/** What results answer with this line, where the log has no times. */
export const answersOf = (line: Uint8Array): { readonly last: AnswerTo; readonly taken: AnswerTo } => readLine(line);

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
export function answering(answer: Answered, { kind }: Message): Answering {
  const { role, success } = answer;
  const { roles, name, text } = lineOf(answer);
  const failed = success === false && kind !== 'response';
  const key = failed ? 'failed' : role;
  const known = roles.get(key);
  if (known !== undefined && known.role === role) return known;
  const made: Answering = failed ? { ...name, text, role, failed } : { ...name, text, role };
  roles.set(key, made);
  return made;
}

/** Logs tell milliseconds, and some more: what is finer comes from the subtraction. */
const rounded = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

/** What a result answers, received `at` that time; undefined for information and prompts. */
export function answerTo(answer: Answered, at: string | undefined): AnswerTo | undefined {
  const { role, more, at: since } = answer;
  if (role !== 'result' && role !== 'late-result') return undefined;
  const { name, limit, last, taken } = lineOf(answer);
  const seconds = since !== undefined && at !== undefined ? secondsBetween(since, at) : undefined;
  if (seconds === undefined) return more ? taken : last;
  return {
    ...name,
    seconds: rounded(seconds),
    ...(limit !== undefined && { limit }),
    ...(more && { more }),
  };
}
