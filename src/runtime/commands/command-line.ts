/** A command line of the host as far as it matters to the module's answer: what ends it, and what it is a command for. */

import type { CommandInFlight } from '../contract/answer.js';
import { COMMA, CR, SEMICOLON, SPACE, UPPER_A, UPPER_T } from '../contract/bytes.js';
import type { CommandEntry, CommandHead, Machine, Setting } from '../contract/machine.js';
import { recogniseLine } from '../contract/recognise.js';
import { latin1 } from '../values/latin1.js';
import { afterAttention, commandEnd, nextCommand } from './split.js';

/** More commands that a form waits for are never on one line. */
const MOST_PATTERNS = 8;
/** A longer command line is refused by the module (AT manual 1.4.4). */
export const LONGEST_COMMAND = 556;

const NO_SETTINGS: readonly Setting[] = [];

/** Used again for one line after the other, so that nothing is allocated. */
export class CommandLine {
  private readonly machine: Machine;
  private readonly unknown: CommandHead | undefined;
  /** The last command of the line: what ends it ends the line. */
  last: CommandHead | undefined;
  /** The patterns of commands that are in the line: the first `count` of these. */
  readonly patterns = new Uint8Array(MOST_PATTERNS);
  count = 0;
  settings: readonly Setting[] = NO_SETTINGS;
  /** One of its commands prints rows that may look like anything: AT&V. */
  printsRows = false;
  /** Where the line was read command by command: of each what answers it. */
  private readonly several: CommandEntry[] = [];
  /** The same where it is one command alone: used again, so that nothing is allocated. */
  private readonly sole: CommandEntry[] = [];
  /** Its bytes; only for those who want to know what a message answers. */
  source: CommandInFlight | undefined;
  /** Set where it has had its result or was given up, cleared with the next line: it gets no answer any more. */
  isOver = false;
  /** Where a command of several is looked at by itself. */
  private scratch: { readonly bytes: Uint8Array; readonly registers: Int32Array } | undefined;

  constructor(machine: Machine) {
    this.machine = machine;
    this.unknown = machine.heads.find(({ text }) => text === 'AT');
  }

  /** Of each command in the line what answers it; valid until the next line is read. */
  get entries(): readonly CommandEntry[] {
    const command = this.last?.command;
    if (this.several.length > 0 || command === undefined) return this.several;
    this.sole[0] = command;
    return this.sole;
  }

  /**
   * The host does not wait any longer for what answers this line: `AT` is written to wake the module, or for it to find
   * the baud rate (AT manual 2.2.41, AT+IPR=0), until one is answered: of `AT`, `AT`, OK the last is the one that was.
   */
  giveUp(): void {
    if (this.source !== undefined) this.isOver = true;
  }

  /** As text: see `Tokenizer.snapshot`. What it holds beyond that comes of its bytes. */
  snapshot(): unknown {
    const { source, isOver, last, patterns, count, settings } = this;
    const bytes = source === undefined ? '' : latin1(source.bytes, 0, source.bytes.length);
    return [bytes, isOver, last?.text ?? '', [...patterns.subarray(0, count)], settings, this.several.length];
  }

  /** It is `AT` and no more. */
  get isBare(): boolean {
    return this.last === this.unknown && this.several.length === 0;
  }

  /** The line holds this command alone. */
  take(head: CommandHead): void {
    this.last = head;
    this.settings = head.command?.sets ?? NO_SETTINGS;
    this.count = 0;
    this.printsRows = this.isOver = false;
    this.source = undefined;
    if (this.several.length > 0) this.several.length = 0;
    if (head.patterns.length > 0) this.addPatterns(head.patterns);
  }

  /**
   * False if the line holds no command. `AT+CIFSR;E0` is `AT+CIFSR` and `ATE0`, `ATE0V1` is `ATE0` and `ATV1`
   * (V.250 section 5.2.4).
   */
  read(b: Uint8Array, from: number, end: number): boolean {
    let p = from;
    while (p < end && b[p] === SPACE) p++;
    const first = afterAttention(b, p, end);
    if (first < 0) return false;
    this.clear();
    this.last = this.unknown;
    for (p = nextCommand(b, first, end); p < end; p = nextCommand(b, p, end)) {
      const next = commandEnd(b, p, end);
      const head = this.headOf(b, p, next) ?? this.unknown;
      if (head) this.add(head);
      p = next;
    }
    return true;
  }

  /** A/: the command that it repeats is not looked up again, so that it is one like any other. */
  takeUnknown(): void {
    this.clear();
    this.last = this.unknown;
  }

  private clear(): void {
    this.last = undefined;
    this.settings = NO_SETTINGS;
    this.count = 0;
    this.printsRows = this.isOver = false;
    this.several.length = 0;
    this.source = undefined;
  }

  private add(head: CommandHead): void {
    const { command, patterns } = head;
    this.last = head;
    this.addPatterns(patterns);
    if (command) this.several.push(command);
    if (command && command.sets.length > 0) this.settings = [...this.settings, ...command.sets];
  }

  private addPatterns(patterns: readonly number[]): void {
    for (let i = 0; i < patterns.length && this.count < MOST_PATTERNS; i++) {
      const pattern = patterns[i] as number;
      this.patterns[this.count++] = pattern;
      if (this.machine.readingPatterns.rows.includes(pattern)) this.printsRows = true;
    }
  }

  /** Asks the recogniser, as if the command were an echo by itself. */
  private headOf(b: Uint8Array, from: number, to: number): CommandHead | undefined {
    const { machine } = this;
    this.scratch ??= {
      bytes: new Uint8Array(LONGEST_COMMAND + 3),
      registers: new Int32Array(machine.registers),
    };
    const { bytes, registers } = this.scratch;
    const length = Math.min(to - from, LONGEST_COMMAND);
    bytes[0] = UPPER_A;
    bytes[1] = UPPER_T;
    for (let i = 0; i < length; i++) {
      const c = b[from + i] as number;
      // One between quotation marks is no end of the command, but of the recogniser's line of it.
      bytes[2 + i] = c === SEMICOLON ? COMMA : c;
    }
    bytes[2 + length] = CR;
    const code = recogniseLine(machine, machine.recognise, bytes, 0, length + 3, registers);
    return code < 0 ? undefined : machine.heads[(machine.echoes[code] as number) - 1];
  }
}
