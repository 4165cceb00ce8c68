/** Finds the shape that a line has. */

import { HeadMatcher } from '../learn/shape.js';
import type { Direction, Shape } from '../read/contract.js';

export interface Match {
  readonly shape: Shape;
  readonly rest: string;
  readonly at: string | undefined;
}

interface Entry {
  readonly shape: Shape;
  readonly head: HeadMatcher;
}

export class Matcher {
  private readonly entries: readonly Entry[];
  private readonly headless: readonly Shape[];

  /** `shapes`: the longest head first. */
  constructor(shapes: readonly Shape[]) {
    this.entries = shapes
      .filter(({ head }) => head !== '')
      .map((shape) => ({ shape, head: new HeadMatcher(shape.head) }));
    this.headless = shapes.filter(({ head }) => head === '');
  }

  /** Those with a head, in the order in which they are tried. */
  shapesOf(outer: Direction | undefined): Shape[] {
    return this.entries.map(({ shape }) => shape).filter((shape) => shape.outer === outer);
  }

  /** The longest head that appears before a line. */
  headed(line: string, outer: Direction | undefined): Match | undefined {
    for (const { shape, head } of this.entries) {
      if (shape.outer !== outer) continue;
      const found = head.match(line);
      if (found !== undefined) return { shape, rest: line.slice(found.end), at: found.at };
    }
    return undefined;
  }

  /** What a line without a head is. */
  headlessFor(outer: Direction | undefined): Shape | undefined {
    return this.headless.find((shape) => shape.outer === outer);
  }
}
