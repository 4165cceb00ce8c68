import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const CHUNK = 64 * 1024;
const POLL_MS = 200;

/** Whether the file that is there now is another one, or was begun anew. */
async function isReplaced(file: string, handle: FileHandle, position: number): Promise<boolean> {
  try {
    const [there, held] = await Promise.all([stat(file), handle.stat()]);
    return there.ino !== held.ino || there.size < position;
  } catch {
    // Taken away: another may come.
    return false;
  }
}

/** What was read to its end, and waits for more. */
class Following {
  private readonly file: string;
  private handle: FileHandle;
  private position = 0;
  private readonly buffer = new Uint8Array(CHUNK);

  constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.handle = handle;
  }

  /** Nothing: there is no more for now. */
  async read(): Promise<Uint8Array | undefined> {
    const { bytesRead } = await this.handle.read(this.buffer, 0, CHUNK, this.position);
    this.position += bytesRead;
    return bytesRead > 0 ? this.buffer.subarray(0, bytesRead) : undefined;
  }

  async beginAgainIfReplaced(): Promise<void> {
    if (!(await isReplaced(this.file, this.handle, this.position))) return;
    await this.handle.close();
    this.handle = await open(this.file);
    this.position = 0;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/**
 * A file and what is added to it, until `signal`. Polled: what reports changes by itself does not on
 * every file system.
 */
export async function* follow(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const following = new Following(file, await open(file));
  try {
    while (!signal.aborted) {
      const chunk = await following.read();
      if (chunk) yield chunk;
      else {
        await following.beginAgainIfReplaced();
        await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  } finally {
    await following.close();
  }
}
