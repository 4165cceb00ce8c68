/** Tables in Markdown. */
import type { Row } from './measure/pairs.js';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Three digits that count. */
export function short(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const HEAD = [
  'subject',
  'chunk',
  'MB/s',
  'messages/s',
  'of the ceiling',
  'times readline',
  'times split',
  'correct',
  'bytes/message',
];

export function rowCells(row: Row): string[] {
  return [
    row.subject,
    String(row.chunk),
    short(row.speed),
    `${short(row.messagesPerSecond / 1e6)} M`,
    row.ratio.toFixed(3),
    short(row.timesReadline),
    short(row.timesSplit),
    row.verdict,
    row.bytesPerMessage === undefined ? '–' : row.bytesPerMessage.toFixed(1),
  ];
}

export function rowTables(rows: readonly Row[]): string {
  const workloads = [...new Set(rows.map(({ workload }) => workload))];
  const one = (workload: string): string =>
    `### ${workload}\n\n${table(HEAD, rows.filter((row) => row.workload === workload).map(rowCells))}`;
  return workloads.map(one).join('\n\n');
}
