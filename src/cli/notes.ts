import type { Command } from 'commander';
import type { Io } from './io.js';

export interface Context {
  readonly io: Io;
  /** Called with the exit code. */
  readonly done: (code: number) => void;
}

/** What follows the options; the reference is made of the same texts. */
export interface Notes {
  readonly text?: string;
  readonly examples: readonly string[];
}

const NOTES = new WeakMap<Command, Notes>();

export const notesOf = (command: Command): Notes | undefined => NOTES.get(command);

export function withNotes(command: Command, notes: Notes): Command {
  NOTES.set(command, notes);
  const text = notes.text === undefined ? '' : `\n${notes.text}\n`;
  return command.addHelpText('after', `${text}\nExamples:\n${notes.examples.map((line) => `  ${line}`).join('\n')}`);
}
