/** What c/sim800_dialogue.c knows of commands, as a table: its first comment says what the bytes mean. */

import type { Model } from '../../model/model.js';
import { Assembler, Label } from '../../program/assembler.js';
import { commandTable, type EmittedCommand } from '../../tables/command-tables.js';
import { type Head, headsOf } from '../../tables/echo-lines.js';
import { commandNames } from '../../tables/protocol.js';

const HEAD_PATTERNS = 0x01;

const ENTRY_LATE = 0x01;
const ENTRY_SETS = 0x02;
const ENTRY_DATA = 0x04;
const ENTRY_CTRL_Z = 0x08;

/** What a command changes: bits, which c/sim800_waiting.h has too. */
const SETTINGS = [
  ...['echo-on', 'echo-off', 'echo-unknown', 'quiet-on', 'quiet-off'],
  ...['numeric-on', 'numeric-off', 'incoming-on', 'incoming-off'],
];

const latin1 = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));

const settingBits = (sets: readonly string[]): number =>
  sets.reduce((bits, name) => bits | (1 << SETTINGS.indexOf(name)), 0);

/** What is said of all commands of which nothing else is. */
const isAny = ({ text }: Head): boolean => text === 'AT';

/** Bytes that are there once, at a label; they are written after all that refers to them. */
class Parts {
  private readonly known = new Map<string, { readonly label: Label; readonly write: () => void }>();

  labelOf(key: string, write: () => void): Label {
    const label = this.known.get(key)?.label ?? new Label();
    if (!this.known.has(key)) this.known.set(key, { label, write });
    return label;
  }

  write(out: Assembler): void {
    for (const { label, write } of this.known.values()) {
      out.label(label);
      write();
    }
  }
}

class TableWriter {
  private readonly out = new Assembler();
  private readonly entries = new Parts();
  private readonly lists = new Parts();
  private readonly rows: readonly EmittedCommand[];
  private readonly heads: readonly Head[];
  private readonly names: readonly string[];
  private readonly any: EmittedCommand | undefined;

  constructor(model: Model, patterns: readonly string[]) {
    this.rows = commandTable(model);
    this.heads = headsOf(model, patterns);
    this.names = commandNames(model);
    this.any = this.rows[this.heads.find(isAny)?.command ?? -1];
  }

  bytes(): Uint8Array {
    const { out, heads, names } = this;
    const firstName = new Label();
    const others = heads.filter((head) => !isAny(head));
    this.entryAddress(heads.find(isAny)?.command);
    out.word(others.length);
    out.word(names.length);
    out.address(firstName);
    for (const head of others) this.head(head);
    this.entries.write(out);
    this.lists.write(out);
    out.label(firstName);
    for (const name of names) this.text(name);
    return out.assemble();
  }

  private text(text: string): void {
    this.out.bytes(text.length, ...latin1(text));
  }

  /** Without its `AT`. */
  private head({ text, command, patterns }: Head): void {
    const { out } = this;
    out.bytes(patterns.length > 0 ? HEAD_PATTERNS : 0);
    this.text(text.slice(2));
    this.entryAddress(command);
    if (patterns.length > 0) out.word(patterns.reduce((bits, pattern) => bits | (1 << pattern), 0));
  }

  /** 0: nothing is said of it. */
  private entryAddress(command: number | undefined): void {
    const row = command === undefined ? undefined : this.rows[command];
    if (row === undefined) this.out.word(0);
    else this.out.address(this.entries.labelOf(this.entryKey(row), () => this.entry(row)));
  }

  /** The entry for commands of which nothing is said is none that another head shares by chance. */
  private entryKey(row: EmittedCommand): string {
    const { name: _, timeout: __, ...said } = row;
    return JSON.stringify([said, row === this.any]);
  }

  private entry(row: EmittedCommand): void {
    const { out } = this;
    const { lateResults, sets, promptData } = row;
    const flags = [
      lateResults.length > 0 ? ENTRY_LATE : 0,
      sets.length > 0 ? ENTRY_SETS : 0,
      promptData ? ENTRY_DATA : 0,
      promptData?.ctrlZ ? ENTRY_CTRL_Z : 0,
    ];
    out.bytes(flags.reduce((all, flag) => all | flag));
    this.list(row.answers, 0);
    this.list(row.results, row.successes);
    if (lateResults.length > 0) this.list(lateResults, row.lateSuccesses);
    if (sets.length > 0) out.word(settingBits(sets));
    if (promptData) out.bytes(promptData.length & 0xff);
  }

  private list(forms: readonly number[], successes: number): void {
    const write = (): void => {
      this.out.bytes(forms.length, successes);
      for (const form of forms) this.out.short(form);
    };
    this.out.address(this.lists.labelOf(`${successes}: ${forms.join()}`, write));
  }
}

/** `patterns`: as the program numbers them. */
export const dialogueTable = (model: Model, patterns: readonly string[]): Uint8Array =>
  new TableWriter(model, patterns).bytes();
