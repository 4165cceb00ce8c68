/** What a program says for an engine that follows the dialogue: commands, how each is answered, readings. */

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
} from '../../runtime/contract/program.js';
import { commandTable, type EmittedCommand } from '../tables/command-tables.js';
import { type GrammarMachine, headerEnds } from '../tables/machine.js';
import { commandNames } from '../tables/protocol.js';
import type { Assembler, Label } from './assembler.js';
import { type TransparentLine, transparentLines } from './transparent-ends.js';

interface DialoguePlaces {
  readonly readings: Label;
  readonly recordOf: (line: TransparentLine) => Label;
}

/** Numbers each list of forms once: most commands end alike. */
class Lists {
  readonly all: (readonly number[])[] = [];
  private readonly known = new Map<string, number>();

  indexOf(list: readonly number[]): number {
    const key = list.join();
    const index = this.known.get(key) ?? this.all.push(list) - 1;
    this.known.set(key, index);
    return index;
  }
}

function flagsOf({ lateResults, sets, promptData, successes, lateSuccesses }: EmittedCommand): number {
  const length = promptData?.length ?? 0;
  const held: readonly (readonly [flag: number, isHeld: boolean])[] = [
    [DIALOGUE_LATE, lateResults.length > 0],
    [DIALOGUE_SETS, sets.length > 0],
    [DIALOGUE_PROMPT_DATA, promptData !== undefined],
    [DIALOGUE_CTRL_Z, promptData?.ctrlZ ?? false],
    [DIALOGUE_LENGTH, length > 0],
    [DIALOGUE_LENGTH_FROM_END, length < 0],
    [DIALOGUE_SUCCESSES, successes !== 1 || lateSuccesses !== 1],
  ];
  return held.reduce((flags, [flag, isHeld]) => (isHeld ? flags | flag : flags), 0);
}

function writeCommands(out: Assembler, commands: readonly EmittedCommand[]): void {
  const lists = new Lists();
  const settings = [...new Set(commands.flatMap(({ sets }) => sets))];
  const rows = commands.map((command) => ({
    command,
    flags: flagsOf(command),
    lists: [command.answers, command.results].map((list) => lists.indexOf(list)),
    late: lists.indexOf(command.lateResults),
  }));
  out.texts(settings);
  out.short(lists.all.length);
  for (const list of lists.all) out.shorts(list);
  out.short(rows.length);
  for (const { command, flags, lists, late } of rows) {
    out.bytes(flags);
    for (const list of lists) out.short(list);
    if (flags & DIALOGUE_LATE) out.short(late);
    if (flags & DIALOGUE_SETS) out.shorts(command.sets.map((setting) => settings.indexOf(setting)));
    if (flags & (DIALOGUE_LENGTH | DIALOGUE_LENGTH_FROM_END)) out.short(Math.abs(command.promptData?.length ?? 0));
    if (flags & DIALOGUE_SUCCESSES) out.bytes(command.successes, command.lateSuccesses);
  }
}

/**
 * What a line begins with, and its command: one more than its index, 0 where nothing is said of such a command. Of the
 * commands that no head tells apart all that matters is which forms they are answered with.
 */
function writeHeads(out: Assembler, { model, heads }: GrammarMachine): void {
  const all = commandTable(model);
  const known = [...new Set(heads.flatMap(({ command }) => command ?? []))];
  const others = all.filter((_, index) => !known.includes(index)).flatMap(({ answers }) => answers);
  writeCommands(
    out,
    known.map((index) => all[index] as EmittedCommand),
  );
  out.shorts([...new Set(others)].sort((a, b) => a - b));
  out.texts(heads.map(({ text }) => text));
  for (const { command } of heads) out.short(command === undefined ? 0 : known.indexOf(command) + 1);
  for (const { patterns } of heads) out.shorts(patterns);
}

function writeEnds(out: Assembler, machine: GrammarMachine, recordOf: DialoguePlaces['recordOf']): void {
  const lines = transparentLines(machine.model);
  out.short(lines.length);
  for (const line of lines) {
    const patterns = line.of?.map((pattern) => machine.patterns.indexOf(pattern));
    out.bytes((line.whenAsked ? END_WHEN_ASKED : 0) | (patterns ? END_AFTER_COMMANDS : 0));
    if (patterns) out.shorts(patterns);
    out.address(recordOf(line));
  }
  // Without the line ends before and after, which all have.
  out.texts(lines.map(({ text }) => text.slice(2, -2)));
}

/** What lines are only because of the command that they answer: all that a program without a dialogue has of it. */
export function writeReadings(out: Assembler, { readingPatterns }: GrammarMachine, readings: Label): void {
  const { test, read, rows } = readingPatterns;
  out.address(readings);
  out.shorts([test + 1, read + 1, ...rows]);
}

export function writeDialogue(out: Assembler, machine: GrammarMachine, { readings, recordOf }: DialoguePlaces): void {
  writeReadings(out, machine, readings);
  out.shorts(headerEnds(machine));
  writeEnds(out, machine, recordOf);
  out.texts(commandNames(machine.model));
  writeHeads(out, machine);
}
