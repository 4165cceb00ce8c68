/** 8.2.3, 8.2.5 and 8.2.17: sending, and what of it has arrived. */
import type { Handlers } from '../../chapter.js';
import { NOT_ALLOWED } from '../../errors.js';
import type { Asked, Exchange, Given } from '../../line/exchange.js';
import { ERROR } from '../../outgoing.js';
import type { Connection } from './connection.js';
import type { Toolkit } from './toolkit.js';

/** One AT+CIPSEND takes no more. */
const MOST = 1460;

interface Send {
  readonly connectionOrLength?: number;
  readonly connection?: number;
  readonly length?: number;
}

/** A lone number is the length with one connection, the connection with several. */
function placeOf(toolkit: Toolkit, { connectionOrLength, connection, length }: Send): Send {
  if (connectionOrLength === undefined)
    return { ...(connection !== undefined && { connection }), ...(length !== undefined && { length }) };
  return toolkit.isMulti ? { connection: connectionOrLength } : { length: connectionOrLength };
}

/** The result, and what hides it. */
function accept(toolkit: Toolkit, connection: Connection, bytes: Uint8Array, exchange: Exchange) {
  const { device } = toolkit;
  const place = toolkit.of(connection);
  const isQuick = device.settings.get('cipqsend').mode === 1;
  const isHidden = device.settings.get('cipsprt').prompt === 2;
  if (device.faults.happens('peer-closes')) connection.onLost?.();
  const { peer } = connection;
  const fails = device.faults.happens('send-fails');
  if (fails || !connection.isOpen || !peer) return exchange.end({ type: 'send-fail', ...place });
  connection.sent += bytes.length;
  device.observe({ what: 'sent', connection: connection.number, bytes });
  const end = (): void => {
    if (isHidden) exchange.endSilently();
    else exchange.end({ type: 'send-ok', ...place });
  };
  if (isQuick) exchange.end({ type: 'data-accept', ...place, length: bytes.length });
  const isUdp = connection.protocol === 'UDP';
  const to = connection.udpMode === 2 ? connection.udpPeer : undefined;
  const waits = !isQuick && !isUdp;
  connection.pendingSend = waits ? () => exchange.end({ type: 'send-fail', ...place }) : undefined;
  peer.write(
    bytes,
    () => {
      connection.acknowledged += bytes.length;
      if (connection.pendingSend === undefined) return;
      connection.pendingSend = undefined;
      end();
    },
    to,
  );
  if (isUdp && !isQuick) end();
}

function take(toolkit: Toolkit, connection: Connection, given: Given, exchange: Exchange): void {
  // What the module answers to an ESC is not documented.
  if ('refused' in given) exchange.end(ERROR);
  else accept(toolkit, connection, given.bytes, exchange);
}

function send(toolkit: Toolkit, command: Send, exchange: Exchange) {
  const { connection: number, length } = placeOf(toolkit, command);
  const connection = toolkit.named(number);
  if (!connection?.isOpen || (length ?? 1) < 1 || (length ?? 0) > MOST) return exchange.refuse(NOT_ALLOWED);
  const shows = toolkit.device.settings.get('cipsprt').prompt === 1;
  const asked: Asked = {
    ...(length === undefined ? { most: MOST } : { length }),
    ...(shows && { prompt: { type: 'prompt' } }),
  };
  exchange.ask(asked, (given) => take(toolkit, connection, given, exchange));
  if (toolkit.device.faults.happens('peer-closes-early')) connection.onLost?.();
}

/** How much one send takes. */
function showSizes(toolkit: Toolkit, exchange: Exchange) {
  const size = ({ isOpen }: Connection): number => (isOpen ? MOST : 0);
  if (!toolkit.isMulti && !toolkit.single.isOpen) return exchange.refuse(NOT_ALLOWED);
  if (!toolkit.isMulti) exchange.respond({ type: 'cipsend', size: size(toolkit.single) });
  else for (const one of toolkit.rows) exchange.respond({ type: 'cipsend', connection: one.number, size: size(one) });
  exchange.end();
}

function showAcknowledged(toolkit: Toolkit, number: number | undefined, exchange: Exchange) {
  const connection = toolkit.named(number);
  if (!connection || connection.state === 'INITIAL') return exchange.refuse(NOT_ALLOWED);
  const { sent: txlen, acknowledged: acklen } = connection;
  exchange.respond({ type: 'cipack', txlen, acklen, nacklen: txlen - acklen });
  exchange.end();
}

export function sendingHandlers(toolkit: Toolkit): Handlers {
  return {
    cipsend: {
      read: (_, exchange) => showSizes(toolkit, exchange),
      write: (command, exchange) => send(toolkit, command, exchange),
      execute: (_, exchange) => send(toolkit, {}, exchange),
    },
    cipack: {
      write: ({ connection }, exchange) => showAcknowledged(toolkit, connection, exchange),
      execute: (_, exchange) => showAcknowledged(toolkit, undefined, exchange),
    },
  };
}
