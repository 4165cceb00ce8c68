/** What leads from a driver to the simulated module. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unreadable } from '../fault.js';
import type { Io } from '../io.js';
import { peer } from '../peer.js';
import { whenGone } from '../when-gone.js';
import { type ModemLines, modemLines } from './modem-lines.js';

export interface Transport {
  /** Where a driver finds it. */
  readonly place: string;
  /** Before this nothing that a driver writes is read. */
  listen(onBytes: OnBytes): void;
  write(bytes: Uint8Array): void;
  /** Of a real port: its lines beside the data. */
  readonly lines?: ModemLines;
  /** It is over: the driver has gone, where that is the end, or `close()` was called. */
  readonly over: Promise<void>;
  close(): Promise<void>;
}

export type OnBytes = (bytes: Uint8Array) => void;

const LOOPBACK = '127.0.0.1';

/** Drivers may come and go: the module is the same, as behind a cable that is pulled. The last one to come is heard. */
export async function tcp(port: number): Promise<Transport> {
  let socket: Socket | undefined;
  let onBytes: OnBytes = () => {};
  const server = createServer((next) => {
    socket?.destroy();
    socket = next.setNoDelay(true);
    next.on('data', (bytes) => onBytes(bytes));
    next.on('error', () => next.destroy());
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const over = once(server, 'close').then(() => undefined);
  return {
    place: `${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    listen: (listener) => {
      onBytes = listener;
    },
    write: (bytes) => void (socket?.writable && socket.write(bytes)),
    over,
    close: async () => {
      socket?.destroy();
      server.close();
      await over;
    },
  };
}

/** Until the driver has no more to write, or it is closed: then no end comes. */
export function stdio({ stdin, stdout }: Io): Transport {
  const over = Promise.race([once(stdin, 'end'), once(stdin, 'close')]).then(() => undefined);
  return {
    place: 'standard input and output',
    listen: (onBytes) => void stdin.on('data', onBytes),
    write: (bytes) => void stdout.write(bytes),
    over,
    close: async () => {
      stdin.destroy();
    },
  };
}

async function appears(path: string, failed: () => boolean): Promise<void> {
  for (let tries = 0; !existsSync(path); tries++) {
    if (failed() || tries === 200) throw new Unreadable(`${path}: socat made no pseudo-terminal`);
    await sleep(25);
  }
}

/** Node has no pseudo-terminals, so socat makes one. */
export async function pty(link: string, socat = 'socat'): Promise<Transport> {
  const child = spawn(socat, [`pty,raw,echo=0,link=${link}`, 'stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let error: NodeJS.ErrnoException | undefined;
  child.on('error', (reason) => {
    error = reason;
  });
  const over = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  await appears(link, () => error !== undefined || child.exitCode !== null).catch((reason: unknown) => {
    if (error?.code !== 'ENOENT') throw reason;
    throw new Unreadable('--pty needs socat, which is not installed: apt-get install socat, or brew install socat');
  });
  // Held open, so that a driver that closes its end does not end the line.
  const held = openSync(link, constants.O_RDWR | constants.O_NOCTTY);
  return {
    place: link,
    listen: (onBytes) => void child.stdout.on('data', onBytes),
    write: (bytes) => void child.stdin.write(bytes),
    over,
    close: async () => {
      closeSync(held);
      child.kill();
      await over;
      rmSync(link, { force: true });
    },
  };
}

/** A real serial port, or one end of a pair of pseudo-terminals. */
export async function serial(
  path: string,
  baudRate: number,
  load = (): Promise<typeof import('serialport')> => import('serialport'),
): Promise<Transport> {
  const { SerialPort } = await peer(load, 'serialport', '--serial');
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error ? reject(new Unreadable(`${path}: ${error.message}`)) : resolve())),
  );
  const close = (): void => {
    if (port.isOpen) port.close();
  };
  const unwatch = whenGone(path, close);
  const over = once(port, 'close').then(unwatch);
  return {
    place: path,
    listen: (onBytes) => void port.on('data', onBytes),
    write: (bytes) => void port.write(bytes),
    lines: modemLines(port),
    over,
    close: async () => {
      close();
      await over;
    },
  };
}
