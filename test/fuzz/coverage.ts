/** What has been reached so far, in how many passes of a run. */

/** Besides blocks: states of the line in which a message came. */
const FEATURES = 16384;

/** A bit for once, twice, up to seven times, up to 31 times and more often. */
function bucket(count: number): number {
  if (count < 3) return count;
  if (count < 8) return 4;
  return count < 32 ? 8 : 16;
}

export class Coverage {
  readonly counters: Uint8Array;
  readonly blocks: number;
  private readonly words: Uint32Array;
  private readonly seen: Uint8Array;

  constructor(blocks: number) {
    this.blocks = blocks;
    const size = (blocks + FEATURES + 3) & ~3;
    this.counters = new Uint8Array(size);
    this.words = new Uint32Array(this.counters.buffer);
    this.seen = new Uint8Array(size);
  }

  /** A trait of the run that is no block. */
  note(feature: number): void {
    this.counters[this.blocks + ((feature >>> 0) % FEATURES)] = 1;
  }

  /** Whether something new was reached since it was last asked. */
  takeNews(): boolean {
    let news = false;
    for (let w = 0; w < this.words.length; w++) {
      if (this.words[w] === 0) continue;
      for (let i = 4 * w; i < 4 * w + 4; i++) if (this.isNew(i)) news = true;
      this.words[w] = 0;
    }
    return news;
  }

  forget(): void {
    this.counters.fill(0);
    this.seen.fill(0);
  }

  get covered(): number {
    return this.seen.subarray(0, this.blocks).reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0);
  }

  private isNew(i: number): boolean {
    const bit = bucket(this.counters[i] as number);
    if (((this.seen[i] as number) & bit) === bit) return false;
    this.seen[i] = (this.seen[i] as number) | bit;
    return true;
  }
}
