/** A grammar as a byte program: docs/program.md describes it. */

import { ABSENT_PART, NOTHING, PROGRAM_VERSION } from '../../runtime/contract/program.js';
import type { Automaton } from '../automaton/build.js';
import { conditionOf } from '../automaton/choose.js';
import type { Line } from '../automaton/nfa.js';
import type { Model } from '../model/model.js';
import { answersTest, resultsOf } from '../tables/line-tables.js';
import { buildMachine, type GrammarMachine, longestLine, plainVariant } from '../tables/machine.js';
import { Assembler, Label } from './assembler.js';
import { Behaviours, behaviourBytes } from './behaviours.js';
import { type CodeContext, CodeWriter } from './code.js';
import { writeDialogue, writeReadings } from './dialogue-part.js';
import { writeNames } from './names-part.js';
import { GuardPool, SetPool } from './pools.js';
import { type RecordContext, recordOf } from './records.js';
import { type TransparentLine, transparentLines, writeTransparentEnds } from './transparent-ends.js';

export interface Program {
  readonly bytes: Uint8Array;
  readonly model: Model;
  readonly machine: GrammarMachine;
  readonly slots: number;
  /** Where its parts begin. */
  readonly parts: {
    readonly primary: number;
    readonly fallback: number;
    readonly numeric: number;
    readonly ends: number;
    readonly sets: number;
    readonly guards: number;
    readonly commands: number;
    /** 0: there are none. */
    readonly readings: number;
  };
  readonly usual: number;
  readonly knowsData: boolean;
}

/** Records that are alike are written once. */
class Records {
  private readonly known = new Map<string, { readonly label: Label; readonly bytes: readonly number[] }>();
  private readonly context: RecordContext;

  constructor(context: RecordContext) {
    this.context = context;
  }

  textOf(line: Line, numeric: boolean): string {
    return recordOf(line, numeric, this.context).join(' ');
  }

  labelOf(line: Line, numeric: boolean): Label {
    const bytes = recordOf(line, numeric, this.context);
    const key = bytes.join(' ');
    const known = this.known.get(key)?.label ?? new Label();
    this.known.set(key, { label: known, bytes });
    return known;
  }

  write(out: Assembler): void {
    for (const { label, bytes } of this.known.values()) {
      out.label(label);
      out.bytes(...bytes);
    }
  }
}

class ProgramWriter {
  private readonly out = new Assembler();
  private readonly sets = new SetPool();
  private readonly guards = new GuardPool();
  private readonly nothing = new Label();
  private readonly behaviours: Behaviours;
  private readonly machine: GrammarMachine;
  private readonly records: Records;
  private readonly numberOf: (type: string) => number | undefined;

  /** `whole`: with what an engine of level 2 needs. */
  private readonly whole: boolean;

  constructor(machine: GrammarMachine, behaviours: Behaviours, whole: boolean) {
    const numbers = new Map(machine.model.forms.map(({ type }, index) => [type, index]));
    this.numberOf = (type) => numbers.get(type);
    this.machine = machine;
    this.behaviours = behaviours;
    this.whole = whole;
    const ending = resultsOf(machine.model);
    const says = !whole && machine.readings.lines.length > 0;
    this.records = new Records({
      numberOf: this.numberOf,
      endsCommand: (type) => ending.has(type),
      answersTest: says ? answersTest(machine.model) : () => false,
    });
  }

  write(): Program {
    const { machine, out, behaviours } = this;
    const { primary, fallback, numeric, model, patterns } = machine;
    const slots = Math.max(1, ...[primary, fallback, numeric, machine.readings].map((each) => each.slots));
    const labels = { size: new Label(), sets: new Label(), guards: new Label(), commands: new Label() };
    const parts = { dialogue: new Label(), names: new Label() };
    const body = new Assembler();
    const start = (automaton: Automaton, isNumeric: boolean): Label => this.code(body, automaton, isNumeric);
    const starts = {
      primary: start(primary, false),
      fallback: start(fallback, false),
      numeric: start(numeric, true),
    };
    const readings = this.code(body, machine.readings, false);
    const hasReadings = machine.readings.lines.length > 0;
    const ends = this.ends(body);
    out.bytes(0x53, 0x38, PROGRAM_VERSION, slots);
    out.address(labels.size);
    for (const label of [starts.primary, starts.fallback, starts.numeric, ends]) out.address(label);
    for (const label of [labels.sets, labels.guards]) out.address(label);
    this.part(!this.whole, labels.commands);
    out.word(behaviours.usual);
    out.word(longestLine(machine));
    out.word(model.forms.length);
    out.bytes(patterns.length, behaviours.knowsData ? 1 : 0);
    this.part(this.whole || hasReadings, parts.dialogue);
    this.part(this.whole, parts.names);
    out.append(body);
    out.label(this.nothing);
    out.bytes(NOTHING);
    this.records.write(out);
    out.label(labels.commands);
    if (!this.whole) this.commands();
    out.label(labels.guards);
    this.guards.write(out);
    out.label(labels.sets);
    this.sets.write(out);
    out.label(parts.dialogue);
    if (this.whole) writeDialogue(out, machine, { readings, recordOf: (line) => this.endRecord(line) });
    else if (hasReadings) writeReadings(out, machine, readings);
    out.label(parts.names);
    if (this.whole) writeNames(out, machine);
    out.label(labels.size);
    const bytes = out.assemble();
    return {
      bytes,
      model,
      machine,
      slots,
      parts: {
        primary: starts.primary.address,
        fallback: starts.fallback.address,
        numeric: starts.numeric.address,
        ends: ends.address,
        sets: labels.sets.address,
        guards: labels.guards.address,
        commands: labels.commands.address,
        readings: hasReadings ? readings.address : 0,
      },
      usual: behaviours.usual,
      knowsData: behaviours.knowsData,
    };
  }

