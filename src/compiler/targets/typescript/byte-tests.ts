import { isDigits } from '../../automaton/plan/plan.js';
import type { ByteTables } from './byte-tables.js';
import { named } from './recogniser-code.js';

/** More bytes than this are looked up in a table instead of being named one by one. */
const NAMED = 12;
/** So many are compared one by one. */
const FEW = 2;

interface Case {
  readonly bytes: readonly number[];
  readonly code: string;
  /** How much is after it. */
  readonly weight: number;
}

/** The tests of one byte, as they are collected: few bytes are named, ranges and many bytes looked at as a whole. */
export class ByteTests {
  private readonly cases: Case[] = [];
  private readonly wholes: { bytes: readonly number[]; code: string }[] = [];
  private readonly named = new Set<number>();
  private readonly tables: ByteTables;

  constructor(tables: ByteTables, taken: number | undefined) {
    this.tables = tables;
    if (taken !== undefined) this.named.add(taken);
  }

  add(bytes: readonly number[], code: string, weight: number): void {
    if (bytes.length > NAMED || isDigits(bytes)) {
      this.wholes.push({ bytes, code });
      return;
    }
    for (const byte of bytes) this.named.add(byte);
    this.cases.push({ bytes, code, weight });
  }

  /** `otherwise`: what is done with all other bytes. */
  text(otherwise: string): string {
    const isNumber = ({ bytes }: { bytes: readonly number[] }): boolean => isDigits(bytes);
    const numbers = this.wholes
      .filter(isNumber)
      .map(({ code }) => ({ is: '(c ^ 48) <= 9', isNot: '(c ^ 48) > 9', code }));
    const first = this.dominant();
    const others = this.cases.filter((one) => one !== first);
    const named = [...(first ? [first] : []).map(tested), ...chosen(others)];
    const sets = this.wholes.filter((whole) => !isNumber(whole));
    const looked = sets.map(({ bytes, code }) => {
      const table = this.tableOf(bytes);
      return { is: `${table}[c] === 1`, isNot: `${table}[c] === 0`, code };
    });
    return printed([...numbers, ...named, ...looked], otherwise);
  }

  /** The case that more is after than after all others is asked for first: of a switch the engine makes a search. */
  private dominant(): Case | undefined {
    const heaviest = this.cases.reduce<Case | undefined>((a, b) => (a && a.weight >= b.weight ? a : b), undefined);
    const all = this.cases.reduce((sum, { weight }) => sum + weight, 0);
    return heaviest && heaviest.bytes.length <= FEW && 2 * heaviest.weight > all ? heaviest : undefined;
  }

  /** Letters and digits that a case before has taken may be in the table: so many states share one. */
  private tableOf(bytes: readonly number[]): string {
    const shared = Array.from(this.named).filter(isAlphanumeric);
    return this.tables.nameOf([...new Set([...bytes, ...shared])].sort((a, b) => a - b));
  }
}

/** One test and what is done if it holds, or several as they are printed. */
type Tested = { readonly is: string; readonly isNot: string; readonly code: string } | string;

/** What is done after the last test is not indented. */
function printed(all: readonly Tested[], otherwise: string): string {
  const last = all.at(-1);
  const isDead = otherwise === 'return DEAD;\n';
  if (last === undefined || typeof last === 'string' || !isDead) return `${all.map(branch).join('')}${otherwise}`;
  return `${all.slice(0, -1).map(branch).join('')}if (${last.isNot}) return DEAD;\n${last.code}`;
}

const branch = (one: Tested): string => (typeof one === 'string' ? one : `if (${one.is}) {\n${one.code}}\n`);

/** One case of few bytes is no `switch`. */
const chosen = (cases: readonly Case[]): Tested[] =>
  cases.length > 1 || cases.some(({ bytes }) => bytes.length > FEW) ? [switched(cases)] : cases.map(tested);

const tested = ({ bytes, code }: Case): Tested => ({
  is: bytes.map((byte) => `c === ${named(byte)}`).join(' || '),
  isNot: bytes.map((byte) => `c !== ${named(byte)}`).join(' && '),
  code,
});

const switched = (cases: readonly Case[]): string => {
  const labels = (bytes: readonly number[]): string => bytes.map((byte) => `case ${named(byte)}:`).join(' ');
  return `switch (c) {\n${cases.map(({ bytes, code }) => `${labels(bytes)} {\n${code}}\n`).join('')}}\n`;
};

const isAlphanumeric = (byte: number): boolean => /[0-9A-Za-z]/.test(String.fromCharCode(byte));
