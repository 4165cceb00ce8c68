/** A port to a simulated module whose time passes as fast as it can, without a serial line between them. */
import { Duplex } from 'node:stream';
import { encodeCommand } from '../../src/index.js';
import {
  type Link,
  Module,
  type ModuleOptions,
  type Observed,
  type Script,
  scriptedPeers,
  VirtualClock,
} from '../../src/module.js';
import { textOf } from '../latin1.js';

export interface FastModule {
  readonly module: Module;
  /** The commands it carried out, and the data it sent to peers, in order. */
  readonly heard: string[];
  /** The connection that was made last, as its peer sees it. */
  readonly link: () => Link;
}

export interface FastOptions extends Partial<ModuleOptions> {
  /** What the peer of each connection answers to what it is sent. */
  readonly peer?: (data: Uint8Array) => Uint8Array;
  readonly respond?: Script['respond'];
}

const EVERY_MS = 1;
const STEP_MS = 100;

function heardOf(event: Observed): string[] {
  if (event.what === 'command') {
    const { command } = event;
    return [textOf(encodeCommand(command)).slice(0, -1)];
  }
  return event.what === 'sent' ? [textOf(event.bytes)] : [];
}

/** For as long as the process lives, which it does not hold. */
export function fastModule(
  onBytes: (bytes: Uint8Array) => void,
  { peer = (data) => data, respond, ...options }: FastOptions = {},
): FastModule {
  const clock = new VirtualClock();
  const heard: string[] = [];
  let last: Link | undefined;
  const server = (link: Link) => {
    last = link;
    return (data: Uint8Array) => link.send(peer(data));
  };
  const peers = scriptedPeers(clock, { servers: { '*': server }, ...(respond && { respond }) });
  const onEvent = (event: Observed): void => void heard.push(...heardOf(event));
  const module = new Module({ clock, peers, onBytes, onEvent, ...options });
  setInterval(() => clock.advance(STEP_MS), EVERY_MS).unref();
  const link = (): Link => {
    if (!last) throw new Error('nothing is connected');
    return last;
  };
  return { module, heard, link };
}

export interface ModulePort extends FastModule {
  readonly port: Duplex;
}

/** What the module says comes in pieces of `size` bytes, each in a turn of its own. */
export function modulePort(size: number, options: FastOptions = {}): ModulePort {
  const out: Uint8Array[] = [];
  let isWaiting = false;
  const next = (): void => {
    const piece = out.shift();
    isWaiting = piece === undefined;
    if (piece) setImmediate(() => port.push(piece));
  };
  const port = new Duplex({
    read: next,
    write(chunk: Buffer, _, done) {
      fast.module.write(chunk);
      done();
    },
  });
  const fast = fastModule((bytes) => {
    for (let at = 0; at < bytes.length; at += size) out.push(bytes.slice(at, at + size));
    if (isWaiting) next();
  }, options);
  return { port, ...fast };
}
