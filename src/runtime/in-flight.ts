/** Which commands the module has not answered yet. What ends a command stands in the grammar. */
import { CommandLine } from './command-line.js';
import type { Machine, Setting } from './contract.js';

/** More commands than this are never in flight; the oldest is forgotten. */
const MOST = 4;

export class InFlight {
  private readonly flags: Uint8Array;
  /** Used round and round: the first in flight, and how many. */
  private readonly lines: readonly CommandLine[];
  private first = 0;
  private count = 0;
  private raised = false; // a flag of a pattern is up
  /** The last command that has had its final result code still owes results. */
  private owing: CommandLine | undefined;

  constructor(machine: Machine, flags: Uint8Array) {
    this.flags = flags;
    this.lines = Array.from({ length: MOST + 1 }, () => new CommandLine(machine));
  }

  get any(): boolean {
    return this.count > 0;
  }

  /** `AT+CIPSEND`, ...: what the grammar calls the commands that wait for an answer. */
  get heads(): readonly string[] {
    return Array.from({ length: this.count }, (_, i) => this.at(i).entry?.heads[0] ?? 'AT');
  }

  /**
   * A command line has been sent. `alone`: it takes the place of all before (an echo tells no more than that).
   * Returns what it will change.
   */
  begin(b: Uint8Array, from: number, end: number, alone: boolean): readonly Setting[] {
    if (alone) this.count = 0;
    const line = this.at(this.count);
    if (!line.read(b, from, end)) return [];
    if (this.count < MOST) this.count++;
    else this.first = (this.first + 1) % this.lines.length;
    this.owing = undefined;
    this.show();
    return line.settings;
  }

  /** A form has come. Returns the settings that take effect if it ends a command, else undefined. */
  answer(form: number): readonly Setting[] | undefined {
    if (this.count === 0) return undefined;
    const line = this.at(0);
    const { entry } = line;
    if (!entry?.ends.includes(form)) return undefined;
    this.first = (this.first + 1) % this.lines.length;
    this.count--;
    this.owing = entry.owes.length > 0 ? line : undefined;
    this.show();
    return line.settings;
  }

  reset(): void {
    this.count = 0;
    this.owing = undefined;
    this.show();
  }

  private at(index: number): CommandLine {
    return this.lines[(this.first + index) % this.lines.length] as CommandLine;
  }

  private show(): void {
    const { flags } = this;
    if (this.raised) flags.fill(0);
    this.raised = false;
    if (this.owing) this.raise(this.owing);
    for (let i = 0; i < this.count; i++) this.raise(this.at(i));
    flags[0] = this.count > 0 ? 1 : 0;
  }

  private raise({ patterns, count }: CommandLine): void {
    for (let i = 0; i < count; i++) this.flags[patterns[i] as number] = 1;
    if (count > 0) this.raised = true;
  }
}
