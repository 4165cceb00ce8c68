/** Takes back what was to happen; nothing if it has happened. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since 1 January 1970. */
  now(): number;
  after(milliseconds: number, step: () => void): Cancel;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly step: () => void;
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A Friday in November: the clock of a module that was just switched on. */
const START = Date.UTC(2026, 10, 27, 8, 0, 0);

/** Stands still until it is told to go on, so that minutes of a module take no time and happen again exactly. */
export class VirtualClock implements Clock {
  private time: number;
  private order = 0;
  private due: Due[] = [];

  constructor(start = START) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  after(milliseconds: number, step: () => void): Cancel {
    const one: Due = { at: this.time + Math.max(0, milliseconds), order: this.order++, step };
    // From the end: most of what is to happen is to happen after all the rest.
    let place = this.due.length;
    while (place > 0 && isBefore(one, this.due[place - 1] as Due)) place--;
    this.due.splice(place, 0, one);
    return () => {
      const at = this.due.indexOf(one);
      if (at >= 0) this.due.splice(at, 1);
    };
  }

  /** Lets time pass; what falls due happens at its own time. */
  advance(milliseconds: number): void {
    const until = this.time + milliseconds;
    while (this.due[0] && this.due[0].at <= until) this.next();
    this.time = until;
  }

  /** Goes to the next thing that is due and lets it happen; false if nothing is. */
  next(): boolean {
    const first = this.due.shift();
    if (!first) return false;
    this.time = Math.max(this.time, first.at);
    first.step();
    return true;
  }
}
