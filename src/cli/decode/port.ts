import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { SerialPort } from 'serialport';
import { Unreadable } from '../fault.js';
import { peer } from '../peer.js';
import { whenGone } from '../when-gone.js';

type Library = typeof import('serialport');

function unreadable(path: string, error: unknown): Unreadable {
  const reason = error instanceof Error ? error.message.replace(/^Error: /, '') : String(error);
  return new Unreadable(`${path}: ${reason}`);
}

async function* untilClosed(port: SerialPort, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const chunks = new PassThrough();
  port.pipe(chunks);
  port.on('close', (error: Error | null) => (error ? chunks.destroy(unreadable(path, error)) : chunks.end()));
  const unwatch = whenGone(path, () => chunks.destroy(new Unreadable(`${path}: it is gone`)));
  const stop = (): void => {
    unwatch();
    if (port.isOpen) port.close();
  };
  signal.addEventListener('abort', stop);
  try {
    for await (const chunk of chunks) yield chunk as Uint8Array;
  } finally {
    stop();
  }
}

/** What a serial port delivers, until `signal`. It is only listened to. */
export async function serialPort(
  path: string,
  baudRate: number,
  signal: AbortSignal,
  load = (): Promise<Library> => import('serialport'),
): Promise<AsyncGenerator<Uint8Array>> {
  // Native code, and optional.
  const { SerialPort } = await peer(load, 'serialport', '--port');
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  try {
    port.open();
    await once(port, 'open', { signal });
  } catch (error) {
    throw unreadable(path, error);
  }
  return untilClosed(port, path, signal);
}
