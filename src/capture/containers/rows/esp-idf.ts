/** ESP-IDF's hexdump, one tag a side: `I (1189) uart-rx: 0x3ffc8458   0d 0a 4f 4b 0d 0a   |..OK..|`. The last row is shorter. */
import type { Direction, Emit, Piece, Rows, RowsContainer } from '../../read/contract.js';
import { directionIn } from '../../read/direction.js';
import { shareOf } from '../../read/text.js';
import { bytesOfPairs } from '../spellings/hex.js';

/** A tag alone before bytes is no mark of anything: the level or the address must be there. */
const HEAD = String.raw`(?:[EWIDV] \((\d+|[\d:. -]+)\) ([\w./-]+): (?:0x[0-9a-f]{6,16} +)?|([\w./-]+): 0x[0-9a-f]{6,16} +)`;
const ROW = new RegExp(String.raw`^${HEAD}((?:[0-9a-f]{2} {1,2})*[0-9a-f]{2})\s*(?:\||$)`, 'i');

interface Row {
  readonly at: string | undefined;
  readonly tag: string;
  readonly bytes: Uint8Array;
}

function rowOf(line: string): Row | undefined {
  const [, at, tag, bareTag = '', pairs] = ROW.exec(line) ?? [];
  return pairs === undefined ? undefined : { at, tag: tag ?? bareTag, bytes: bytesOfPairs(pairs) };
}

class EspIdfRows implements Rows {
  private readonly emit: Emit;
  private readonly tags: ReadonlyMap<string, Direction>;

  constructor(emit: Emit, tags: ReadonlyMap<string, Direction>) {
    this.emit = emit;
    this.tags = tags;
  }

  row(piece: Piece): boolean {
    const row = rowOf(piece.text);
    if (row === undefined) return false;
    const direction = this.tags.size === 0 ? 'rx' : (this.tags.get(row.tag) ?? directionIn(row.tag));
    if (direction === undefined) return false;
    const at = piece.at ?? row.at;
    this.emit({ direction, bytes: row.bytes, ...(at !== undefined && { at }) });
    return true;
  }

  end(): void {}
}

/** Where some tags name a direction, rows of the others are another driver's. */
function tagsOf(sample: readonly string[]): Map<string, Direction> {
  const tags = new Map<string, Direction>();
  for (const line of sample) {
    const tag = rowOf(line)?.tag;
    const direction = tag === undefined ? undefined : directionIn(tag);
    if (tag !== undefined && direction !== undefined) tags.set(tag, direction);
  }
  return tags;
}

export const espIdf: RowsContainer = {
  kind: 'rows',
  name: 'esp-idf',
  says: "ESP-IDF's hexdump: uart-rx: 0x3ffc8458 0d 0a 4f 4b |..OK|",
  losses: [],
  evidence: (sample) => shareOf(sample, (line) => rowOf(line) !== undefined),
  open: (sample) => {
    const tags = tagsOf(sample);
    return (emit) => new EspIdfRows(emit, tags);
  },
};
