import { setTimeout as sleep } from 'node:timers/promises';

type Chunks = AsyncGenerator<Uint8Array>;

/** A line that is listened to need not be silent for long: then what has come so far is the sample. */
const QUIET_MS = 200;

export interface Sampled {
  readonly sample: Uint8Array;
  /** Everything, the sample included. */
  readonly all: Chunks;
}

async function* rejoined(sample: Uint8Array, next: Promise<IteratorResult<Uint8Array>>, rest: Chunks): Chunks {
  try {
    if (sample.length > 0) yield sample;
    const result = await next;
    if (result.done) return;
    yield result.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** Looks at the beginning: at most about `size` bytes, and no more than come without a pause. */
export async function sampled(chunks: Chunks, size: number): Promise<Sampled> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let next = chunks.next();
  while (length < size) {
    const quiet = new AbortController();
    const pause = sleep(QUIET_MS, undefined, { signal: quiet.signal }).catch(() => undefined);
    // Nothing at all says nothing: for the first bytes it waits as long as it takes.
    // What fails later must not take away what has come before.
    const awaited = length === 0 ? next : Promise.race([next, pause]);
    const result = await awaited.catch(() => undefined);
    quiet.abort();
    if (result === undefined || result.done) break;
    // A chunk is overwritten by the next.
    parts.push(new Uint8Array(result.value));
    length += result.value.length;
    next = chunks.next();
  }
  // Should it fail, whoever reads on gets the error.
  next.catch(() => undefined);
  const sample = Buffer.concat(parts);
  return { sample, all: rejoined(sample, next, chunks) };
}
