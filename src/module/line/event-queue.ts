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
      if (one) this.write(one);
    }
  }

  /** It does not wait. */
  write({ write, then }: Waiting): void {
    write();
    then?.();
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  clear(): void {
    this.waiting.length = 0;
  }
}