  private part(isThere: boolean, label: Label): void {
    if (isThere) this.out.address(label);
    else this.out.word(ABSENT_PART);
  }

  private code(out: Assembler, automaton: Automaton, numeric: boolean): Label {
    if (automaton.lines.length === 0) return this.nothing;
    const { sets, guards, nothing, machine } = this;
    // A number of ATV0 stands for a form: its record is that of the form without fields.
    const lineOf = (line: number): Line => (numeric ? machine.numericLines : automaton.lines)[line] as Line;
    const context: CodeContext = {
      out,
      sets,
      guards,
      nothing,
      meaning: (line) => `${this.meaning(lineOf(line), numeric)} ${JSON.stringify(conditionOf(lineOf(line)))}`,
      accepted: (line) => this.accepted(lineOf(line), numeric),
      patternOf: (head) => (head === 'any' ? 0 : machine.patterns.indexOf(head) + 1),
    };
    return new CodeWriter(automaton, context).write();
  }

  /** An echo's command, one more than its index; 0: several, or one that nothing is said of. */
  private commandOf({ head }: Line): number {
    if (this.whole) return head === undefined ? 0 : head + 1;
    const text = head === undefined ? undefined : this.machine.heads[head]?.text;
    return text === undefined ? 0 : this.behaviours.indexOf(text) + 1;
  }

  private accepted(line: Line, numeric: boolean): ReturnType<CodeContext['accepted']> {
    if (line.form.kind === 'echo') return { echo: this.commandOf(line) };
    return { record: this.records.labelOf(line, numeric) };
  }

  private meaning(line: Line, numeric: boolean): string {
    if (line.form.kind === 'echo') return `echo ${this.commandOf(line)}`;
    const { fallback, yields } = line.form;
    return `${this.records.textOf(line, numeric)} ${fallback} ${yields}`;
  }

  private ends(out: Assembler): Label {
    const lines = transparentLines(this.machine.model);
    if (lines.length === 0) return this.nothing;
    return writeTransparentEnds(out, lines, {
      recordOf: (line) => this.endRecord(line),
      patternOf: (command) => this.machine.patterns.indexOf(command) + 1,
    });
  }

  private endRecord(line: TransparentLine): Label {
    return this.records.labelOf(this.plainLine(line), false);
  }

  private plainLine({ form }: TransparentLine): Line {
    const plain = plainVariant(form);
    const { lines } = this.machine.primary;
    return lines.find((line) => line.form === form && line.variants.includes(plain)) as Line;
  }

  private commands(): void {
    const { out, behaviours, numberOf } = this;
    const labels = behaviours.all.map(() => new Label());
    for (const label of labels) out.address(label);
    behaviours.all.forEach((behaviour, i) => {
      out.label(labels[i] as Label);
      out.bytes(...behaviourBytes(behaviour, numberOf));
    });
  }
}

/** For an engine of levels 0 and 1: of the commands only those are told apart that do not do as every other. */
export function writeProgram(model: Model): Program {
  let behaviours: Behaviours | undefined;
  const machine = buildMachine(model, (heads, patterns) => {
    behaviours = new Behaviours(model, patterns);
    return behaviours.needed(heads);
  });
  return new ProgramWriter(machine, behaviours ?? new Behaviours(model, []), false).write();
}

/** For an engine of level 2, which hands out messages: with the parts of the dialogue and of the names. */
export function writeWholeProgram(machine: GrammarMachine): Program {
  return new ProgramWriter(machine, new Behaviours(machine.model, machine.patterns), true).write();
}
