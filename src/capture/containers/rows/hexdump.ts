/** hexdump -C: `00000000  0d 0a 4f 4b 0d 0a                                 |..OK..|`; the last row is an offset alone. */
import type { RowsContainer } from '../../read/contract.js';
import { shareOf } from '../../read/text.js';
import { bytesOfPairs } from '../spellings/hex.js';
import { type OffsetRow, OffsetRows } from './offset-rows.js';

const ROW = /^([0-9a-f]{7,16})(?: {2}((?:[0-9a-f]{2} {1,2})*[0-9a-f]{2})\s*\|.*)?$/i;

function rowOf(line: string): OffsetRow | undefined {
  const [row, offset = '', pairs = ''] = ROW.exec(line) ?? [];
  return row === undefined ? undefined : { offset: Number.parseInt(offset, 16), bytes: bytesOfPairs(pairs) };
}

const hasBytes = (line: string): boolean => (rowOf(line)?.bytes.length ?? 0) > 0;

export const hexdump: RowsContainer = {
  kind: 'rows',
  name: 'hexdump',
  says: 'hexdump -C: 00000000  0d 0a 4f 4b  |..OK|',
  losses: [],
  evidence: (sample) => (sample.some(hasBytes) ? shareOf(sample, (line) => rowOf(line) !== undefined) : 0),
  open: () => (emit, remark) => new OffsetRows(rowOf, emit, remark),
};
