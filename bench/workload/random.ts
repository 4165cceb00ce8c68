/** A small generator with a seed (mulberry32): the same workload on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** 0 <= x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Both ends included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.between(0, items.length - 1)] as T;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.between(0, 255));
  }
}

/** Draws items in proportion to their weights. */
export class Weighted<T> {
  private readonly wheel: T[];

  constructor(weights: readonly (readonly [item: T, weight: number])[]) {
    this.wheel = weights.flatMap(([item, weight]) => Array.from({ length: weight }, () => item));
  }

  draw(random: Random): T {
    return random.pick(this.wheel);
  }
}
