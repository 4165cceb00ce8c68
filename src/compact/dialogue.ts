/** The part of a program that an engine needs to follow what the host asks and what it is answered. */

import type {
  CommandEntry,
  CommandHead,
  PromptDataEnd,
  ReadingPatterns,
  Setting,
} from '../runtime/contract/machine.js';
import {
  DIALOGUE_CTRL_Z,
  DIALOGUE_LATE,
  DIALOGUE_LENGTH,
  DIALOGUE_LENGTH_FROM_END,
  DIALOGUE_PROMPT_DATA,
  DIALOGUE_SETS,
  DIALOGUE_SUCCESSES,
  END_AFTER_COMMANDS,
  END_WHEN_ASKED,
} from '../runtime/contract/program.js';
import { byteTable } from '../runtime/contract/recognise.js';
import { Cursor } from './cursor.js';
import type { Program } from './program.js';

/** A line that ends transparent mode; `record`: address of what is said of it. */
interface EndLine {
  readonly text: string;
  readonly record: number;
  readonly whenAsked: boolean;
  readonly patterns: readonly number[] | undefined;
}

export interface Dialogue {
  /** Address at which a line begins that is read as an answer. */
  readonly readings: number;
  readonly readingPatterns: ReadingPatterns;
  readonly headerEnds: Uint8Array;
  readonly ends: readonly EndLine[];
  readonly commandNames: readonly string[];
  readonly commands: readonly CommandEntry[];
  readonly heads: readonly CommandHead[];
}

function readingPatterns([test = 0, read = 0, ...rows]: readonly number[]): ReadingPatterns {
  return { test: test - 1, read: read - 1, rows };
}

function readEnds(cursor: Cursor): EndLine[] {
  const ends = cursor.times(cursor.short(), () => {
    const flags = cursor.byte();
    const patterns = flags & END_AFTER_COMMANDS ? cursor.shorts() : undefined;
    return { record: cursor.word(), whenAsked: (flags & END_WHEN_ASKED) !== 0, patterns };
  });
  const texts = cursor.texts();
  return ends.map((end, i) => ({ ...end, text: `\r\n${texts[i]}\r\n` }));
}

function promptData(cursor: Cursor, flags: number): PromptDataEnd | undefined {
  if ((flags & DIALOGUE_PROMPT_DATA) === 0) return undefined;
  const isNamed = (flags & (DIALOGUE_LENGTH | DIALOGUE_LENGTH_FROM_END)) !== 0;
  const number = isNamed ? cursor.short() : 0;
  return { length: flags & DIALOGUE_LENGTH_FROM_END ? -number : number, ctrlZ: (flags & DIALOGUE_CTRL_Z) !== 0 };
}

/** All entries have the same members, so that V8 knows one shape of them. */
function readCommands(cursor: Cursor): CommandEntry[] {
  const settings = cursor.texts() as Setting[];
  const lists: number[][] = cursor.times(cursor.short(), () => cursor.shorts());
  const list = (): number[] => lists[cursor.short()] ?? [];
  return cursor.times(cursor.short(), () => {
    const flags = cursor.byte();
    const [answers, results] = [list(), list()];
    const lateResults = flags & DIALOGUE_LATE ? list() : [];
    const sets = flags & DIALOGUE_SETS ? cursor.shorts().map((i) => settings[i] as Setting) : [];
    const data = promptData(cursor, flags);
    const [successes, lateSuccesses] = flags & DIALOGUE_SUCCESSES ? [cursor.byte(), cursor.byte()] : [1, 1];
    return { answers, results, successes, lateResults, lateSuccesses, sets, promptData: data };
  });
}

/** Stands for all commands that no head tells apart: only what they are answered with matters. */
const othersOf = (answers: readonly number[]): CommandEntry => ({
  answers,
  results: [],
  successes: 0,
  lateResults: [],
  lateSuccesses: 0,
  sets: [],
  promptData: undefined,
});

function readHeads(cursor: Cursor, commands: readonly CommandEntry[]): CommandHead[] {
  const texts = cursor.texts();
  const of = texts.map(() => commands[cursor.short() - 1]);
  return texts.map((text, i) => ({ text, command: of[i], patterns: cursor.shorts() }));
}

export function readDialogue({ bytes, dialogue }: Program): Dialogue {
  const cursor = new Cursor(bytes, dialogue);
  const readings = cursor.word();
  const patterns = readingPatterns(cursor.shorts());
  const headerEnds = byteTable(...cursor.shorts().flatMap((byte) => [byte, byte]));
  const ends = readEnds(cursor);
  const commandNames = cursor.texts();
  const commands = readCommands(cursor);
  const others = othersOf(cursor.shorts());
  const heads = readHeads(cursor, commands);
  return {
    readings,
    readingPatterns: patterns,
    headerEnds,
    ends,
    commandNames,
    commands: [...commands, others],
    heads,
  };
}
