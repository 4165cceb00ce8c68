/** What the handlers of chapter 8 share: the two bearers, the connections and the server. */
import type { Device } from '../../device.js';
import { Connection } from './connection.js';

type BearerState = 'IP INITIAL' | 'IP START' | 'IP CONFIG' | 'IP GPRSACT' | 'IP STATUS' | 'PDP DEACT';

interface Bearer {
  state: BearerState;
  address: string;
}

interface Server {
  readonly port: number;
  readonly close: () => void;
}

/** The manual's, which the host opens: 0 to 5. */
const OWN_CONNECTIONS = 6;
/** With clients of the server: rows up to 7 have been seen. */
const CONNECTIONS = 8;

const ADDRESSES = ['10.64.12.7', '10.64.80.21'] as const;

export class Toolkit {
  readonly device: Device;
  readonly connections = Array.from({ length: CONNECTIONS }, (_, number) => new Connection(number));
  readonly bearers: readonly Bearer[] = ADDRESSES.map((address) => ({ state: 'IP INITIAL', address }));
  server: Server | undefined;
  /** AT+CIPSGTXT: the bearer that commands are about. */
  selected = 0;
  /** The connection that is in transparent mode, or was when the host escaped. */
  transparent: Connection | undefined;

  constructor(device: Device) {
    this.device = device;
  }

  /** AT+CIPMUX=1. */
  get isMulti(): boolean {
    return this.device.settings.get('cipmux').mode === 1;
  }

  get bearer(): Bearer {
    return this.bearers[this.selected] as Bearer;
  }

  /** The one connection there is with AT+CIPMUX=0. */
  get single(): Connection {
    return this.connections[0] as Connection;
  }

  /** The bearer has an address, and the host has asked for it: connections can be made. */
  get isUp(): boolean {
    return this.bearer.state === 'IP STATUS';
  }

  /** What appears before a line of a connection, if there can be several. */
  of(connection: Connection): { connection: number } | Record<never, never> {
    return this.isMulti ? { connection: connection.number } : {};
  }

  /** The connection that a command names; with AT+CIPMUX=0 it must not name any. */
  named(number: number | undefined): Connection | undefined {
    if (!this.isMulti) return number === undefined ? this.single : undefined;
    return this.rows.find((one) => one.number === number);
  }

  /** Those that a host is shown. */
  get rows(): readonly Connection[] {
    return this.connections.filter(({ number, state }) => number < OWN_CONNECTIONS || state !== 'INITIAL');
  }

  free(): Connection | undefined {
    return this.connections.find(({ state }) => state === 'INITIAL' || state === 'CLOSED');
  }

  closeServer(): void {
    this.server?.close();
    this.server = undefined;
  }

  /** Ends all connections, and tells nobody. */
  dropAll(): void {
    for (const connection of this.connections) connection.forget();
    this.closeServer();
    this.transparent = undefined;
  }

  shut(): void {
    this.dropAll();
    for (const bearer of this.bearers) bearer.state = 'IP INITIAL';
  }

  /** The network takes the bearer away: AT+CIPSHUT has to follow. */
  loseBearer(): void {
    if (this.bearers.every(({ state }) => state === 'IP INITIAL' || state === 'PDP DEACT')) return;
    const isData = this.transparent !== undefined && !this.transparent.isHeld;
    this.dropAll();
    for (const bearer of this.bearers) bearer.state = 'PDP DEACT';
    if (isData) this.device.endTransparent({ type: 'pdp-deact' });
    else this.device.event({ type: 'pdp-deact' });
  }

  restart(): void {
    this.shut();
    this.selected = 0;
    for (const connection of this.connections) {
      Object.assign(connection.localPorts, { TCP: 0, UDP: 0 });
      connection.udpMode = 0;
      connection.udpPeer = undefined;
    }
  }
}
