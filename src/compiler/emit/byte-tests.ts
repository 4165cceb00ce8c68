import type { ByteTables } from './byte-tables.js';
import { isDigits } from './recogniser-code.js';

/** More bytes than this are looked up in a table instead of being named one by one. */
const NAMED = 12;

/** The tests of one byte, as they are collected: few bytes are named, ranges and many bytes looked at as a whole. */
export class ByteTests {
  private readonly cases: string[] = [];
  private readonly wholes: { bytes: readonly number[]; code: string }[] = [];
  private readonly named = new Set<number>();
  private readonly tables: ByteTables;

  constructor(tables: ByteTables, taken: number | undefined) {
    this.tables = tables;
    if (taken !== undefined) this.named.add(taken);
  }

  add(bytes: readonly number[], code: string): void {
    if (bytes.length > NAMED || isDigits(bytes)) {
      this.wholes.push({ bytes, code });
      return;
    }
    for (const byte of bytes) this.named.add(byte);
    this.cases.push(`${bytes.map((x) => `case ${x}:`).join(' ')} {\n${code}}\n`);
  }

  text(): string {
    const isNumber = ({ bytes }: { bytes: readonly number[] }): boolean => isDigits(bytes);
    const numbers = this.wholes.filter(isNumber).map(({ code }) => `if ((c ^ 48) <= 9) {\n${code}}\n`);
    const named = this.cases.length === 0 ? [] : [`switch (c) {\n${this.cases.join('')}}\n`];
    const sets = this.wholes.filter((whole) => !isNumber(whole));
    const looked = sets.map(({ bytes, code }) => `if (${this.tableOf(bytes)}[c] === 1) {\n${code}}\n`);
    return [...numbers, ...named, ...looked, 'return DEAD;\n'].join('');
  }

  /** Letters and digits that a case before has taken may be in the table: so many states share one. */
  private tableOf(bytes: readonly number[]): string {
    const shared = Array.from(this.named).filter(isAlphanumeric);
    return this.tables.nameOf([...new Set([...bytes, ...shared])].sort((a, b) => a - b));
  }
}

const isAlphanumeric = (byte: number): boolean => /[0-9A-Za-z]/.test(String.fromCharCode(byte));
