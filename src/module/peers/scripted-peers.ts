import type { Clock } from '../clock/clock.js';
import type { HttpRequest, HttpResponse, OnClient, Peer, PeerEvents, Peers, Target } from './peers.js';
import { scriptedFiles } from './scripted-files.js';

/** One connection, as the peer sees it. */
export interface Link {
  readonly target: Target;
  send(bytes: Uint8Array): void;
  close(): void;
}

/** What a peer does with a connection: the data it is sent goes to what this gives. */
export type Server = (link: Link) => (bytes: Uint8Array) => void;

export const echoServer: Server = (link) => (bytes) => link.send(bytes);

export interface Script {
  /** By `host:port`; of all others `*`. Where there is neither, no connection can be made. */
  readonly servers?: Readonly<Record<string, Server>>;
  /** By name. Every other name has one address; an empty list: there is no such name. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly respond?: (request: HttpRequest) => HttpResponse | undefined;
  /** Files that FTP gets, by path: `/readme.txt`. What is put and deleted changes them. */
  readonly files?: Map<string, Uint8Array>;
  /** Milliseconds to a peer and back. */
  readonly roundTrip?: number;
}

/** Clients that connect to the module's server. */
export interface ScriptedPeers extends Peers {
  /** False if nobody listens on that port. */
  call(port: number, client: Server, address?: string): boolean;
}

const ADDRESS = '203.0.113.10';
const isAddress = (host: string): boolean => /^\d+(\.\d+){3}$/.test(host);

/** Both ends of a connection: nothing arrives at an end that has closed it. */
function linked(clock: Clock, half: number, target: Target, server: Server, events: PeerEvents): Peer {
  let open = true;
  const arrive = (step: () => void): void => void clock.after(half, () => open && step());
  const link: Link = {
    target,
    send: (bytes) => arrive(() => events.received(bytes, ADDRESS, target.port)),
    close: () =>
      arrive(() => {
        open = false;
        events.closed();
      }),
  };
  const take = server(link);
  return {
    write: (bytes, acknowledged) =>
      arrive(() => {
        // The acknowledgement is on its way before the peer has read what it acknowledges.
        arrive(acknowledged);
        take(bytes);
      }),
    close: () => {
      open = false;
    },
  };
}

/** Peers that do as they are told, in the time of the module's clock. */
export function scriptedPeers(clock: Clock, script: Script = {}): ScriptedPeers {
  const { servers = { '*': echoServer }, names = {}, files = new Map(), roundTrip = 120 } = script;
  const half = roundTrip / 2;
  const listeners = new Map<number, OnClient>();
  const addressOf = (host: string): string | undefined =>
    isAddress(host) ? host : (names[host.toLowerCase()] ?? [ADDRESS])[0];

  function connect(target: Target, events: PeerEvents): Peer {
    const server = servers[`${target.host}:${target.port}`] ?? servers['*'];
    const address = addressOf(target.host);
    let peer: Peer | undefined;
    let given = true;
    clock.after(roundTrip, () => {
      if (!given) return;
      if (server === undefined || address === undefined) return events.failed();
      peer = linked(clock, half, target, server, events);
      events.opened(address);
    });
    return {
      write: (bytes, acknowledged) => peer?.write(bytes, acknowledged),
      close: () => {
        given = false;
        peer?.close();
      },
    };
  }

  return {
    connect,
    resolve: (name, found) => void clock.after(roundTrip, () => found(names[name.toLowerCase()] ?? [ADDRESS])),
    listen: (port, onClient) => {
      listeners.set(port, onClient);
      return () => listeners.delete(port);
    },
    files: scriptedFiles(
      files,
      (step) => void clock.after(roundTrip, step),
      (host) => (addressOf(host) === undefined ? 'name' : undefined),
    ),
    request: (request, done) => void clock.after(roundTrip, () => done(script.respond?.(request))),
    call: (port, client, address = '198.51.100.7') => {
      const onClient = listeners.get(port);
      const target: Target = { protocol: 'TCP', host: address, port: 40_000, localPort: port };
      onClient?.(address, target.port, (events) => linked(clock, half, target, client, events));
      return onClient !== undefined;
    },
  };
}
