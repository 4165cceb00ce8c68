/**
 * The table that Saleae's Logic exports for a serial analyzer: Logic 2 `name,type,start_time,duration,"data"`, Logic 1
 * `Time [s],Value,Parity Error,Framing Error`. The direction is in the analyzer's name, where its owner has put it.
 */
import type { RowsContainer } from '../../read/contract.js';
import { directionIn } from '../../read/direction.js';
import { type FindColumns, hasTable, openTable } from './uart-table.js';

const find: FindColumns = (header) => {
  const names = header.map((name) => name.trim().toLowerCase());
  const time = names.findIndex((name) => /^(?:start_time|time \[s\])$/.test(name));
  const value = names.findIndex((name) => /^(?:data|value)$/.test(name));
  const name = names.findIndex((field) => /^(?:name|analyzer name)$/.test(field));
  const type = names.indexOf('type');
  if (time < 0 || value < 0) return undefined;
  return {
    time,
    value,
    direction: (fields) =>
      type >= 0 && fields[type] !== 'data' ? undefined : (directionIn(fields[name] ?? '') ?? 'rx'),
  };
};

export const saleae: RowsContainer = {
  kind: 'rows',
  name: 'saleae',
  says: 'the CSV of Saleae Logic for a serial analyzer',
  losses: [],
  evidence: (sample) => (hasTable(sample, find) ? 1 : 0),
  open: (sample) => openTable(sample, find),
};
