/** Ports of several kinds: what they read goes to a session, and what it writes to them. */
import { nameOf } from '../runtime.js';
import type { WriteBytes } from './line.js';

/** A Duplex of Node's: a `SerialPort`, a socket. */
export interface DuplexPort {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
  on(event: 'close' | 'end', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  write(bytes: Uint8Array, done: (error?: Error | null) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** A pair of streams of the Web: a port of Web Serial once it is open. */
export interface StreamsPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
}

export type Port = DuplexPort | StreamsPort;

/** What a port needs of a session. */
interface Reader {
  receive(chunk: Uint8Array): Promise<void> | undefined;
  end(cause?: unknown): void;
}

function openDuplex<R extends Reader>(port: DuplexPort, open: (write: WriteBytes) => R): R {
  const session = open(
    (bytes) =>
      new Promise<void>((resolve, reject) => {
        port.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
  );
  port.on('data', (chunk) => {
    const room = session.receive(chunk);
    if (!room) return;
    port.pause();
    void room.then(() => port.resume());
  });
  port.on('error', (error) => session.end(error));
  port.on('end', () => session.end());
  port.on('close', () => session.end());
  return session;
}

async function readAll(readable: ReadableStream<Uint8Array>, session: Reader): Promise<void> {
  const reader = readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) await session.receive(next.value);
    session.end();
  } catch (error) {
    session.end(error);
  } finally {
    reader.releaseLock();
  }
}

function openStreams<R extends Reader>({ readable, writable }: StreamsPort, open: (write: WriteBytes) => R): R {
  if (!readable || !writable) throw new TypeError('the port has no streams: open it first');
  const writer = writable.getWriter();
  const session = open((bytes) => writer.write(bytes));
  void readAll(readable, session);
  return session;
}

function isDuplex(port: Port): port is DuplexPort {
  if (typeof port !== 'object' || port === null)
    throw new TypeError(`a port is a SerialPort, a socket, or the pair of streams of Web Serial, not ${nameOf(port)}`);
  return 'write' in port && typeof port.write === 'function';
}

/** Opens a session over a port. It ends when the port is closed. */
export function over<R extends Reader>(port: Port, open: (write: WriteBytes) => R): R {
  return isDuplex(port) ? openDuplex(port, open) : openStreams(port, open);
}
