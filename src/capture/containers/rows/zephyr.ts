/**
 * Zephyr's hexdump: a line of the log, and rows of 16 (of 8 in minimal mode) below it.
 *
 *     [00:00:01.250,000] <dbg> uart: rx
 *                        0d 0a 4f 4b 0d 0a                                 |..OK..
 */
import type { Direction, Emit, Piece, Rows, RowsContainer } from '../../read/contract.js';
import { directionIn } from '../../read/direction.js';
import { shareOf } from '../../read/text.js';
import { bytesOfPairs } from '../spellings/hex.js';

const HEAD = /^(?:(?:uart:~\$ )?\[([\d:.,]+)\] )?(?:<(?:err|wrn|inf|dbg)> |[EWID]: )(.*)$/;
const ROW = /^(?:\s+|[EWID]: )((?:[0-9a-f]{2} ){1,8}(?: (?:[0-9a-f]{2} ){1,8})?) *\|/;

const pairsIn = (line: string): string | undefined => ROW.exec(line)?.[1];

class ZephyrRows implements Rows {
  private readonly emit: Emit;
  private at: string | undefined;
  private direction: Direction = 'rx';

  constructor(emit: Emit) {
    this.emit = emit;
  }

  row(piece: Piece): boolean {
    const pairs = pairsIn(piece.text);
    if (pairs === undefined) return this.head(piece);
    this.bytes(bytesOfPairs(pairs), piece.at ?? this.at);
    return true;
  }

  end(): void {}

  private bytes(bytes: Uint8Array, at: string | undefined): void {
    this.emit({ direction: this.direction, bytes, ...(at !== undefined && { at }) });
  }

  private head({ text }: Piece): boolean {
    const parts = HEAD.exec(text);
    if (parts === null) return false;
    this.at = parts[1];
    this.direction = directionIn(parts[2] ?? '') ?? 'rx';
    return true;
  }
}

export const zephyr: RowsContainer = {
  kind: 'rows',
  name: 'zephyr',
  says: "Zephyr's hexdump below a line of its log",
  losses: [],
  evidence: (sample) => shareOf(sample, (line) => pairsIn(line) !== undefined),
  open: () => (emit) => new ZephyrRows(emit),
};
