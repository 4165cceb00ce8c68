/** xxd: `00000000: 0d0a 4f4b 0d0a                           ..OK..`, groups of any size. */
import type { RowsContainer } from '../../read/contract.js';
import { shareOf } from '../../read/text.js';
import { bytesOfPairs } from '../spellings/hex.js';
import { type OffsetRow, OffsetRows } from './offset-rows.js';

const ROW = /^([0-9a-f]{7,16}): ?((?:(?:[0-9a-f]{2})+ )*(?:[0-9a-f]{2})+)(?: {2}|\s*$)/i;

function rowOf(line: string): OffsetRow | undefined {
  const [, offset = '', pairs] = ROW.exec(line) ?? [];
  return pairs === undefined ? undefined : { offset: Number.parseInt(offset, 16), bytes: bytesOfPairs(pairs) };
}

export const xxd: RowsContainer = {
  kind: 'rows',
  name: 'xxd',
  says: 'xxd: 00000000: 0d0a 4f4b  ..OK',
  losses: [],
  evidence: (sample) => shareOf(sample, (line) => rowOf(line) !== undefined),
  open: () => (emit, remark) => new OffsetRows(rowOf, emit, remark),
};
