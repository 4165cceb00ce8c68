/** Says which command line a message answers, from the commands in flight; only for those who want to know. */
import type { Answer, AnswerRole, CommandInFlight, LineHead } from '../contract/answer.js';
import { EQUALS } from '../contract/bytes.js';
import type { CommandEntry, Machine } from '../contract/machine.js';
import { latin1 } from '../values/latin1.js';
import type { CommandLine } from './command-line.js';
import { isAmong, isIn } from './in-flight-flags.js';
import { leadingNumber } from './line-head.js';
import { holdsName } from './split.js';

/** So many lines are waited for once they have their OK: more than there are connections. */
export const MOST_LATE = 16;

/** A command line whose late results are still to come. */
interface LateLine {
  readonly command: CommandInFlight;
  readonly entries: readonly CommandEntry[];
  readonly connection: number | undefined;
  /** The late result that has come and does not come again, where rows may follow it. */
  readonly form?: number;
}

/** The line holds a command of this name: `AT+CMGF=1;+CSQ` holds `+CSQ`, and not `+CSQN`. */
const holds = ({ bytes }: CommandInFlight, name: string): boolean => holdsName(bytes, 0, bytes.length, name);

function connectionOf(bytes: Uint8Array): number | undefined {
  const at = bytes.indexOf(EQUALS);
  return at < 0 ? undefined : leadingNumber(bytes, at + 1, bytes.length);
}

const textOf = (bytes: Uint8Array): string => latin1(bytes, 0, bytes.length);

const succeedsWith = (entry: CommandEntry | undefined, form: number): boolean =>
  entry !== undefined && isAmong(entry.results, entry.successes, form);

const isOpen = ({ isOver }: CommandLine): boolean => !isOver;

// Loops, and nothing made on the way: every line of a stream passes through these.

/** The first that has this form for its result. */
function endedBy(form: number, lines: readonly CommandLine[]): CommandLine | undefined {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as CommandLine;
    if (!line.isOver && isIn(line.last?.command?.results, form)) return line;
  }
  return undefined;
}

/** The first of which the grammar says that it is answered so; `all`: not only the first that waits can be. */
function firstAnsweredWith(form: number, lines: readonly CommandLine[], all: boolean): CommandLine | undefined {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as CommandLine;
    if (line.isOver) continue;
    const { entries } = line;
    for (let k = 0; k < entries.length; k++) if (isIn(entries[k]?.answers, form)) return line;
    if (!all) return undefined;
  }
  return undefined;
}

/** The first that holds a command of this name. */
function firstNamed(name: string, lines: readonly CommandLine[], all: boolean): CommandLine | undefined {
  if (name === '') return undefined;
  for (const line of lines) {
    if (line.isOver) continue;
    if (line.source !== undefined && holds(line.source, name)) return line;
    if (!all) return undefined;
  }
  return undefined;
}

/** Those before this line get no answer any more. */
function closeBefore(line: CommandLine, lines: readonly CommandLine[]): void {
  for (let i = 0; i < lines.length && lines[i] !== line; i++) lines[i]?.giveUp();
}

const sharesConnection = (a: number | undefined, b: number | undefined): boolean =>
  a === undefined || b === undefined || a === b;

export class AnswerBook {
  private readonly machine: Machine;
  /** The last to be written is first: it is answered first. */
  private late: readonly LateLine[] = [];

  /**
   * Information responses of shapes that the recogniser does not tell apart by their beginning (`AT+CREG?`, known as `AT+`).
   */
  private readonly ofShapes: ReadonlySet<number>;

  constructor(machine: Machine) {
    this.machine = machine;
    const known = new Set(machine.heads.map(({ command }) => command));
    const others = machine.commands.filter((command) => !known.has(command));
    this.ofShapes = new Set(others.flatMap(({ answers }) => answers));
  }

  /**
   * What a form answers. `lines`: those in flight, in the order in which they are answered; `prompted`: the one of them that
   * it ends because it was asked for prompt data; `head`: what its line begins with.
   */
  answer(
    form: number,
    lines: readonly CommandLine[],
    prompted: CommandLine | undefined,
    head: LineHead,
  ): Answer | undefined {
    const ended = endedBy(form, lines) ?? (prompted?.isOver ? undefined : prompted);
    if (ended) return this.result(form, ended, lines);
    const line = this.waitingFor(form, head, lines);
    if (line) return this.information(form, line, lines);
    return this.late.length > 0 ? this.lateResult(form, head.connection) : undefined;
  }

