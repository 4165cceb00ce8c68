/** The machine that a tokenizer runs, made of a program instead of generated code. */
import { ADDRESS, NUMBER, SIGNED, TO_NUMBER } from '../runtime/contract/field-places.js';
import { ANSWERS_TEST, CONTRACT, type CommandHead, type Machine } from '../runtime/contract/machine.js';
import { NEED_ANY, NEED_CR } from '../runtime/contract/outcomes.js';
import type { View } from '../runtime/tokenizer/view.js';
import { Cursor } from './cursor.js';
import { readDialogue } from './dialogue.js';
import { instructionsOf } from './instructions.js';
import { type Code, interpreter } from './interpreter.js';
import { type Layout, layoutOf, registerOfSlot } from './layout.js';
import { type ProgramLine, ProgramLines } from './lines.js';
import { type Names, readNames } from './names.js';
import { type Program, readProgram } from './program.js';
import { fieldTablesOf, makersOf, viewOf } from './views.js';

const BYTE_VALUES = 256;

/** 256 flags for each set. */
function readSets({ bytes, sets }: Program, count: number): Uint8Array {
  const flags = new Uint8Array(BYTE_VALUES * count);
  for (let set = 0; set < count; set++) {
    const cursor = new Cursor(bytes, new Cursor(bytes, sets + 2 * set).word());
    for (let ranges = cursor.byte(); ranges > 0; ranges--) {
      const from = BYTE_VALUES * set + cursor.byte();
      flags.fill(1, from, BYTE_VALUES * set + cursor.byte() + 1);
    }
  }
  return flags;
}

/** The slots of a line, by their first registers, that hold fields of these kinds. */
function slotsOf(line: ProgramLine, names: Names, layout: Layout, kinds: readonly number[]): number[] {
  const of = names.fields[line.form] ?? [];
  return line.fields.flatMap((field, i) => {
    const kind = field && of[i]?.kinds[field.kind];
    return field && kind !== undefined && kinds.includes(kind) ? [registerOfSlot(layout, field.slot)] : [];
  });
}

/** See `Machine.successForms`. */
function successForm({ command, patterns }: CommandHead): number {
  if (!command || patterns.length + command.lateResults.length + command.sets.length > 0) return 0;
  return (command.results[0] ?? -1) + 1;
}

function traitsOf(lines: readonly ProgramLine[], { answersTest }: Names): Uint16Array {
  return Uint16Array.from(lines, ({ form, traits }) => traits | (answersTest[form] ? ANSWERS_TEST : 0));
}

function codeOf(program: Program, names: Names, layout: Layout, lines: ProgramLines) {
  const { cells, sets, indexOf } = instructionsOf(program, layout, lines);
  const code: Code = {
    cells,
    sets: readSets(program, sets),
    marks: layout.marks,
    last: layout.last,
    numbers: lines.all.map((line) => slotsOf(line, names, layout, [NUMBER, SIGNED])),
    addresses: lines.all.map((line) => slotsOf(line, names, layout, [ADDRESS])),
  };
  return (address: number, need: number) => interpreter(code, indexOf(address), need);
}

/** Throws ProgramError for what is no program, or not a whole one. */
export function machineOf<V = View>(bytes: Uint8Array): Machine<V> {
  const program = readProgram(bytes);
  const names = readNames(program);
  const dialogue = readDialogue(program);
  const layout = layoutOf(program);
  const lines = new ProgramLines(bytes, names.echo);
  const recogniser = codeOf(program, names, layout, lines);
  const transparentEnds = dialogue.ends.map(({ text, record, whenAsked, patterns }) => ({
    text,
    code: lines.codeOfRecord(record),
    whenAsked,
    ...(patterns && { patterns }),
  }));
  const { all } = lines;
  const view = viewOf(names);
  const machine: Machine<V> = {
    contract: CONTRACT,
    registers: layout.size,
    marks: layout.marks,
    longestLine: program.longestLine,
    headerEnds: dialogue.headerEnds,
    recognise: recogniser(program.primary, NEED_ANY),
    fallback: recogniser(program.fallback, NEED_CR),
    numeric: recogniser(program.numeric, NEED_CR),
    readings: recogniser(dialogue.readings, NEED_CR),
    transparentEnds,
    patterns: program.patterns,
    readingPatterns: dialogue.readingPatterns,
    commands: dialogue.commands,
    commandNames: dialogue.commandNames,
    heads: dialogue.heads,
    successForms: Uint16Array.from(dialogue.heads, successForm),
    types: names.types,
    kinds: names.kinds,
    forms: Uint16Array.from(all, ({ form }) => form),
    traits: traitsOf(all, names),
    lengths: Uint16Array.from(all, ({ lengthSlot }) => lengthRegister(lengthSlot, layout)),
    tails: Uint8Array.from(all, ({ tail }) => tail),
    echoes: Uint16Array.from(all, ({ echo }) => echo),
    trailers: Uint16Array.from(all, ({ trailer }) => trailer),
    fields: fieldTablesOf(all, names, layout),
    messages: makersOf(names),
    contexts: {},
    view: (registers) => view(machine, registers) as V,
  };
  return machine;
}

function lengthRegister(slot: number | undefined, layout: Layout): number {
  return slot === undefined ? 0 : registerOfSlot(layout, slot) + TO_NUMBER;
}
