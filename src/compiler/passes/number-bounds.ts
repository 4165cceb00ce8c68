import { MAX_NUMBER } from '../model/types.js';
import type { Range } from '../notation/ast.js';
import { typesIn } from '../notation/walk.js';
import type { Pass } from './pass.js';

function faultOf({ min, max }: Range): string | undefined {
  if (max === undefined) return 'a number needs an upper bound: `0..99`, or `uint`';
  if (min > max) return `the range is inverted: write ${max}..${min}`;
  if (Math.max(-min, max) > MAX_NUMBER)
    return `a number has ten characters at most: ${MAX_NUMBER} is the largest bound`;
  return undefined;
}

export const numberBounds: Pass = (_, entries) =>
  typesIn(entries).flatMap(({ core }) => {
    if (core.node !== 'range') return [];
    const message = faultOf(core.range);
    return message === undefined ? [] : [{ location: core.range.location, message }];
  });
