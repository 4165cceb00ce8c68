/** Which commands the module has not answered yet. What ends a command stands in the grammar. */
import { CommandLine, NO_SETTINGS } from './command-line.js';
import type { CommandHead, Machine, Setting } from './contract.js';
import { MARKS } from './recognising.js';

/** More commands than this are never in flight; the oldest is forgotten. */
const MOST = 4;
/** One more than that, and a power of two. */
const PLACES = 8;

export class InFlight {
  /** Among the registers: one flag for any command, then one a pattern. */
  private readonly registers: Int32Array;
  private readonly flag: number;
  private readonly patterns: number;
  private readonly known: readonly CommandHead[];
  /** Used round and round: the first in flight, and how many. */
  private readonly lines: readonly CommandLine[];
  private first = 0;
  private count = 0;
  private raised = false; // a flag of a pattern is up
  /** The last command that has had its final result code still owes results. */
  private owing: CommandLine | undefined;

  constructor(machine: Machine, registers: Int32Array) {
    this.registers = registers;
    this.flag = MARKS + machine.marks;
    this.patterns = machine.patterns;
    this.known = machine.heads;
    this.lines = Array.from({ length: PLACES }, () => new CommandLine(machine));
  }

  get any(): boolean {
    return this.count > 0;
  }

  /** `AT+CIPSEND`, ...: what the grammar calls the commands that wait for an answer. */
  get heads(): readonly string[] {
    return Array.from({ length: this.count }, (_, i) => this.at(i).last?.text ?? 'AT');
  }

  /** A command line has been sent. Returns what it will change. */
  begin(b: Uint8Array, from: number, end: number): readonly Setting[] {
    const line = this.at(this.count);
    if (!line.read(b, from, end)) return NO_SETTINGS;
    if (this.count < MOST) this.count++;
    else this.first = (this.first + 1) & (PLACES - 1);
    this.owing = undefined;
    this.show();
    return line.settings;
  }

  /**
   * A command line has been sent back: it takes the place of all before, an echo tells no more than that. `echo`: what
   * the recogniser of echoes says of it.
   */
  beginAlone(b: Uint8Array, from: number, end: number, echo: number): void {
    const line = this.at(0);
    if (echo > 0) line.take(this.known[echo - 1] as CommandHead);
    else if (!line.read(b, from, end)) return;
    this.count = 1;
    this.owing = undefined;
    this.show();
  }

  /** A form has come. Returns the settings that take effect if it ends a command, else undefined. */
  answer(form: number): readonly Setting[] | undefined {
    if (this.count === 0) return undefined;
    const line = this.at(0);
    const command = line.last?.command;
    if (!command || !isIn(command.ends, form)) return undefined;
    this.first = (this.first + 1) & (PLACES - 1);
    this.count--;
    this.owing = command.owes.length > 0 ? line : undefined;
    this.show();
    return line.settings;
  }

  reset(): void {
    this.count = 0;
    this.owing = undefined;
    this.show();
  }

  private at(index: number): CommandLine {
    return this.lines[(this.first + index) & (PLACES - 1)] as CommandLine;
  }

  private show(): void {
    const { registers, flag } = this;
    if (this.raised) registers.fill(0, flag, flag + 1 + this.patterns);
    this.raised = false;
    if (this.owing) this.raise(this.owing);
    for (let i = 0; i < this.count; i++) this.raise(this.at(i));
    registers[flag] = this.count > 0 ? 1 : 0;
  }

  private raise({ patterns, count }: CommandLine): void {
    for (let i = 0; i < count; i++) this.registers[this.flag + 1 + (patterns[i] as number)] = 1;
    if (count > 0) this.raised = true;
  }
}

/** `includes` for a handful of numbers, without what that costs for being general. */
function isIn(numbers: readonly number[], wanted: number): boolean {
  for (let i = 0; i < numbers.length; i++) if (numbers[i] === wanted) return true;
  return false;
}