  /** As text: see `Tokenizer.snapshot`. */
  snapshot(): unknown {
    return this.late.map(({ command, connection, form }) => [textOf(command.bytes), connection ?? -1, form ?? -1]);
  }

  /** No command is in flight any more. */
  forget(): void {
    this.late = [];
  }

  /**
   * The module answers one line after the other: what only a later one asks for, and never comes by itself, says that those
   * before it get no result any more: `AT+CFUN=1` (lost), `AT+CSQ`, `+CSQ: 20,0`, OK.
   */
  private information(form: number, line: CommandLine, lines: readonly CommandLine[]): Answer | undefined {
    if (this.isResponse(form)) closeBefore(line, lines);
    return line.source && { command: line.source, role: this.role(form) };
  }

  private result(form: number, line: CommandLine, lines: readonly CommandLine[]): Answer | undefined {
    const { source, entries } = line;
    closeBefore(line, lines);
    line.giveUp();
    if (!source) return undefined;
    const success = succeedsWith(entries.at(-1), form);
    const more = success && entries.some(({ lateResults }) => lateResults.length > 0);
    if (more) this.await(source, [...entries]);
    return { command: source, role: 'result', success, more };
  }

  private await(command: CommandInFlight, entries: readonly CommandEntry[]): void {
    const connection = connectionOf(command.bytes);
    const isOther = (one: LateLine): boolean => one.entries.at(-1) !== entries.at(-1) || one.connection !== connection;
    this.late = [{ command, entries, connection }, ...this.late.filter(isOther)].slice(0, MOST_LATE);
  }

  private lateResult(form: number, connection: number | undefined): Answer | undefined {
    const line = this.late.find(
      (one) =>
        one.form !== form &&
        one.entries.some(({ lateResults }) => isIn(lateResults, form)) &&
        sharesConnection(one.connection, connection),
    );
    if (!line) return undefined;
    const success = line.entries.some((entry) => isAmong(entry.lateResults, entry.lateSuccesses, form));
    // A state comes before the failure of which it is the reason: STATE: IP CLOSED, then CONNECT FAIL.
    const more = !success && this.isResponse(form);
    if (!more) this.endLate(line, form);
    return { command: line.command, role: 'late-result', success, more };
  }

  /** Where there are several connections, a row for each follows the state: STATE: IP PROCESSING, then C: 0,0,"TCP",... */
  private endLate(line: LateLine, form: number): void {
    const has = (other: number): boolean => other !== form && this.isResponse(other);
    const hasRows = this.isResponse(form) && line.entries.some(({ lateResults }) => lateResults.some(has));
    const rest: LateLine[] = [];
    for (const one of this.late)
      if (one !== line) rest.push(one);
      else if (hasRows) rest.push({ ...line, form: line.form ?? form });
    this.late = rest;
  }

  private isResponse(form: number): boolean {
    return this.machine.kinds[form] === 'response';
  }

  /**
   * The line that information answers: the one that the grammar says is answered so, or else the one that has its name, or
   * else the first. What may come by itself answers only the first: `+CREG: 1` while `AT+CSQ`, `AT+CREG?` wait is an event.
   */
  private waitingFor(form: number, head: LineHead, lines: readonly CommandLine[]): CommandLine | undefined {
    const isResponse = this.isResponse(form);
    const known = firstAnsweredWith(form, lines, isResponse);
    if (known) return known;
    const isOfShapes = this.ofShapes.has(form);
    // +CIPRXGET: 1 while AT+CIPRXGET=2 waits has its name, and is an event.
    if (!isResponse && !isOfShapes) return undefined;
    const named = firstNamed(head.name, lines, isResponse);
    return named ?? (isOfShapes && isResponse ? lines.find(isOpen) : undefined);
  }

  private role(form: number): AnswerRole {
    const kind = this.machine.kinds[form];
    return kind === 'prompt' || kind === 'intermediate' ? kind : 'information';
  }
}
