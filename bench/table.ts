/** Tables in Markdown. */
import { markdownTable } from 'markdown-table';
import type { Row } from './measure/pairs.js';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable([[...head], ...rows.map((row) => [...row])], {
    align: head.map((_, i) => (i === 0 ? 'l' : 'r')),
  });
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
