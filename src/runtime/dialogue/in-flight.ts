/** Which commands the module has not answered yet. What ends a command is in the grammar. */

import { MOST_LATE } from '../commands/answer-book.js';
import { CommandLine } from '../commands/command-line.js';
import { type InFlightFlags, isIn } from '../commands/in-flight-flags.js';
import { NO_QUESTION, Question, TEST } from '../commands/question.js';
import { commandNames, upper } from '../commands/split.js';
import type { CommandInFlight } from '../contract/answer.js';
import { COLON } from '../contract/bytes.js';
import type { CommandEntry, CommandHead, Machine, Setting } from '../contract/machine.js';

/** More commands than this are never in flight; the oldest is forgotten. */
const MOST = 7;
/** One more than that, and a power of two. */
const PLACES = 8;

/** Made once a grammar. */
const nameSets = new WeakMap<readonly string[], ReadonlySet<string>>();

function namesOf({ commandNames: names }: Machine): ReadonlySet<string> {
  const set = nameSets.get(names) ?? new Set(names);
  nameSets.set(names, set);
  return set;
}

/** A command line of the host. Positions count all bytes that the host has written. */
export class Waiting {
  /** Replaced only by the line that was known by its echo before the first `sent()`. */
  line: CommandLine;
  /** Where it begins, and after its line end. */
  from = 0;
  to = 0;
  /** Its echo has come. */
  echoed = false;
  /** It was written when the echo of all before it had come: the module takes it once these are over. */
  alone = false;
  /** How many bytes its prompt data has, as the line announces; 0: it does not say. */
  length = 0;
  /** The module has asked for that prompt data: set by the prompt. What ends any command ends it too. */
  prompted = false;
  /** `+CSQ`: the names of its extended commands. */
  names: readonly string[] = [];
  /** One of them is none that the grammar knows: anything may answer it. */
  isForeign = false;
  question = new Question();
  /** Set with `prompted`, cleared when the host takes the data back with ESC: what became of the data may come late. */
  sends = false;

  constructor(machine: Machine) {
    this.line = new CommandLine(machine);
  }

  get command(): CommandEntry | undefined {
    return this.line.last?.command;
  }

  get settings(): readonly Setting[] {
    return this.line.settings;
  }

  endsWith(form: number): boolean {
    return isIn(this.command?.results, form);
  }

  /** `form` is its success result. */
  succeedsWith(form: number): boolean {
    return this.command?.results[0] === form;
  }

  /** Whether the form, the line at `p`, is an answer to the command line, or has the name of one of its commands. */
  isAnsweredBy(form: number, b: Uint8Array, p: number): boolean {
    if (this.isForeign || this.names.some((name) => hasName(b, p, name))) return true;
    return this.line.entries.some(
      ({ answers, results, lateResults }) => isIn(answers, form) || isIn(results, form) || isIn(lateResults, form),
    );
  }
}

/** `+HTTPREAD: 5` begins with the name `+HTTPREAD`. Nothing is allocated: every header of a payload is asked this. */
function hasName(b: Uint8Array, p: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) if (upper(b[p + i] as number) !== name.charCodeAt(i)) return false;
  return b[p + name.length] === COLON;
}

export class InFlight {
  private readonly machine: Machine;
  private readonly flags: InFlightFlags;
  private readonly names: ReadonlySet<string>;
  private readonly known: readonly CommandHead[];
  /** The entry for commands that the grammar says nothing of. */
  private readonly unknown: CommandEntry | undefined;
  /** Used round and round: the first in flight, and how many. */
  private readonly places: Waiting[];
  private first = 0;
  private count = 0;
  /** `lines`: used again for every message. */
  private readonly inOrder: CommandLine[] = [];
  /** The late results of commands that have succeeded and have had none yet; those of the last come first. */
  private owed: readonly (readonly number[])[] = [];
  /** The last command that has had its final result code may have late results. */
  private late: CommandLine | undefined;

  constructor(machine: Machine, flags: InFlightFlags) {
    this.machine = machine;
    this.flags = flags;
    this.names = namesOf(machine);
    this.known = machine.heads;
    this.unknown = machine.heads.find(({ text }) => text === 'AT')?.command;
    this.places = Array.from({ length: PLACES }, () => new Waiting(machine));
  }

  get any(): boolean {
    return this.count > 0;
  }

