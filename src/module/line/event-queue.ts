/** What comes by itself waits while the host is in the middle of something. */

export interface Waiting {
  readonly write: () => void;
  /** Happens at that very byte. */
  readonly then?: (() => void) | undefined;
}

export class EventQueue {
  private readonly isHeld: () => boolean;
  private readonly waiting: Waiting[] = [];

  constructor(isHeld: () => boolean) {
    this.isHeld = isHeld;
  }

  add(one: Waiting): void {
    this.waiting.push(one);
    this.flush();
  }

  flush(): void {
    while (this.waiting.length > 0 && !this.isHeld()) {
      const one = this.waiting.shift();
      one?.write();
      one?.then?.();
    }
  }

  clear(): void {
    this.waiting.length = 0;
  }
}
