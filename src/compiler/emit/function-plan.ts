/** Which states one generated function takes in: a call costs as much as some bytes, so lines should be few calls away. */

/** A function takes in the states behind its own, the heaviest first, until it is as long as this. */
const LONGEST = 8000;
/** The one that begins lines may be longer: every line passes it, and it is optimised once. */
const LONGEST_ROOT = 32_000;

/** A state to go on in: at its first byte, or (`n`) at the first digit of its number, which `c` holds. */
export type Entrance = `${'' | 'n'}${number}`;

export const stateOf = (entrance: Entrance): number => Number(entrance.replace('n', ''));

/** A state's own code: how long it is, and where it leads, once for every place. */
export interface Part {
  readonly size: number;
  readonly leadsTo: readonly Entrance[];
}

export class FunctionPlan {
  /** From how many places each is entered. */
  private entered: Map<Entrance, number> | undefined;
  private readonly root: Entrance;
  /** By state what the lines weigh that can still come of it. */
  private readonly weights: readonly number[];
  private readonly part: (entrance: Entrance) => Part;

  constructor(root: Entrance, weights: readonly number[], part: (entrance: Entrance) => Part) {
    this.root = root;
    this.weights = weights;
    this.part = part;
  }

  private countEntrances(): Map<Entrance, number> {
    const entered = new Map<Entrance, number>();
    const queue = [this.root];
    for (const entrance of queue) {
      for (const next of this.part(entrance).leadsTo) {
        if (!entered.has(next)) queue.push(next);
        entered.set(next, (entered.get(next) ?? 0) + 1);
      }
    }
    return entered;
  }

  takenInBy(root: Entrance): ReadonlySet<Entrance> {
    this.entered ??= this.countEntrances();
    const longest = root === this.root ? LONGEST_ROOT : LONGEST;
    const planned = new Set([root]);
    let { size, leadsTo: open } = this.part(root);
    while (open.length > 0) {
      const heaviest = open.reduce((a, b) => (this.weight(b) > this.weight(a) ? b : a));
      open = open.filter((other) => other !== heaviest);
      const part = this.part(heaviest);
      // What several places lead to is a function of its own, or it would be there several times.
      const isAlone = (this.entered.get(heaviest) ?? 0) <= 1;
      if (!isAlone || planned.has(heaviest) || size + part.size > longest) continue;
      planned.add(heaviest);
      size += part.size;
      open = [...open, ...part.leadsTo];
    }
    return planned;
  }

  private weight(entrance: Entrance): number {
    return this.weights[stateOf(entrance)] ?? 0;
  }
}
