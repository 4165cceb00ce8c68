/** Who is behind the network: the module knows no more of them than this. */
import type { FileServers } from './files.js';

export interface Target {
  readonly protocol: 'TCP' | 'UDP';
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  /** 0: any. */
  readonly localPort: number;
}

/** What a peer does. */
export interface PeerEvents {
  /** The connection is up, with this address. */
  opened(address: string): void;
  /** Data; of UDP also whose it is. */
  received(bytes: Uint8Array, address?: string, port?: number): void;
  /** The peer has closed the connection, or it was lost. */
  closed(): void;
  /** It could not be made. */
  failed(): void;
}

export interface Peer {
  /** `acknowledged` is called when the peer has all of it; of UDP at once. `to`: extended UDP mode. */
  write(bytes: Uint8Array, acknowledged: () => void, to?: { readonly address: string; readonly port: number }): void;
  close(): void;
}

/** A client that wants to be connected: `accept` says who is told of what it does. */
export type OnClient = (address: string, port: number, accept: (events: PeerEvents) => Peer) => void;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'HEAD' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly head: string;
  readonly body: Uint8Array;
}

export interface Peers {
  connect(target: Target, events: PeerEvents): Peer;
  /** No addresses: there is no such name. */
  resolve(name: string, found: (addresses: readonly string[]) => void): void;
  /** Gives what ends it. */
  listen(port: number, onClient: OnClient): () => void;
  /** For FTP; without it no server can be reached. */
  readonly files?: FileServers;
  /** Nothing: the server could not be reached. */
  request(request: HttpRequest, done: (response: HttpResponse | undefined) => void): void;
}
