import type { Writable } from 'node:stream';

const closed = new WeakSet<Writable>();

/** Whether the reader of a pipe has gone (`| head`): no error, but nothing more to do either. */
export function isClosed(out: Writable): boolean {
  return closed.has(out);
}

/** Writes and waits until it was taken, so that a slow reader slows the writer down. */
export function print(out: Writable, text: string | Uint8Array): Promise<void> {
  if (isClosed(out) || text.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EPIPE') {
        closed.add(out);
        resolve();
      } else reject(error);
    };
    out.once('error', fail);
    out.write(text, (error) => {
      if (error) fail(error);
      else {
        out.off('error', fail);
        resolve();
      }
    });
  });
}
