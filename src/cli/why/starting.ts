/** Whether a message of a module that starts is a surprise. */
import type { Entry } from '../decode/entry.js';
import { fits, matches } from './fact.js';
import { type EndRule, GETTING_READY, READY, READYING, RESTART, RESTARTING } from './rules.js';

export class Starting {
  private isStartExpected = true;
  private isReadyExpected = true;

  /** What the host asks for, and what the module says of itself. */
  add(entry: Entry, isFirst: boolean): void {
    const { commands = [] } = entry;
    if (commands.some((command) => RESTARTING.some((one) => fits(one, command)))) this.expect();
    if (commands.some((command) => READYING.some((one) => fits(one, command)))) this.isReadyExpected = true;
    const isAnswer = entry.answering !== undefined;
    if (!isAnswer && GETTING_READY.some((one) => matches(one, entry))) this.isReadyExpected = true;
    if (isFirst && !matches(RESTART, entry)) this.isStartExpected = false;
  }

  /** The module has switched off, or is to. */
  expect(): void {
    this.isStartExpected = this.isReadyExpected = true;
  }

  /** A connection is open: the module has started long ago, whatever the log has of that. */
  started(): void {
    this.isReadyExpected = false;
  }

  /** The rule by which a message says that the module starts; whether that was expected. */
  startOf(entry: Entry): { readonly rule: EndRule; readonly isExpected: boolean } | undefined {
    if (matches(RESTART, entry)) {
      const isExpected = this.isStartExpected;
      this.isStartExpected = false;
      // Of the same start.
      this.isReadyExpected = true;
      return { rule: RESTART, isExpected };
    }
    if (!matches(READY, entry)) return undefined;
    const isExpected = this.isReadyExpected;
    this.isReadyExpected = this.isStartExpected = false;
    // After RDY, or a SIM that was put in, it says nothing new.
    return isExpected ? undefined : { rule: READY, isExpected };
  }
}
