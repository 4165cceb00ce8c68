import { stringify } from 'csv-stringify/sync';
import stringWidth from 'string-width';
import type { Format, Sink } from '../output/format.js';
import { harmlessJson, printableLines, readable } from '../output/harmless.js';
import { Counter, type Stats } from './stats.js';
import { type Row, type Table, tablesOf } from './tables.js';

/** Columns as wide as their widest cell; a column whose cells are all numbers, or times, is aligned to the right. */
function text({ head, rows: body }: Table): string {
  const rows = head === undefined ? body : [head, ...body];
  const columns = (head ?? body[0] ?? []).map((_, i) => i);
  const widths = columns.map((i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ''))));
  const right = columns.map(
    (i) => head !== undefined && body.every((row) => /^(?:\d+(?:\.\d+ s)?)?$/.test(row[i] ?? '')),
  );
  const cell = (value: string, i: number): string => {
    const blank = ' '.repeat((widths[i] ?? 0) - stringWidth(value));
    return right[i] ? `${blank}${value}` : `${value}${blank}`;
  };
  return rows
    .map(
      (row) =>
        `${columns
          .map((i) => cell(row[i] ?? '', i))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
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
