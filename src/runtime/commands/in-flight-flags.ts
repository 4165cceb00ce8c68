/**
 * The registers by which a recogniser sees what is in flight: one flag for any command, then one for each pattern of
 * commands that the grammar names after `while` (`AT+CIPRXGET?` is one). Behind them is the flag that nothing more comes.
 */
import type { Machine } from '../contract/machine.js';
import { MARKS } from '../contract/registers.js';
import type { CommandLine } from './command-line.js';

export class InFlightFlags {
  private readonly registers: Int32Array;
  /** The register of the flag for any command. */
  private readonly any: number;
  private readonly patterns: number;
  private raised = false; // the flag of a pattern is 1

  constructor(machine: Machine, registers: Int32Array) {
    this.registers = registers;
    this.any = MARKS + machine.marks;
    this.patterns = machine.patterns;
  }

  setAny(inFlight: boolean): void {
    this.registers[this.any] = inFlight ? 1 : 0;
  }

  /** Set while what is held is read as it is: a recogniser is not to wait then. */
  setLast(isLast: boolean): void {
    this.registers[this.any + 1 + this.patterns] = isLast ? 1 : 0;
  }

  /** Clears the flags of all patterns. */
  lower(): void {
    if (!this.raised) return;
    this.registers.fill(0, this.any + 1, this.any + 1 + this.patterns);
    this.raised = false;
  }

  /** The flag of one pattern by itself; -1: there is none. */
  set(pattern: number, isSet: boolean): void {
    if (pattern >= 0) this.registers[this.any + 1 + pattern] = isSet ? 1 : 0;
  }

  /** Sets those of the patterns that this line matches. */
  raise({ patterns, count }: CommandLine): void {
    if (count === 0) return;
    for (let i = 0; i < count; i++) this.registers[this.any + 1 + (patterns[i] as number)] = 1;
    this.raised = true;
  }
}

/** `wanted` is one of the first so many. */
export function isAmong(numbers: readonly number[], count: number, wanted: number): boolean {
  const at = numbers.indexOf(wanted);
  return at >= 0 && at < count;
}

/** `includes` for a handful of numbers, without what that costs for being general. */
export function isIn(numbers: readonly number[] | undefined, wanted: number): boolean {
  if (numbers) for (let i = 0; i < numbers.length; i++) if (numbers[i] === wanted) return true;
  return false;
}
