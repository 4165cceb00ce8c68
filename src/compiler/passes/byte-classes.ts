import { CLASSES } from '../model/classes.js';
import type { Piece } from '../notation/ast.js';
import { typesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function faultOf(piece: Piece): string | undefined {
  if (piece.node === 'literal') return undefined;
  if (piece.only !== undefined) return piece.only === '' ? '`only` needs a byte or more' : undefined;
  const bytes = CLASSES.get(piece.className);
  if (bytes === undefined) return `\`${piece.className}\` is no class of bytes: ${[...CLASSES.keys()].join(', ')}`;
  const left = bytes.filter((byte) => !piece.except.includes(String.fromCharCode(byte)));
  return left.length === 0 ? `nothing is left of \`${piece.className}\`` : undefined;
}

export const byteClasses: Pass = (_, entries) =>
  typesIn(entries).flatMap(({ core }) => {
    if (core.node !== 'pattern') return [];
    return core.pieces.flatMap((piece) => {
      const message = faultOf(piece);
      return message === undefined ? [] : [{ location: piece.location, message }];
    });
  });
