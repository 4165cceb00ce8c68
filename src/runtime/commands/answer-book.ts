/** Says which command line a message answers, from the commands in flight; only for those who want to know. */
import type { Answer, AnswerRole, CommandInFlight } from '../contract/answer.js';
import { COMMA, EQUALS } from '../contract/bytes.js';
import type { CommandEntry, Machine } from '../contract/machine.js';
import type { CommandLine } from './command-line.js';
import { isIn } from './in-flight-flags.js';
import { isDigit } from './split.js';

/** So many lines are waited for once they have their OK: more than there are connections. */
const MOST_LATE = 16;

/** A command line whose late results are still to come. */
interface LateLine {
  readonly command: CommandInFlight;
  readonly entries: readonly CommandEntry[];
  readonly connection: number | undefined;
}

/** The number that begins a line of one of several connections: `0, CONNECT OK`, or the parameters of its command: `=0,`. */
export function leadingNumber(b: Uint8Array, from: number, end: number): number | undefined {
  let p = from;
  let value = 0;
  for (; p < end && isDigit(b[p] as number); p++) value = value * 10 + (b[p] as number) - 48;
  return p > from && b[p] === COMMA ? value : undefined;
}

function connectionOf(bytes: Uint8Array): number | undefined {
  const at = bytes.indexOf(EQUALS);
  return at < 0 ? undefined : leadingNumber(bytes, at + 1, bytes.length);
}

const sharesConnection = (a: number | undefined, b: number | undefined): boolean =>
  a === undefined || b === undefined || a === b;

export class AnswerBook {
  private readonly machine: Machine;
  /** The last to be written is first: it is answered first. */
  private late: readonly LateLine[] = [];

  /**
   * Information responses of shapes that share their beginning with others (`AT+CREG?`, known as `AT+CREG`): the module
   * answers one line after the other, so that they belong to the first in flight.
   */
  private readonly ofShapes: ReadonlySet<number>;

  constructor(machine: Machine) {
    this.machine = machine;
    const known = new Set(machine.heads.map(({ command }) => command));
    const others = machine.commands.filter((command) => !known.has(command));
    this.ofShapes = new Set(others.flatMap(({ answers }) => answers));
  }

  /**
   * What a form answers. `lines`: those in flight, in the order in which they are answered; `ended`: the one of them that it
   * ends; `connection`: the number that its line begins with.
   */
  answer(
    form: number,
    lines: readonly CommandLine[],
    ended: CommandLine | undefined,
    connection: number | undefined,
  ): Answer | undefined {
    if (ended) return this.result(form, ended);
    for (const { source, entries } of lines) {
      if (source && entries.some(({ answers }) => isIn(answers, form)))
        return { command: source, role: this.role(form) };
    }
    return this.lateResult(form, connection) ?? this.ofFirst(form, lines);
  }

  /** No command is in flight any more. */
  forget(): void {
    this.late = [];
  }

  private result(form: number, { source, entries }: CommandLine): Answer | undefined {
    if (!source) return undefined;
    const success = entries.at(-1)?.results[0] === form;
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
        one.entries.some(({ lateResults }) => isIn(lateResults, form)) && sharesConnection(one.connection, connection),
    );
    if (!line) return undefined;
    const success = line.entries.some(({ lateResults }) => lateResults[0] === form);
    // A state comes before the failure of which it is the reason: STATE: IP CLOSED, then CONNECT FAIL.
    const more = !success && this.machine.kinds[form] === 'response';
    if (!more) this.late = this.late.filter((one) => one !== line);
    return { command: line.command, role: 'late-result', success, more };
  }

  private ofFirst(form: number, lines: readonly CommandLine[]): Answer | undefined {
    const command = lines[0]?.source;
    return command && this.ofShapes.has(form) ? { command, role: this.role(form) } : undefined;
  }

  private role(form: number): AnswerRole {
    const kind = this.machine.kinds[form];
    return kind === 'prompt' || kind === 'intermediate' ? kind : 'information';
  }
}
