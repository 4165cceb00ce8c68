/** 8.2.15, 8.2.20, 8.2.24 and 8.2.26: what becomes of the bytes of a peer. */
import type { Handlers } from '../../chapter.js';
import { NOT_ALLOWED } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import type { Connection } from './connection.js';
import { hostile } from './hostile.js';
import type { Toolkit } from './toolkit.js';

/** A header announces no more than a segment. */
const LONGEST_PIECE = 1460;

interface Sender {
  readonly address: string;
  readonly port: number;
}

function inPieces(bytes: Uint8Array, most: number, each: (piece: Uint8Array) => void): void {
  for (let at = 0; at < bytes.length; at += most) each(bytes.subarray(at, at + most));
}

/** The one connection: with a header, with its sender, with both, or as it is. */
function pushSingle({ device }: Toolkit, { protocol }: Connection, payload: Uint8Array, sender: Sender) {
  const { settings } = device;
  if (settings.get('cipsrip').mode === 1) device.event({ type: 'recv-from', ...sender });
  if (settings.get('ciphead').mode === 0) return device.data(payload);
  const showsProtocol = settings.get('cipshowtp').mode === 1;
  device.event({ type: 'ipd', length: payload.length, ...(showsProtocol && { protocol }), payload });
}

/** AT+CIPSRIP. */
const shown = ({ device }: Toolkit, sender: Sender): Sender | Record<never, never> =>
  device.settings.get('cipsrip').mode === 1 ? sender : {};

function push(toolkit: Toolkit, connection: Connection, payload: Uint8Array, sender: Sender) {
  if (!toolkit.isMulti) return pushSingle(toolkit, connection, payload, sender);
  const head = { connection: connection.number, length: payload.length };
  toolkit.device.event({ type: 'receive', ...head, ...shown(toolkit, sender), payload });
}

/** Kept until it is fetched; the host is told once for all that waits. */
function keep(toolkit: Toolkit, connection: Connection, bytes: Uint8Array, sender: Sender) {
  connection.inbox.add(bytes);
  if (connection.isNotified) return;
  connection.isNotified = true;
  toolkit.device.event({ type: 'ciprxget-data', ...toolkit.of(connection), ...shown(toolkit, sender) });
}

export function receive(toolkit: Toolkit, connection: Connection, given: Uint8Array, sender: Sender) {
  if (!connection.isOpen || given.length === 0) return;
  const bytes = toolkit.device.faults.happens('hostile-payload') ? hostile(toolkit, given) : given.slice();
  toolkit.device.observe({ what: 'received', connection: connection.number, bytes });
  if (toolkit.transparent === connection)
    return connection.isHeld ? connection.inbox.add(bytes) : toolkit.device.data(bytes);
  if (toolkit.device.settings.get('ciprxget').mode === 1) return keep(toolkit, connection, bytes, sender);
  inPieces(bytes, LONGEST_PIECE, (piece) => push(toolkit, connection, piece, sender));
}

interface Fetch {
  readonly mode: number;
  readonly connection?: number;
  readonly length?: number;
}

/** The longest that AT+CIPRXGET=2 and =3 give. */
const LONGEST_FETCH: Readonly<Record<number, number>> = { 2: 1460, 3: 730 };

/** Bytes (2) or digits (3). */
function fetchData(toolkit: Toolkit, command: Fetch, exchange: Exchange) {
  const connection = toolkit.named(command.connection);
  if (toolkit.device.settings.get('ciprxget').mode !== 1 || !connection) return exchange.refuse(NOT_ALLOWED);
  const payload = connection.inbox.take(command.length ?? LONGEST_FETCH[command.mode] ?? 0);
  const remaining = connection.inbox.length;
  if (remaining === 0) connection.isNotified = false;
  const answer = { ...toolkit.of(connection), length: payload.length, remaining, payload };
  exchange.respond(command.mode === 2 ? { type: 'ciprxget-read', ...answer } : { type: 'ciprxget-hex', ...answer });
  exchange.end();
}

function fetchPending(toolkit: Toolkit, command: Fetch, exchange: Exchange) {
  const connection = toolkit.named(command.connection);
  if (toolkit.device.settings.get('ciprxget').mode !== 1 || !connection) return exchange.refuse(NOT_ALLOWED);
  exchange.respond({ type: 'ciprxget-pending', ...toolkit.of(connection), length: connection.inbox.length });
  exchange.end();
}

/** It is chosen before a connection is made. */
function choose(toolkit: Toolkit, mode: number, exchange: Exchange) {
  if (toolkit.connections.some(({ state }) => state === 'CONNECTING' || state === 'CONNECTED'))
    return exchange.refuse(NOT_ALLOWED);
  toolkit.device.settings.set({ type: 'ciprxget', mode });
  exchange.end();
}

export function receivingHandlers(toolkit: Toolkit): Handlers {
  return {
    ciprxget: {
      write: (command, exchange) => {
        if (command.mode < 2) choose(toolkit, command.mode, exchange);
        else if (command.mode < 4) fetchData(toolkit, command, exchange);
        else fetchPending(toolkit, command, exchange);
      },
    },
  };
}
