/** How commands are answered, as far as an engine has to know: those that differ from what every command does. */

import { COMMAND_ASKS, COMMAND_OWES, COMMAND_PATTERNS } from '../../runtime/contract/program.js';
import type { Model } from '../model/model.js';
import { type CommandRow, commandRows } from '../tables/command-rows.js';
import { type Head, headsOf } from '../tables/echo-lines.js';

/** What the framing knows of a command in flight. */
export interface Behaviour {
  /** The forms that end it, success first. */
  readonly ends: readonly string[];
  /** Forms that wait for the command are alive for what it still sends once it has ended. */
  readonly owes: boolean;
  readonly asks: boolean;
  readonly patterns: readonly number[];
}

const NO_ANSWER: Behaviour = { ends: [], owes: false, asks: false, patterns: [] };

const key = (behaviour: Behaviour): string => JSON.stringify(behaviour);

function behaviourOf(rows: readonly CommandRow[], { command, patterns }: Head): Behaviour {
  const row = command === undefined ? undefined : rows[command];
  if (!row) return { ...NO_ANSWER, patterns };
  return {
    ends: row.results,
    owes: row.lateResults.length > 0 && patterns.length > 0,
    asks: row.promptData !== undefined,
    patterns,
  };
}

/** V.250 section 5.3.1: a letter, perhaps after `&`, and digits. Only more digits go on with it. */
const isBasic = (text: string): boolean => /^AT&?[A-CE-Z]?\d*$/.test(text);

/** Whether a command that begins with `longer` is one that begins with `text`, where nothing longer is known. */
const covers = (text: string, longer: string): boolean =>
  text !== longer && longer.startsWith(text) && text !== 'AT' && (isBasic(longer) || !isBasic(text));

export class Behaviours {
  readonly all: readonly Behaviour[];
  /** What a command does of which nothing is said. */
  readonly usual: number;
  /** Whether any command is known to ask for data. */
  readonly knowsData: boolean;
  private readonly behaviours: ReadonlyMap<string, Behaviour>;
  private readonly indices: ReadonlyMap<string, number>;

  constructor(model: Model, patterns: readonly string[]) {
    const { rows } = commandRows(model);
    const heads = headsOf(model, patterns);
    const plain = heads.find(({ text }) => text === 'AT');
    const ends = plain ? behaviourOf(rows, plain).ends : [];
    // A command that does as every other may be one that asks for data, as far as the grammar knows.
    const asking = (one: Behaviour): Behaviour =>
      one.owes || one.ends.join() !== ends.join() ? one : { ...one, asks: true };
    this.behaviours = new Map(heads.map((head) => [head.text, asking(behaviourOf(rows, head))]));
    const usual = this.behaviours.get('AT') ?? NO_ANSWER;
    const distinct = new Map([usual, ...this.behaviours.values()].map((one) => [key(one), one]));
    this.all = [...distinct.values()];
    this.indices = new Map([...distinct.keys()].map((one, index) => [one, index]));
    this.usual = this.indices.get(key(usual)) ?? 0;
    this.knowsData = rows.some(({ promptData }) => promptData !== undefined);
  }

  indexOf(text: string): number {
    return this.indices.get(key(this.behaviours.get(text) ?? NO_ANSWER)) ?? this.usual;
  }

  /** The heads by which a command is known for one that does not do as every other: the rest is the echo's own line. */
  needed(heads: readonly Head[]): readonly Head[] {
    const kept: Head[] = [];
    for (const head of [...heads].sort((a, b) => a.text.length - b.text.length)) {
      const before = kept.filter(({ text }) => covers(text, head.text)).at(-1);
      const otherwise = before === undefined ? this.usual : this.indexOf(before.text);
      if (this.indexOf(head.text) !== otherwise) kept.push(head);
    }
    return kept;
  }
}

/** The bytes of one command; forms that are not there do not end it. */
export function behaviourBytes(behaviour: Behaviour, numberOf: (type: string) => number | undefined): number[] {
  const { ends, owes, asks, patterns } = behaviour;
  const numbers = ends.flatMap((type) => numberOf(type) ?? []);
  const flags = (owes ? COMMAND_OWES : 0) | (asks ? COMMAND_ASKS : 0) | (patterns.length > 0 ? COMMAND_PATTERNS : 0);
  const flagged = patterns.length > 0 ? [patterns.length, ...patterns.map((pattern) => pattern + 1)] : [];
  return [flags, ...flagged, numbers.length, ...numbers.flatMap(short)];
}

const short = (value: number): number[] => (value < 0x80 ? [value] : [0x80 | (value >> 8), value & 0xff]);
