/** 8.2.8, 8.2.12, 8.2.25 and 8.2.27: what there is. */
import type { Handlers } from '../../chapter.js';
import { NOT_ALLOWED } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import type { Outgoing } from '../../outgoing.js';
import type { Connection } from './connection.js';
import type { Toolkit } from './toolkit.js';

type State = Extract<Outgoing, { readonly type: 'state' }>['state'];

/** Application note, section 8. */
function singleState({ single, server, bearer }: Toolkit): State {
  const { state, protocol } = single;
  if (bearer.state !== 'IP STATUS') return bearer.state;
  if (state === 'CONNECTING') return `${protocol} CONNECTING`;
  if (state === 'CONNECTED') return 'CONNECT OK';
  if (server) return 'SERVER LISTENING';
  return state === 'CLOSED' ? `${protocol} CLOSED` : 'IP STATUS';
}

function multiState({ connections, server, bearer }: Toolkit): State {
  const isUsed = server !== undefined || connections.some(({ state }) => state !== 'INITIAL');
  return bearer.state === 'IP STATUS' && isUsed ? 'IP PROCESSING' : bearer.state;
}

const isAddress = (text: string): boolean => /^\d+(\.\d+){3}$/.test(text);

/** A name is not shown until it has become an address. */
function rowOf({ number, state, protocol, address, port, bearer }: Connection) {
  const head = { connection: number, state };
  return state === 'INITIAL' ? head : { ...head, bearer, protocol, port, ...(isAddress(address) && { address }) };
}

/** The OK comes first. */
function showAll(toolkit: Toolkit, exchange: Exchange): void {
  const { isMulti, server, selected: bearer } = toolkit;
  exchange.late({ type: 'state', state: isMulti ? multiState(toolkit) : singleState(toolkit) });
  if (isMulti && server)
    exchange.late({ type: 'server-status', connection: 0, bearer, port: server.port, state: 'LISTENING' });
  if (isMulti) for (const one of toolkit.rows) exchange.late({ type: 'client-status', ...rowOf(one) });
  exchange.end();
}

function showOne(toolkit: Toolkit, number: number, exchange: Exchange) {
  const connection = toolkit.isMulti ? toolkit.named(number) : undefined;
  if (!connection) return exchange.refuse(NOT_ALLOWED);
  exchange.respond({ type: 'cipstatus', ...rowOf(connection) });
  exchange.end();
}

/** The one connection, or a row for each. */
function eachOf(toolkit: Toolkit): readonly Connection[] {
  return toolkit.isMulti ? toolkit.rows : [toolkit.single];
}

function showPorts(toolkit: Toolkit, exchange: Exchange): void {
  for (const one of eachOf(toolkit))
    exchange.respond({ type: 'clport', ...toolkit.of(one), tcp: one.localPorts.TCP, udp: one.localPorts.UDP });
  exchange.end();
}

function showUdpModes(toolkit: Toolkit, exchange: Exchange): void {
  for (const one of eachOf(toolkit))
    exchange.respond({ type: 'cipudpmode', ...toolkit.of(one), mode: one.udpMode, ...one.udpPeer });
  exchange.end();
}

const SHOWN_SETTINGS = [
  'ciphead',
  'cipshowtp',
  'cipsrip',
  'cipats',
  'cipsprt',
  'cipqsend',
  'cipmode',
  'cipccfg',
  'cipmux',
  'cipdpdp',
  'ciprxget',
  'ciprdtimer',
] as const;

function showSettings({ device }: Toolkit, exchange: Exchange): void {
  const { settings } = device;
  const { apn } = settings.get('cstt');
  exchange.respond({ type: 'cipscont', mode: 0 });
  exchange.respond({ type: 'cipcsgp', mode: settings.get('cipcsgp').mode });
  exchange.respond({ type: 'gprs-config-apn', ...(apn !== '' && { apn }) });
  exchange.respond({ type: 'gprs-config-user-id' });
  exchange.respond({ type: 'gprs-config-password' });
  for (const type of SHOWN_SETTINGS) exchange.respond(settings.get(type));
  exchange.end();
}

export function statusHandlers(toolkit: Toolkit): Handlers {
  return {
    cipstatus: {
      write: ({ connection }, exchange) => showOne(toolkit, connection, exchange),
      execute: (_, exchange) => showAll(toolkit, exchange),
    },
    clport: {
      read: (_, exchange) => showPorts(toolkit, exchange),
      write: ({ connection: number, mode, port }, exchange) => {
        const connection = toolkit.named(number);
        if (!connection) return exchange.refuse(NOT_ALLOWED);
        connection.localPorts[mode] = port;
        exchange.end();
      },
    },
    cipudpmode: {
      read: (_, exchange) => showUdpModes(toolkit, exchange),
      write: ({ connection: number, mode, address, port }, exchange) => {
        const connection = toolkit.named(number);
        const isAddressed = address !== undefined && port !== undefined;
        if (!connection || (mode === 2) !== isAddressed) return exchange.refuse(NOT_ALLOWED);
        connection.udpMode = mode;
        connection.udpPeer = isAddressed ? { address, port } : undefined;
        exchange.end();
      },
    },
    cipscont: {
      read: (_, exchange) => showSettings(toolkit, exchange),
      execute: (_, exchange) => exchange.end(),
    },
  };
}
