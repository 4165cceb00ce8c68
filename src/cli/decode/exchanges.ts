import { isEscape } from '../../capture/index.js';
import { type Answers, answersTo, type MessageType, type ParsedCommand, parseCommandLine } from '../../index.js';
import { secondsBetween } from './clock.js';
import type { AnswerTo, Entry, LineName } from './entry.js';
import { HostLines } from './host-lines.js';

/** So many commands are waited for once they have their OK: more than there are connections. */
const MOST_OWING = 16;

/** A command line that waits for its answer. */
interface Asked {
  readonly name: LineName;
  readonly connection: number | undefined;
  readonly at: string | undefined;
  readonly answers: Answers<MessageType>;
}

const connectionOf = (carrier: object): number | undefined =>
  'connection' in carrier && typeof carrier.connection === 'number' ? carrier.connection : undefined;

function nameOf(commands: readonly ParsedCommand[]): LineName {
  const [first, ...others] = commands;
  const type = commands.map((command) => command.type).join(';');
  return first !== undefined && others.length === 0 && 'form' in first ? { type, form: first.form } : { type };
}

function ask(commands: readonly ParsedCommand[], at: string | undefined): Asked {
  return {
    name: nameOf(commands),
    connection: commands.map(connectionOf).find((connection) => connection !== undefined),
    at,
    answers: answersTo(commands),
  };
}

/** Logs tell milliseconds, and some more: what is finer comes from the subtraction. */
const rounded = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

function answerTo({ name, at, answers }: Asked, entry: Entry, more: boolean): AnswerTo {
  const seconds = at !== undefined && entry.at !== undefined ? secondsBetween(at, entry.at) : undefined;
  return {
    ...name,
    ...(seconds !== undefined && { seconds: rounded(seconds) }),
    ...(answers.timeout !== undefined && { limit: answers.timeout / 1000 }),
    ...(more && { more }),
  };
}

const isSuccess = (type: MessageType, types: ReadonlySet<MessageType>): boolean => [...types][0] === type;

/**
 * Follows the commands of a log and finds their answers. Whoever writes a line while another waits has given that one
 * up; lines of one write are answered one after the other.
 */
export class Exchanges {
  private readonly lines = new HostLines();
  private inFlight: readonly Asked[] = [];
  private owing: readonly Asked[] = [];
  private isTold = false; // the log has the host's bytes: an echo says nothing new
  private isAskedForData = false; // a prompt has come, and not yet the result of its command

  /** The same entry, with its commands. `transparent`: so was the line when it was written. */
  sent(entry: Entry, bytes: Uint8Array, transparent = false): Entry {
    this.isTold = true;
    if ((transparent || this.isAskedForData) && !isEscape(bytes)) return entry;
    return this.begun(entry, this.lines.add(bytes));
  }

  /** The same entry, with its commands if it is an echo, or with what it answers. */
  received(entry: Entry): Entry {
    const { message } = entry;
    if (message.kind === 'echo') return this.echoed(entry, message.bytes);
    if (message.kind === 'prompt') this.isAskedForData = true;
    if (message.kind === 'final') this.isAskedForData = false;
    const found = this.ended(entry) ?? this.paid(entry);
    return found === undefined ? entry : { ...entry, answerTo: found };
  }

  private echoed(entry: Entry, bytes: Uint8Array): Entry {
    const isCommand = /^ *at/i.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
    return this.isTold || this.isAskedForData || !isCommand ? entry : this.begun(entry, [bytes]);
  }

  private begun(entry: Entry, lines: readonly Uint8Array[]): Entry {
    if (lines.length === 0) return entry;
    const read = lines.map((line) => parseCommandLine(line));
    const asked = read.map((commands) => ask(commands, entry.at)).filter(({ answers }) => answers.results.size > 0);
    if (asked.length > 0) this.inFlight = asked;
    return { ...entry, commands: read.flat(), asks: asked.map(({ name }) => name) };
  }

  private ended(entry: Entry): AnswerTo | undefined {
    const { inFlight } = this;
    if (inFlight.length === 0) return undefined;
    const type = entry.message.type as MessageType;
    const index = inFlight.findIndex(({ answers }) => answers.results.has(type));
    const asked = inFlight[index];
    if (asked === undefined) return undefined;
    this.inFlight = inFlight.slice(index + 1);
    this.isAskedForData = false;
    const more = asked.answers.lateResults.size > 0 && isSuccess(type, asked.answers.results);
    if (more) this.owe(asked);
    return answerTo(asked, entry, more);
  }

  private owe(asked: Asked): void {
    const isOther = ({ name, connection }: Asked): boolean =>
      name.type !== asked.name.type || connection !== asked.connection;
    const others = this.owing.filter(isOther);
    this.owing = [asked, ...others].slice(0, MOST_OWING);
  }

  /** What an earlier command still owed; the last to ask is the first to be answered. */
  private paid(entry: Entry): AnswerTo | undefined {
    const { owing } = this;
    if (owing.length === 0) return undefined;
    const { message } = entry;
    const type = message.type as MessageType;
    const connection = connectionOf(message);
    const asked = owing.find(
      ({ answers, connection: own }) =>
        answers.lateResults.has(type) && (own === undefined || connection === undefined || own === connection),
    );
    if (asked === undefined) return undefined;
    // A state is told before the failure of which it is the reason.
    const more = message.kind === 'response' && !isSuccess(type, asked.answers.lateResults);
    if (!more) this.owing = owing.filter((one) => one !== asked);
    return answerTo(asked, entry, more);
  }
}
