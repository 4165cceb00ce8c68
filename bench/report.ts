/** What a run has found, as text. */
import type { Goal } from './goals.js';
import type { Row } from './measure/pairs.js';
import type { ScalingRow } from './measure/scaling.js';
import type { SteadyRow } from './measure/steady-state.js';
import type { EntrySize } from './size.js';
import { rowTables, short, table } from './table.js';

export interface Report {
  readonly node: string;
  readonly date: string;
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  readonly sizes: readonly EntrySize[];
  /** Milliseconds from import to first message. */
  readonly start: number;
  readonly steady: readonly SteadyRow[];
  readonly scaling: Readonly<Record<string, readonly ScalingRow[]>>;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ goal, wanted, reached }) => [
    goal,
    String(wanted),
    short(reached),
    reached >= wanted ? 'reached' : 'not yet',
  ]);
  return table(['goal', 'at least', 'reached', ''], rows);
}

function scalingTable(title: string, rows: readonly ScalingRow[]): string {
  return table(
    [title, 'ns a byte', 'of the ceiling'],
    rows.map(({ of, cost, ratio }) => [of, short(cost), ratio.toFixed(3)]),
  );
}

function sizeTable({ sizes, start }: Report): string {
  const rows = sizes.map(({ name, minified, gzipped }) => [name, kilobytes(minified), kilobytes(gzipped)]);
  return `${table(['entry', 'minified', 'gzipped'], rows)}\n\nFrom import to the first message: ${start.toFixed(1)} ms.`;
}

function steadyTable(rows: readonly SteadyRow[]): string {
  const cells = rows.map(({ of, messages, grown, bytesPerMessage, collections, nothing }) => [
    of,
    `${short(messages / 1e6)} M`,
    kilobytes(grown),
    bytesPerMessage.toFixed(3),
    String(collections),
    nothing ? 'nothing allocated' : 'ALLOCATES',
  ]);
  const head = ['steady state, numbers read', 'messages', 'heap grown by', 'bytes/message', 'collections', ''];
  return table(head, cells);
}

export function reportText(report: Report): string {
  const scaling = Object.entries(report.scaling).map(([title, rows]) => scalingTable(title, rows));
  const parts = [
    `Node ${report.node}, ${report.date}`,
    rowTables(report.rows),
    ...(report.goals.length > 0 ? [goalTable(report.goals)] : []),
    ...(report.sizes.length > 0 ? [sizeTable(report)] : []),
    ...(report.steady.length > 0 ? [steadyTable(report.steady)] : []),
    ...scaling,
  ];
  return parts.join('\n\n');
}
