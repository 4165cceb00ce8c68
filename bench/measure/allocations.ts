/** What a reading allocates: growth of heap and array buffers while the collector does not run. */
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Allocations {
  readonly bytesPerMessage: number;
  /** Collections during the measurement; over 0 the figure is too low. */
  readonly collections: number;
}

function used(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Runs `work`, and tells how often the collector ran meanwhile; the news of it comes some turns later. */
export async function traced(work: () => Promise<void>): Promise<number> {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  observer.observe({ entryTypes: ['gc'] });
  await work();
  for (let turn = 0; turn < 3; turn++) await nextTurn();
  collections += observer.takeRecords().length;
  observer.disconnect();
  return collections;
}

const TRIES = 5;

/**
 * Fresh processes are started with a young generation that holds a pass, and with --expose-gc. The least of some passes
 * counts: the others may hold what the optimiser made for itself.
 */
export async function allocations(pass: () => Promise<void>, messages: number): Promise<Allocations> {
  let least = Number.POSITIVE_INFINITY;
  let collections = 0;
  for (let i = 0; i < TRIES; i++) {
    globalThis.gc?.();
    collections += await traced(async () => {
      const before = used();
      await pass();
      least = Math.min(least, used() - before);
    });
  }
  return { bytesPerMessage: Math.max(0, least) / messages, collections };
}
