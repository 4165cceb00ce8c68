/** Ends a waiting: after so long, or when a signal says so. */
import type { WaitOptions } from './answered.js';

export class Limit {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private signal: AbortSignal | undefined;
  private readonly giveUp: (reason: unknown) => void;
  private readonly onAbort = (): void => this.end(this.signal?.reason);

  constructor(giveUp: (reason: unknown) => void) {
    this.giveUp = giveUp;
  }

  /** From now on the signal counts; one that has been aborted already does so at once. */
  watch({ signal }: WaitOptions): void {
    this.signal = signal;
    if (signal?.aborted) this.onAbort();
    else signal?.addEventListener('abort', this.onAbort);
  }

  /** From now on time counts. */
  start(ms: number, late: () => Error): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(late()), ms);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this.onAbort);
  }

  private end(reason: unknown): void {
    this.stop();
    this.giveUp(reason);
  }
}

/** A promise and what settles it. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  resolve!: (value: T) => void;
  reject!: (reason: unknown) => void;

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}
