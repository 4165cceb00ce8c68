import type { Cancel, Clock } from './clock.js';

/** What the module waits for: all of it is forgotten when it starts anew. */
export class Timers {
  private readonly clock: Clock;
  private readonly running = new Set<Cancel>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** At once if there is nothing to wait for. */
  after(milliseconds: number, step: () => void): Cancel {
    if (milliseconds <= 0) {
      step();
      return () => {};
    }
    const cancel = this.clock.after(milliseconds, () => {
      this.running.delete(cancel);
      step();
    });
    this.running.add(cancel);
    return () => {
      this.running.delete(cancel);
      cancel();
    };
  }

  clear(): void {
    for (const cancel of this.running) cancel();
    this.running.clear();
  }
}
