/** `--around`: entries that match, and some before and after each. */
import type { Entry } from '../decode/entry.js';

export type Give = (entry: Entry, isAfterGap: boolean) => void;

/** Holds no more entries than it is to show before a match. */
export class Around {
  private readonly matches: (entry: Entry) => boolean;
  private readonly lines: number;
  private readonly give: Give;
  private before: Entry[] = [];
  private left = 0;
  private isGap = false;
  private hasGiven = false;

  constructor(matches: (entry: Entry) => boolean, lines: number, give: Give) {
    this.matches = matches;
    this.lines = lines;
    this.give = give;
  }

  take(entry: Entry): void {
    if (this.matches(entry)) {
      for (const one of this.before) this.pass(one);
      this.before = [];
      this.pass(entry);
      this.left = this.lines;
    } else if (this.left > 0) {
      this.left--;
      this.pass(entry);
    } else this.hold(entry);
  }

  private hold(entry: Entry): void {
    this.before.push(entry);
    if (this.before.length <= this.lines) return;
    this.before.shift();
    this.isGap = true;
  }

  private pass(entry: Entry): void {
    this.give(entry, this.isGap && this.hasGiven);
    this.isGap = false;
    this.hasGiven = true;
  }
}