  /** See Dialogue. */
  get printsRows(): boolean {
    for (let i = 0; i < this.count; i++) if (this.at(i).line.printsRows) return true;
    return false;
  }

  get isAskedForRows(): boolean {
    for (let i = 0; i < this.count; i++) if (this.at(i).question.kind === TEST) return true;
    return this.printsRows;
  }

  questionAt(b: Uint8Array, p: number): number {
    for (let i = 0; i < this.count; i++) {
      const { question } = this.at(i);
      if (question.isAnsweredAt(b, p)) return question.kind;
    }
    return NO_QUESTION;
  }

  /** `AT+CIPSEND`, ...: what the grammar calls the commands that wait for an answer. */
  get heads(): readonly string[] {
    return this.lines.map(({ last }) => last?.text ?? 'AT');
  }

  /** What is known from echo alone: the command in flight and what it asks, and the one that may have late results. */
  beginWith(line: CommandLine | undefined, question: Question, late: CommandLine | undefined): void {
    this.late = late;
    if (!line) return;
    const one = this.at(0);
    one.line = line;
    question.settle();
    one.question = question;
    this.placeAlone(one);
  }

  /** In the order in which they are answered: those first whose prompt is still to come, where that matters. */
  get lines(): readonly CommandLine[] {
    const { inOrder, count } = this;
    inOrder.length = count;
    for (let i = 0; i < count; i++) inOrder[i] = this.at(i).line;
    return inOrder;
  }

  /** Whether this form, the line at `p`, answers a command in flight, or one whose late results are still to come. */
  awaits(form: number, b: Uint8Array, p: number): boolean {
    for (let i = 0; i < this.count; i++) if (this.at(i).isAnsweredBy(form, b, p)) return true;
    return this.owed.some((results) => isIn(results, form));
  }

  /** Those whose lines end before this position, the oldest first. */
  endedBefore(position: number): readonly Waiting[] {
    const ended: Waiting[] = [];
    for (let i = 0; i < this.count; i++) if (this.at(i).to <= position) ended.push(this.at(i));
    return ended;
  }

  /** A command line has been written. */
  begin(b: Uint8Array, end: number, from: number, to: number): Waiting | undefined {
    const one = this.at(this.count);
    if (!one.line.read(b, 0, end)) return undefined;
    one.question.take(b, 0, end);
    one.names = commandNames(b, 0, end);
    one.isForeign = one.names.some((name) => !this.names.has(name));
    one.from = from;
    one.to = to;
    one.echoed = one.prompted = one.sends = false;
    one.alone = this.allEchoed();
    if (this.count < MOST) this.count++;
    else this.first = this.place(1);
    this.late = undefined;
    this.show();
    return one;
  }

  /**
   * A command line has come back that the host has not said it wrote: it takes the place of all before, an echo says no
   * more than that. `echo`: what the recogniser says of it.
   */
  beginAlone(b: Uint8Array, from: number, end: number, echo: number, source: CommandInFlight | undefined): void {
    const one = this.at(0);
    if (echo > 0) one.line.take(this.known[echo - 1] as CommandHead);
    else if (!one.line.read(b, from, end)) return;
    one.line.source = source;
    one.question.take(b, from, end);
    this.placeAlone(one);
    this.late = undefined;
    this.show();
  }

  private placeAlone(one: Waiting): void {
    one.echoed = one.isForeign = true;
    one.names = [];
    one.prompted = one.sends = one.alone = false;
    one.length = 0;
    this.count = 1;
  }

  /** The command whose echo is the next to come, as the host has been echoed up to `position`. */
  expected(position: number): Waiting | undefined {
    for (let i = 0; i < this.count; i++) if (this.at(i).to > position) return this.at(i);
    return undefined;
  }

  /**
   * The host has been echoed up to `position`. Where a command was alone, those before it are over, but for those that
   * send something.
   */
  echoedTo(position: number): void {
    for (let i = 0; i < this.count; i++) {
      const one = this.at(i);
      if (one.echoed || one.to > position) continue;
      one.echoed = true;
      if (one.alone) i -= this.removeBefore(i);
    }
  }

  /** The host takes the prompt data back that was asked for. */
  takeBack(): void {
    for (let i = this.count - 1; i >= 0; i--) {
      const one = this.at(i);
      if (!one.prompted) continue;
      one.sends = false;
      return;
    }
  }

