/** 8.2.2, 8.2.6, 8.2.8, 8.2.18, 8.2.22 and 8.2.25: connections and the server begin and end. */
import type { Handlers } from '../../chapter.js';
import type { DataLink } from '../../device.js';
import { NOT_ALLOWED } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import type { PeerEvents } from '../../peers/peers.js';
import type { Connection, Protocol } from './connection.js';
import { receive } from './receiving.js';
import type { Toolkit } from './toolkit.js';

interface Start {
  readonly connection?: number;
  readonly mode: Protocol;
  readonly address: string;
  readonly port: number;
}

const isTransparent = ({ device }: Toolkit): boolean => device.settings.get('cipmode').mode === 1;

/** The host's bytes go to the peer until the link is gone or the host escapes. */
function linkTo(toolkit: Toolkit, connection: Connection): DataLink {
  return {
    begun: () => {
      connection.isHeld = false;
      // What has come since the host escaped, or before it was told that the connection is up.
      const waiting = connection.inbox.take(connection.inbox.length);
      if (waiting.length > 0) toolkit.device.data(waiting);
    },
    isAlive: () => connection.isOpen && toolkit.transparent === connection,
    write: (bytes) => {
      connection.sent += bytes.length;
      toolkit.device.observe({ what: 'sent', connection: connection.number, bytes });
      connection.peer?.write(bytes, () => (connection.acknowledged += bytes.length));
    },
    left: () => {
      connection.isHeld = true;
    },
    end: () => {
      connection.close();
      toolkit.transparent = undefined;
    },
  };
}

function beginData(toolkit: Toolkit, connection: Connection): void {
  if (!connection.isOpen) return;
  toolkit.device.beginTransparent(linkTo(toolkit, connection));
}

/** Until `CONNECT` is on the line the data of the peer waits. */
function announceData(toolkit: Toolkit, connection: Connection): void {
  connection.isHeld = true;
  toolkit.transparent = connection;
  toolkit.device.event({ type: 'connect' }, () => beginData(toolkit, connection));
}

function opened(toolkit: Toolkit, connection: Connection, address: string): void {
  if (connection.state !== 'CONNECTING') return;
  connection.state = 'CONNECTED';
  connection.address = address;
  if (isTransparent(toolkit)) announceData(toolkit, connection);
  else toolkit.device.event({ type: 'connect-ok', ...toolkit.of(connection) });
}

/** The peer is gone; in transparent mode this is the way back to commands. */
function lost(toolkit: Toolkit, connection: Connection): void {
  if (!connection.isOpen) return;
  const wasData = toolkit.transparent === connection && !connection.isHeld;
  connection.close();
  if (toolkit.transparent === connection) toolkit.transparent = undefined;
  const line = { type: 'closed', ...toolkit.of(connection) } as const;
  if (wasData) toolkit.device.endTransparent(line);
  else toolkit.device.event(line);
}

function failed(toolkit: Toolkit, connection: Connection) {
  if (connection.state !== 'CONNECTING') return;
  connection.close();
  if (!toolkit.isMulti) toolkit.device.event({ type: 'state', state: `${connection.protocol} CLOSED` });
  toolkit.device.event({ type: 'connect-fail', ...toolkit.of(connection) });
}

function eventsFor(toolkit: Toolkit, connection: Connection): PeerEvents {
  connection.onLost = () => lost(toolkit, connection);
  return {
    opened: (address) => opened(toolkit, connection, address),
    received: (bytes, address = connection.address, port = connection.port) =>
      receive(toolkit, connection, bytes, { address, port }),
    closed: () => lost(toolkit, connection),
    failed: () => failed(toolkit, connection),
  };
}

/** With AT+CIPMUX=0 the bearer is brought up on the way, if nothing was done about it yet (8.2.2). */
function isReady(toolkit: Toolkit): boolean {
  const { bearer, device } = toolkit;
  const { sim, attached } = device.surroundings;
  if (!toolkit.isMulti && bearer.state === 'IP INITIAL' && sim === 'READY' && attached) bearer.state = 'IP STATUS';
  return toolkit.isUp;
}

