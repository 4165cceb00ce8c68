import { declarationsIn, resolveType } from '../model/types.js';
import type { Type } from '../notation/ast.js';
import { typesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function flagOf({ bytes, lines, quotes, sized }: Type): string | undefined {
  if (bytes) return 'bytes';
  if (quotes) return 'quotes';
  if (sized) return 'sized';
  return lines === 0 ? undefined : 'lines';
}

export const textFlags: Pass = (_, entries) => {
  const declared = declarationsIn(entries);
  return typesIn(entries).flatMap((type) => {
    const flag = flagOf(type);
    const kind = resolveType(type, declared)?.kind;
    if (type.lines < 0) return [{ location: type.location, message: 'a text cannot hold fewer than 0 line ends' }];
    if (flag === undefined || kind === undefined || kind === 'text') return [];
    return [{ location: type.location, message: `\`${flag}\` is said of a text, and this is none` }];
  });
};