  /**
   * A form has come. The first command that can be ended by it is over, and those before it are: they have had their
   * answers, or never get any. Returns that command.
   */
  answer(form: number): Waiting | undefined {
    const index = this.indexEndedBy(form);
    return index < 0 ? undefined : this.end(index, form);
  }

  /** A late result has come. A state comes before the failure of which it is the reason: STATE: IP CLOSED, CONNECT FAIL. */
  takeLate(form: number): void {
    if (this.owed.length === 0 || this.machine.kinds[form] === 'response') return;
    const taken = this.owed.findIndex((results) => isIn(results, form));
    if (taken >= 0) this.owed = this.owed.filter((_, i) => i !== taken);
  }

  /** The command that this form ends. */
  endedBy(form: number): Waiting | undefined {
    const index = this.indexEndedBy(form);
    return index < 0 ? undefined : this.at(index);
  }

  /** Of a command that was asked for its prompt data: what ends any command ends that too. -1: it ends none. */
  private indexEndedBy(form: number): number {
    for (let i = 0; i < this.count; i++) if (this.at(i).endsWith(form)) return i;
    if (!this.endsUnknown(form)) return -1;
    for (let i = this.count - 1; i >= 0; i--) if (this.at(i).prompted) return i;
    return -1;
  }

  /** Any command that the grammar does not know is ended by it: OK, ERROR. */
  endsUnknown(form: number): boolean {
    return isIn(this.unknown?.results, form);
  }

  /**
   * The module asks for prompt data. Returns the command that wants it; those before it that never ask are over. `known`:
   * the grammar says which commands do, so of others only those that it says nothing of.
   */
  ask(known: boolean): Waiting | undefined {
    let i = known ? this.notPrompted((command) => command?.promptData !== undefined) : this.notPrompted(() => true);
    if (i < 0) i = this.notPrompted((command) => command === this.unknown);
    if (i < 0) return undefined;
    const one = this.at(i);
    one.prompted = one.sends = true;
    if (known) for (let n = 0; n < i && !this.at(0).command?.promptData; n++) this.drop(1);
    return one;
  }

  /** Forgets the commands that were written from this position on. */
  forgetFrom(position: number): void {
    const before = this.count;
    while (this.count > 0 && this.at(this.count - 1).from >= position) this.count--;
    if (this.count < before) this.show();
  }

  reset(): void {
    this.count = 0;
    this.late = undefined;
    this.owed = [];
    this.show();
  }

  /** Those written before this command get no answer any more. */
  removeAllBefore(one: Waiting): void {
    for (let i = 0; i < this.count; i++) if (this.at(i) === one) this.removeBefore(i);
  }

  /** Removes what is before this command and sends nothing; returns how many. */
  private removeBefore(index: number): number {
    const before = this.count;
    for (let i = index - 1; i >= 0; i--) if (!this.at(i).sends) this.remove(i);
    if (this.count < before) this.show();
    return before - this.count;
  }

  /** Those before it move up, and its place is free again. */
  private remove(index: number): void {
    const one = this.at(index);
    for (let i = index; i > 0; i--) this.places[this.place(i)] = this.at(i - 1);
    this.places[this.first] = one;
    this.first = this.place(1);
    this.count--;
  }

  private notPrompted(may: (command: CommandEntry | undefined) => boolean): number {
    for (let i = 0; i < this.count; i++) {
      const one = this.at(i);
      if (!one.prompted && may(one.command)) return i;
    }
    return -1;
  }

  private allEchoed(): boolean {
    for (let i = 0; i < this.count; i++) if (!this.at(i).echoed) return false;
    return true;
  }

  private end(index: number, form: number): Waiting {
    const one = this.at(index);
    const { command } = one;
    if (command && command.lateResults.length > 0 && one.succeedsWith(form))
      this.owed = [command.lateResults, ...this.owed].slice(0, MOST_LATE);
    this.late = command && command.lateResults.length > 0 ? one.line : undefined;
    this.drop(index + 1);
    return one;
  }

  private drop(count: number): void {
    this.first = this.place(count);
    this.count -= count;
    this.show();
  }

  private at(index: number): Waiting {
    return this.places[this.place(index)] as Waiting;
  }

  private place(index: number): number {
    return (this.first + index) & (PLACES - 1);
  }

  private show(): void {
    const { flags } = this;
    flags.lower();
    if (this.late) flags.raise(this.late);
    for (let i = 0; i < this.count; i++) flags.raise(this.at(i).line);
    flags.setAny(this.any);
  }
}