function start(toolkit: Toolkit, command: Start, exchange: Exchange) {
  const connection = toolkit.named(command.connection);
  if (!connection || !isReady(toolkit)) return exchange.refuse(NOT_ALLOWED);
  if (connection.isOpen || connection.state === 'CONNECTING') {
    exchange.late({ type: 'already-connect', ...toolkit.of(connection) });
    return exchange.refuse(NOT_ALLOWED);
  }
  connection.begin(command.mode, command.address, command.port, toolkit.selected);
  exchange.end();
  const localPort = connection.localPorts[command.mode];
  const target = { protocol: command.mode, host: command.address, port: command.port, localPort };
  connection.peer = toolkit.device.peers.connect(target, eventsFor(toolkit, connection));
}

function close(toolkit: Toolkit, number: number | undefined, exchange: Exchange) {
  const connection = toolkit.named(number);
  if (!connection || (!connection.isOpen && connection.state !== 'CONNECTING')) return exchange.refuse(NOT_ALLOWED);
  connection.close();
  if (toolkit.transparent === connection) toolkit.transparent = undefined;
  exchange.end({ type: 'close-ok', ...toolkit.of(connection) });
}

/** A client takes the first connection that is free. */
function listen(toolkit: Toolkit, port: number): void {
  const { device } = toolkit;
  const close = device.peers.listen(port, (address, clientPort, accept) => {
    const connection = toolkit.isMulti ? toolkit.free() : toolkit.single;
    if (!connection || connection.isOpen) return;
    connection.begin('TCP', address, clientPort, toolkit.selected);
    connection.state = 'CONNECTED';
    connection.peer = accept(eventsFor(toolkit, connection));
    device.event({ type: 'remote-ip', ...toolkit.of(connection), address });
    if (isTransparent(toolkit)) announceData(toolkit, connection);
  });
  toolkit.server = { port, close };
}

function serve(toolkit: Toolkit, mode: number, port: number | undefined, exchange: Exchange) {
  const isOpen = toolkit.server !== undefined;
  if ((mode === 1) === isOpen || (mode === 1 && !toolkit.isUp)) return exchange.refuse(NOT_ALLOWED);
  if (mode === 1) listen(toolkit, port ?? 80);
  else toolkit.closeServer();
  exchange.late(mode === 1 ? { type: 'server-ok' } : { type: 'server-close' });
  exchange.end();
}

function showServer(toolkit: Toolkit, exchange: Exchange): void {
  const { server, selected: bearer } = toolkit;
  if (server) exchange.respond({ type: 'cipserver', mode: 1, port: server.port, connection: 0, bearer });
  else exchange.respond({ type: 'cipserver', mode: 0 });
  exchange.end();
}

/** It is about the connections there can be, so there must be none. */
function chooseMulti(toolkit: Toolkit, mode: number, exchange: Exchange) {
  const isIdle = toolkit.bearers.every(({ state }) => state === 'IP INITIAL');
  if ((!isIdle && (mode === 1) !== toolkit.isMulti) || (mode === 1 && isTransparent(toolkit)))
    return exchange.refuse(NOT_ALLOWED);
  toolkit.device.settings.set({ type: 'cipmux', mode });
  exchange.end();
}

function chooseTransparent(toolkit: Toolkit, mode: number, exchange: Exchange) {
  const isBusy = toolkit.connections.some(({ state }) => state === 'CONNECTING' || state === 'CONNECTED');
  if (isBusy || (mode === 1 && toolkit.isMulti)) return exchange.refuse(NOT_ALLOWED);
  toolkit.device.settings.set({ type: 'cipmode', mode });
  exchange.end();
}

export function openingHandlers(toolkit: Toolkit): Handlers {
  return {
    cipmux: { write: ({ mode }, exchange) => chooseMulti(toolkit, mode, exchange) },
    cipmode: { write: ({ mode }, exchange) => chooseTransparent(toolkit, mode, exchange) },
    cipstart: { write: (command, exchange) => start(toolkit, command, exchange) },
    cipclose: {
      write: ({ connection, connectionOrMode }, exchange) =>
        close(toolkit, connection ?? (toolkit.isMulti ? connectionOrMode : undefined), exchange),
      execute: (_, exchange) => close(toolkit, undefined, exchange),
    },
    cipserver: {
      read: (_, exchange) => showServer(toolkit, exchange),
      write: ({ mode, port }, exchange) => serve(toolkit, mode, port, exchange),
    },
  };
}
