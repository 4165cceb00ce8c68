/** The parts of a grammar that were right when it was last checked, as a file keeps them: by a hash of all they say. */
import { createHash } from 'node:crypto';
import type { Known, Memory } from '../../compiler.js';
import { isCount, isName } from './is-checked.js';

/** Lines, states, and the forms that are chosen. */
type Row = readonly [number, number, ...string[]];

const isRow = (value: unknown): value is Row =>
  Array.isArray(value) && value.slice(0, 2).every(isCount) && value.length >= 2 && value.slice(2).every(isName);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

function rowsIn(value: unknown): ReadonlyMap<string, Row> {
  const entries: [string, unknown][] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, Row] => isRow(entry[1])));
}

/** Of what was there before, what this check has not asked for is forgotten: it is no longer part of the grammar. */
export class KnownParts implements Memory {
  private readonly before: ReadonlyMap<string, Row>;
  private readonly now = new Map<string, Row>();

  /** `stored`: what a file holds, whatever that is. */
  constructor(stored: unknown) {
    this.before = rowsIn(stored);
  }

  recall(text: string): Known | undefined {
    const hash = hashOf(text);
    const row = this.now.get(hash) ?? this.before.get(hash);
    if (row === undefined) return undefined;
    this.now.set(hash, row);
    const [lines, states, ...chosen] = row;
    return { lines, states, chosen };
  }

  keep(text: string, { lines, states, chosen }: Known): void {
    this.now.set(hashOf(text), [lines, states, ...chosen]);
  }

  get size(): number {
    return this.now.size;
  }

  toJSON(): object {
    return Object.fromEntries(this.now);
  }
}
