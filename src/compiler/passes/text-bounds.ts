import { CLASSES } from '../model/classes.js';
import { declarationsIn } from '../model/types.js';
import type { Piece, Type } from '../notation/ast.js';
import type { Finding } from '../notation/errors.js';
import { typesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

/** A class that is none is another pass's finding. */
function faultOf(piece: Piece): string | undefined {
  const { range } = piece;
  if (piece.node === 'literal' && range === undefined) return undefined;
  if (piece.node === 'literal' && piece.text.length !== 1) return 'only a text of one byte can be counted';
  if (piece.node === 'run' && !CLASSES.has(piece.className)) return undefined;
  if (range?.max === undefined) return 'a text needs an upper bound: say how many bytes, like `print 1..80`';
  if (range.min > range.max) return `the range is inverted: write ${range.max}..${range.min}`;
  return range.min < 0 ? 'a text cannot have fewer than 0 bytes' : undefined;
}

function faultsIn({ core, location }: Type, declared: ReadonlyMap<string, unknown>): Finding[] {
  if (core.node === 'reference' && CLASSES.has(core.name.text) && !declared.has(core.name.text))
    return [{ location, message: `a text needs an upper bound: say how many bytes, like \`${core.name.text} 1..80\`` }];
  if (core.node !== 'pattern') return [];
  return core.pieces.flatMap((piece) => {
    const message = faultOf(piece);
    return message === undefined ? [] : [{ location: piece.range?.location ?? piece.location, message }];
  });
}

export const textBounds: Pass = (_, entries) => {
  const declared = declarationsIn(entries);
  return typesIn(entries).flatMap((type) => faultsIn(type, declared));
};
