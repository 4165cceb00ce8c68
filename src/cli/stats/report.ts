import CliTable from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { Format, Sink } from '../output/format.js';
import { harmlessJson, printableLines, readable } from '../output/harmless.js';
import { Counter, type Stats } from './stats.js';
import { type Row, type Table, tablesOf } from './tables.js';

/** No lines between cells. */
const BARE = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
);

const isNumeric = (rows: readonly Row[], i: number): boolean =>
  rows.every((row) => /^(?:\d+(?:\.\d+ s)?)?$/.test(row[i] ?? ''));

/** A column whose cells are all numbers, or times, is aligned to the right. */
function text({ head, rows }: Table): string {
  const columns = (head ?? rows[0] ?? []).map((_, i) => i);
  const table = new CliTable({
    chars: { ...BARE, middle: '  ' },
    style: { 'padding-left': 0, 'padding-right': 0, border: [], head: [], compact: true },
    colAligns: columns.map((i) => (head !== undefined && isNumeric(rows, i) ? 'right' : 'left')),
  });
  for (const row of head === undefined ? rows : [head, ...rows]) table.push(columns.map((i) => row[i] ?? ''));
  return table.toString().replaceAll(/ *$/gm, '').concat('\n');
}

/** Every row with the name of its table; a cell that a spreadsheet would take for a formula is text. */
function csv(tables: readonly Table[], file: string | undefined): string {
  const rows = (table: Table): Row[] => [...(table.head === undefined ? [] : [table.head]), ...table.rows];
  const first = file === undefined ? [] : [readable(file)];
  const cells = tables.flatMap((table) => rows(table).map((row) => [...first, table.name, ...row.map(readable)]));
  return stringify(cells, { escape_formulas: true });
}

/** `file`: of which of several logs; without it, there is but one. */
export function tablesText(tables: readonly Table[], format: Format, file?: string): string {
  return format === 'csv' ? csv(tables, file) : printableLines(tables.map(text).join('\n'));
}

export const textOfAll = (counts: object): string => `${harmlessJson(JSON.stringify(counts))}\n`;

export function statsText(stats: Stats, format: Format, file?: string): string {
  if (format === 'ndjson') return textOfAll(file === undefined ? stats : { file, ...stats });
  return tablesText(tablesOf(stats), format, file);
}

/** Counts, and reports when all has been read: tables for people or for spreadsheets, or one JSON object. */
export function statsSink(format: Format): Sink {
  const counter = new Counter();
  const take: Sink['take'] = (entry) => {
    counter.add(entry);
    return '';
  };
  return { begin: () => '', take, end: () => statsText(counter.stats(), format) };
}
