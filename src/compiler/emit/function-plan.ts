/** Which states one generated function takes in: a call costs as much as some bytes, so lines should be few calls away. */

/** A function takes in the states behind its own, those that lead to most lines first, until it is as long as this. */
const LONGEST = 8000;

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
  private readonly entered = new Map<Entrance, number>();
  /** By state how many lines can still come of it. */
  private readonly weights: readonly number[];
  private readonly part: (entrance: Entrance) => Part;

  constructor(weights: readonly number[], part: (entrance: Entrance) => Part) {
    this.weights = weights;
    this.part = part;
  }

  countEntrances(root: Entrance): void {
    const queue = [root];
    for (const entrance of queue) {
      for (const next of this.part(entrance).leadsTo) {
        if (!this.entered.has(next)) queue.push(next);
        this.entered.set(next, (this.entered.get(next) ?? 0) + 1);
      }
    }
  }

  takenInBy(root: Entrance): ReadonlySet<Entrance> {
    const planned = new Set([root]);
    let { size, leadsTo: open } = this.part(root);
    while (open.length > 0) {
      const heaviest = open.reduce((a, b) => (this.weight(b) > this.weight(a) ? b : a));
      open = open.filter((other) => other !== heaviest);
      const part = this.part(heaviest);
      // What several places lead to is a function of its own, or it would be there several times.
      const isAlone = (this.entered.get(heaviest) ?? 0) <= 1;
      if (!isAlone || planned.has(heaviest) || size + part.size > LONGEST) continue;
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
