/** Which states one function of a program holds: a call costs as much as some bytes, so lines should be few calls away. */

/** A function holds the states after its own, the heaviest first, until it is as large as this. */
const LONGEST = 8000;
/** The one that begins lines may be longer: every line passes it, and it is optimised once. */
const LONGEST_ROOT = 32_000;

/** A state to go on in: at its first byte, or (`n`) at the first digit of its number, which `c` holds. */
export type Entrance = `${'' | 'n'}${number}`;

export const stateOf = (entrance: Entrance): number => Number(entrance.replace('n', ''));

/** A state's own code: how long it is, and where it leads, once for every place. */
export interface Part {
  readonly size: number;
  readonly successors: readonly Entrance[];
}

export class FunctionPlan {
  /** From how many places each is entered. */
  private entered: Map<Entrance, number> | undefined;
  private atRoot: ReadonlySet<Entrance> | undefined;
  private readonly root: Entrance;
  /** By state what the lines weigh whose shortest way leads through it. */
  private readonly weightOf: (state: number) => number;
  private readonly part: (entrance: Entrance) => Part;

  constructor(root: Entrance, weightOf: (state: number) => number, part: (entrance: Entrance) => Part) {
    this.root = root;
    this.weightOf = weightOf;
    this.part = part;
  }

  /** What the function that begins here holds. */
  inlinedBy(entrance: Entrance): ReadonlySet<Entrance> {
    this.atRoot ??= this.growRoot();
    if (this.atRoot.has(entrance)) return this.reachable(entrance, this.atRoot);
    this.entered ??= this.countEntrances();
    const { entered } = this;
    // What several places lead to is a function of its own, or it would be there several times.
    return this.grow(entrance, LONGEST, (next) => (entered.get(next) ?? 0) <= 1);
  }

  private countEntrances(): Map<Entrance, number> {
    const entered = new Map<Entrance, number>();
    const queue = [this.root];
    for (const entrance of queue) {
      for (const next of this.part(entrance).successors) {
        if (!entered.has(next)) queue.push(next);
        entered.set(next, (entered.get(next) ?? 0) + 1);
      }
    }
    return entered;
  }

  /** The root holds what others lead to as well, but nothing that it leads to twice itself. */
  private growRoot(): ReadonlySet<Entrance> {
    const twice = new Set<Entrance>();
    for (;;) {
      const planned = this.grow(this.root, LONGEST_ROOT, (next) => !twice.has(next));
      const found = repeated(Array.from(planned).flatMap((one) => this.part(one).successors));
      if (found.every((one) => twice.has(one))) return planned;
      for (const one of found) twice.add(one);
    }
  }

  private grow(from: Entrance, longest: number, may: (next: Entrance) => boolean): ReadonlySet<Entrance> {
    const planned = new Set([from]);
    let { size, successors: open } = this.part(from);
    while (open.length > 0) {
      const heaviest = open.reduce((a, b) => (this.weight(b) > this.weight(a) ? b : a));
      open = open.filter((other) => other !== heaviest);
      const part = this.part(heaviest);
      if (!may(heaviest) || planned.has(heaviest) || size + part.size > longest) continue;
      planned.add(heaviest);
      size += part.size;
      open = [...open, ...part.successors];
    }
    return planned;
  }

  /** A function that begins in the middle of the root ends where that ends, so that what follows is there once. */
  private reachable(from: Entrance, within: ReadonlySet<Entrance>): ReadonlySet<Entrance> {
    const found = new Set([from]);
    for (const one of found) for (const next of this.part(one).successors) if (within.has(next)) found.add(next);
    return found;
  }

  private weight(entrance: Entrance): number {
    return this.weightOf(stateOf(entrance));
  }
}

function repeated(entrances: readonly Entrance[]): Entrance[] {
  const seen = new Set<Entrance>();
  return entrances.filter((one) => seen.size === seen.add(one).size);
}
