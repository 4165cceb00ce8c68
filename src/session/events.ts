/** What comes by itself, for those who listen. */
import type { WaitOptions } from './answered.js';
import { SessionError } from './errors.js';
import type { AnyMessage } from './grammar.js';
import { Deferred, Limit } from './limit.js';

export interface EventsOptions {
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** So many events are held back for a loop that is busy; with one more it fails (`overflow`). Default 1000. */
  readonly most?: number;
}

type Listener<M> = (message: M) => void;

/** What a listener throws is not an error of the line: it is reported as any uncaught error is, and reading goes on. */
function call<M>(listener: Listener<M>, message: M): void {
  try {
    listener(message);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** The events from now on, for one loop. */
class Queue<M> implements AsyncIterableIterator<M> {
  private held: M[] = [];
  private wanted: Deferred<IteratorResult<M, undefined>>[] = [];
  private over = false;
  private error: unknown;
  private readonly most: number;
  private readonly onOver: (queue: Queue<M>) => void;

  constructor(most: number, onOver: (queue: Queue<M>) => void) {
    this.most = most;
    this.onOver = onOver;
  }

  push(message: M): void {
    const first = this.wanted.shift();
    if (first) first.resolve({ done: false, value: message });
    else if (this.held.length < this.most) this.held.push(message);
    else this.end(new SessionError('overflow', `more than ${this.most} events wait to be taken`));
  }

  /** What is held is still handed out. */
  end(error?: unknown): void {
    if (this.over) return;
    this.over = true;
    this.error = error;
    for (const one of this.wanted.splice(0)) this.finish(one);
    this.onOver(this);
  }

  next(): Promise<IteratorResult<M, undefined>> {
    const one = new Deferred<IteratorResult<M, undefined>>();
    const [message] = this.held.splice(0, 1);
    if (message !== undefined) one.resolve({ done: false, value: message });
    else if (this.over) this.finish(one);
    else this.wanted.push(one);
    return one.promise;
  }

  return(): Promise<IteratorResult<M, undefined>> {
    this.held = [];
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private finish(one: Deferred<IteratorResult<M, undefined>>): void {
    const { error } = this;
    this.error = undefined;
    if (error === undefined) one.resolve({ done: true, value: undefined });
    else one.reject(error);
  }
}

export class Events<M extends AnyMessage> {
  private readonly listeners = new Map<string, Set<Listener<M>>>();
  private readonly queues = new Set<Queue<M>>();
  private readonly waiting = new Set<(error: unknown) => void>();
  private isOver = false;

  emit(message: M): void {
    for (const queue of this.queues) queue.push(message);
    for (const listener of [...(this.listeners.get(message.type) ?? [])]) call(listener, message);
  }

  /** Returns what takes the listener away again. */
  on(type: string, listener: Listener<M>): () => void {
    const all = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, all.add(listener));
    return () => all.delete(listener);
  }

  next(type: string, options: WaitOptions): Promise<M> {
    const given = new Deferred<M>();
    const limit = new Limit(given.reject);
    const off = this.on(type, given.resolve);
    this.waiting.add(given.reject);
    const { timeout } = options;
    if (timeout !== undefined) limit.start(timeout, () => new SessionError('timeout', `no ${type} in ${timeout} ms`));
    limit.watch(options);
    return given.promise.finally(() => {
      off();
      limit.stop();
      this.waiting.delete(given.reject);
    });
  }

  iterate({ signal, most = 1000 }: EventsOptions): AsyncIterableIterator<M> {
    const stop = (): void => queue.end();
    const queue = new Queue<M>(most, (over) => {
      this.queues.delete(over);
      signal?.removeEventListener('abort', stop);
    });
    this.queues.add(queue);
    if (signal?.aborted || this.isOver) stop();
    else signal?.addEventListener('abort', stop);
    return queue;
  }

  /** No more come: loops end, and who waits for one hears why. */
  end(error: unknown): void {
    this.isOver = true;
    for (const queue of this.queues) queue.end();
    for (const reject of this.waiting) reject(error);
  }
}
