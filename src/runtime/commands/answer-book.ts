/** Says which command line a message answers, from the commands in flight; only for those who want to know. */
import type { Answer, AnswerRole, CommandInFlight, LineHead } from '../contract/answer.js';
import { COLON, COMMA, EQUALS, PLUS } from '../contract/bytes.js';
import type { CommandEntry, Machine } from '../contract/machine.js';
import { latin1 } from '../values/latin1.js';
import type { CommandLine } from './command-line.js';
import { isAmong, isIn } from './in-flight-flags.js';
import { commandNames, isDigit } from './split.js';

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

const LONGEST_NAME = 24;

export function lineHead(b: Uint8Array, from: number, end: number): LineHead {
  const colon = b.subarray(from, Math.min(end, from + LONGEST_NAME)).indexOf(COLON);
  const name = b[from] === PLUS && colon > 0 ? latin1(b, from, from + colon).toUpperCase() : '';
  return { connection: leadingNumber(b, from, end), name };
}

/** The line holds a command of this name: `AT+CMGF=1;+CSQ` holds `+CSQ`, and not `+CSQN`. */
const holds = ({ bytes }: CommandInFlight, name: string): boolean =>
  commandNames(bytes, 0, bytes.length).includes(name);

/** The number at the beginning of a line or of parameters, before a comma. */
function leadingNumber(b: Uint8Array, from: number, end: number): number | undefined {
  let p = from;
  let value = 0;
  for (; p < end && isDigit(b[p] as number); p++) value = value * 10 + (b[p] as number) - 48;
  return p > from && b[p] === COMMA ? value : undefined;
}

function connectionOf(bytes: Uint8Array): number | undefined {
  const at = bytes.indexOf(EQUALS);
  return at < 0 ? undefined : leadingNumber(bytes, at + 1, bytes.length);
}

const succeedsWith = (entry: CommandEntry | undefined, form: number): boolean =>
  entry !== undefined && isAmong(entry.results, entry.successes, form);

const before = (line: CommandLine, lines: readonly CommandLine[]): readonly CommandLine[] =>
  lines.slice(0, lines.indexOf(line));

const sharesConnection = (a: number | undefined, b: number | undefined): boolean =>
  a === undefined || b === undefined || a === b;

export class AnswerBook {
  private readonly machine: Machine;
  /** The last to be written is first: it is answered first. */
  private late: readonly LateLine[] = [];
  /** Command lines that get no answer any more: they have had their result, or were given up. */
  private readonly over = new WeakSet<CommandInFlight>();

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
    const open = lines.filter(({ source }) => source === undefined || !this.over.has(source));
    const ended = open.find(({ last }) => isIn(last?.command?.results, form)) ?? open.find((line) => line === prompted);
    if (ended) return this.result(form, ended, open);
    const line = this.waitingFor(form, head.name, open);
    if (line) return this.information(form, line, open);
    return this.lateResult(form, head.connection);
  }

  /**
   * The host does not wait any longer for what answers this line: `AT` is written to wake the module, or for it to find
   * the baud rate (AT manual 2.2.41, AT+IPR=0), until one is answered: of `AT`, `AT`, OK the last is the one that was.
   */
  giveUp(command: CommandInFlight): void {
    this.over.add(command);
  }

  /** No command is in flight any more. */
  forget(): void {
    this.late = [];
  }

  /**
   * The module answers one line after the other: what only a later one asks for, and never comes by itself, says that those
   * before it get no result any more: `AT+CFUN=1` (lost), `AT+CSQ`, `+CSQ: 20,0`, OK.
   */
  private information(form: number, line: CommandLine, open: readonly CommandLine[]): Answer | undefined {
    if (this.isResponse(form)) for (const { source } of before(line, open)) this.close(source);
    return line.source && { command: line.source, role: this.role(form) };
  }

  private close(command: CommandInFlight | undefined): void {
    if (command) this.over.add(command);
  }

  private result(form: number, line: CommandLine, open: readonly CommandLine[]): Answer | undefined {
    const { source, entries } = line;
    for (const earlier of [...before(line, open), line]) this.close(earlier.source);
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
    const rest = hasRows ? [{ ...line, form: line.form ?? form }] : [];
    this.late = this.late.flatMap((one) => (one === line ? rest : [one]));
  }

  private isResponse(form: number): boolean {
    return this.machine.kinds[form] === 'response';
  }

  /**
   * The line that information answers: the one that the grammar says is answered so, or else the one that has its name, or
   * else the first. What may come by itself answers only the first: `+CREG: 1` while `AT+CSQ`, `AT+CREG?` wait is an event.
   */
  private waitingFor(form: number, name: string, open: readonly CommandLine[]): CommandLine | undefined {
    const lines = this.isResponse(form) ? open : open.slice(0, 1);
    const known = lines.find(({ entries }) => entries.some(({ answers }) => isIn(answers, form)));
    const isOfShapes = this.ofShapes.has(form);
    // +CIPRXGET: 1 while AT+CIPRXGET=2 waits has its name, and is an event.
    if (known || !(isOfShapes || this.isResponse(form))) return known;
    const named = lines.find(({ source }) => name !== '' && source !== undefined && holds(source, name));
    return named ?? (isOfShapes && this.isResponse(form) ? lines[0] : undefined);
  }

  private role(form: number): AnswerRole {
    const kind = this.machine.kinds[form];
    return kind === 'prompt' || kind === 'intermediate' ? kind : 'information';
  }
}
