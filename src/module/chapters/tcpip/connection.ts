import type { Peer } from '../../peers/peers.js';

export type ClientState = 'INITIAL' | 'CONNECTING' | 'CONNECTED' | 'REMOTE CLOSING' | 'CLOSING' | 'CLOSED';
export type Protocol = 'TCP' | 'UDP';

/** Received bytes that AT+CIPRXGET has not fetched yet. */
class Inbox {
  private pieces: Uint8Array[] = [];
  private size = 0;

  get length(): number {
    return this.size;
  }

  add(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.size += bytes.length;
  }

  /** So many at most. */
  take(most: number): Uint8Array {
    const taken = new Uint8Array(Math.min(most, this.size));
    for (let at = 0; at < taken.length; ) {
      const piece = this.pieces.shift() ?? new Uint8Array();
      const part = piece.subarray(0, taken.length - at);
      taken.set(part, at);
      at += part.length;
      if (part.length < piece.length) this.pieces.unshift(piece.subarray(part.length));
    }
    this.size -= taken.length;
    return taken;
  }
}

/** One of the connections of the toolkit. */
export class Connection {
  readonly number: number;
  state: ClientState = 'INITIAL';
  protocol: Protocol = 'TCP';
  address = '';
  port = 0;
  bearer = 0;
  peer: Peer | undefined;
  inbox = new Inbox();
  /** The host was told that bytes wait, and has not fetched them all since. */
  isNotified = false;
  /** Bytes sent, and those of them that the peer has acknowledged. */
  sent = 0;
  acknowledged = 0;
  /** Ends an AT+CIPSEND that waits for the peer's acknowledgement. */
  pendingSend: (() => void) | undefined;
  /** What happens when the peer is gone. */
  onLost: (() => void) | undefined;
  /** The host has escaped from its transparent mode. */
  isHeld = false;
  /** AT+CLPORT. */
  readonly localPorts: Record<Protocol, number> = { TCP: 0, UDP: 0 };
  /** AT+CIPUDPMODE, and whom it sends to. */
  udpMode = 0;
  udpPeer: { readonly address: string; readonly port: number } | undefined;

  constructor(number: number) {
    this.number = number;
  }

  get isOpen(): boolean {
    return this.state === 'CONNECTED';
  }

  /** Nothing of the last one is left but its settings. */
  begin(protocol: Protocol, address: string, port: number, bearer: number): void {
    this.drop();
    this.state = 'CONNECTING';
    this.protocol = protocol;
    this.address = address;
    this.port = port;
    this.bearer = bearer;
    this.inbox = new Inbox();
    this.isNotified = false;
    this.sent = 0;
    this.acknowledged = 0;
    this.isHeld = false;
  }

  drop(): void {
    const { peer, pendingSend } = this;
    this.peer = undefined;
    this.pendingSend = undefined;
    peer?.close();
    pendingSend?.();
  }

  /** Closed, but not forgotten: what has arrived can still be fetched. */
  close(): void {
    this.state = 'CLOSED';
    this.drop();
  }

  forget(): void {
    this.state = 'INITIAL';
    this.drop();
    this.inbox = new Inbox();
    this.isNotified = false;
  }
}
