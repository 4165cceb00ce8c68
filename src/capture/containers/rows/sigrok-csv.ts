/**
 * The tables of sigrok's programs for a UART: PulseView's `Sample,Time,Decoder,Ann Row,Ann Class,Value` and DSView's
 * `Id,Time[ns],0:UART: RX/TX`. Bits, start and stop bits are records too: only those of the data count.
 */
import type { Direction, RowsContainer } from '../../read/contract.js';
import { directionIn } from '../../read/direction.js';
import { type Columns, type FindColumns, hasTable, openTable } from './uart-table.js';

/** `RX data` is a byte; `RX bits` and `RX break` are not. */
const dataOf = (text: string): Direction | undefined =>
  /\bdata$/i.test(text) ? (directionIn(text) ?? 'rx') : undefined;

function pulseView(names: readonly string[]): Columns | undefined {
  const [row, kind, time, value] = ['ann row', 'ann class', 'time', 'value'].map((name) => names.indexOf(name)) as [
    number,
    number,
    number,
    number,
  ];
  if (row < 0 || time < 0 || value < 0) return undefined;
  return { time, value, direction: (fields) => dataOf(fields[kind] || fields[row] || '') };
}

function dsView(names: readonly string[]): Columns | undefined {
  const column = /^\d+:uart(?:\b.*)?$/.test(names[2] ?? '') ? (names[2] ?? '') : undefined;
  if (names[0] !== 'id' || !/^time ?\[/.test(names[1] ?? '') || column === undefined) return undefined;
  // One column for both: whose bytes they are is not said.
  const direction = /rx.?\/.?tx/.test(column) ? 'rx' : (directionIn(column.replace(/^\d+:uart/, '')) ?? 'rx');
  return { time: 1, value: 2, direction: () => direction };
}

const find: FindColumns = (header) => {
  const names = header.map((name) => name.trim().toLowerCase());
  return pulseView(names) ?? dsView(names);
};

export const sigrokCsv: RowsContainer = {
  kind: 'rows',
  name: 'sigrok-csv',
  says: "the CSV of PulseView's or DSView's table for a UART",
  losses: [],
  evidence: (sample) => (hasTable(sample, find) ? 1 : 0),
  open: (sample) => openTable(sample, find),
};
