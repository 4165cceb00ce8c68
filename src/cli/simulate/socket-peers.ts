/** Real sockets behind the simulated module. */
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createServer, connect as netConnect, type Socket } from 'node:net';
import type { HttpRequest, HttpResponse, Peer, PeerEvents, Peers, Target } from '../../module.js';
import { ftpServers } from './ftp-servers.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1']);

/** As a module has it: four numbers. */
const shortAddress = (address = ''): string => address.replace(/^::ffff:/, '');

function events(socket: Socket, on: PeerEvents): Peer {
  socket.on('data', (bytes) => on.received(bytes));
  socket.on('close', () => on.closed());
  socket.on('error', () => socket.destroy());
  return {
    write: (bytes, acknowledged) => void socket.write(bytes, (error) => !error && acknowledged()),
    close: () => {
      socket.removeAllListeners('data').removeAllListeners('close');
      // Not end(): a peer that does not close its side would hold the process.
      socket.destroySoon();
    },
  };
}

function tcp({ host, port, localPort }: Target, on: PeerEvents): Peer {
  const socket = netConnect({ host, port, family: 4, ...(localPort > 0 && { localPort }) });
  const failed = (): void => on.failed();
  socket.once('error', failed);
  let peer: Peer | undefined;
  socket.once('connect', () => {
    socket.off('error', failed);
    peer = events(socket, on);
    on.opened(shortAddress(socket.remoteAddress));
  });
  return {
    write: (bytes, acknowledged) => peer?.write(bytes, acknowledged),
    close: () =>
      peer
        ? peer.close()
        : socket
            .off('error', failed)
            .on('error', () => undefined)
            .destroy(),
  };
}

function udp({ host, port, localPort }: Target, on: PeerEvents): Peer {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => on.received(bytes, from.address, from.port));
  socket.on('error', () => undefined);
  socket.bind(localPort, () => lookup(host, 4, (error, address) => (error ? on.failed() : on.opened(address))));
  return {
    write: (bytes, acknowledged, to) => socket.send(bytes, to?.port ?? port, to?.address ?? host, () => acknowledged()),
    close: () => {
      socket.removeAllListeners('message');
      socket.close();
    },
  };
}

function http({ method, url, headers, body }: HttpRequest, done: (response?: HttpResponse) => void): void {
  const request = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
  const asked = request(url, { method, headers }, (answer) => {
    const pieces: Buffer[] = [];
    answer.on('data', (piece: Buffer) => pieces.push(piece));
    answer.on('error', () => done(undefined));
    answer.on('end', () => {
      const head = answer.rawHeaders.map((text, i) => (i % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
      done({ status: answer.statusCode ?? 0, head, body: Buffer.concat(pieces) });
    });
  });
  asked.on('error', () => done(undefined));
  asked.end(body);
}

const hostOf = (url: string): string => {
  try {
    return new URL(/^https?:/i.test(url) ? url : `http://${url}`).hostname;
  } catch {
    return '';
  }
};

const NOBODY: Peer = { write: () => undefined, close: () => undefined };

/** This machine alone, and what is allowed besides: a driver under test must not reach anybody by accident. */
export function socketPeers(allowed: readonly string[]): Peers {
  const hosts = new Set([...LOOPBACK, ...allowed.map((host) => host.toLowerCase())]);
  const isAllowed = (host: string): boolean => hosts.has(host.toLowerCase());
  return {
    connect: (target, on) => {
      if (isAllowed(target.host)) return target.protocol === 'TCP' ? tcp(target, on) : udp(target, on);
      setImmediate(() => on.failed());
      return NOBODY;
    },
    resolve: (name, found) => {
      if (!isAllowed(name)) setImmediate(() => found([]));
      else
        lookup(name, { family: 4, all: true }, (error, all) => found(error ? [] : all.map(({ address }) => address)));
    },
    listen: (port, onClient) => {
      const server = createServer((socket) =>
        onClient(shortAddress(socket.remoteAddress), socket.remotePort ?? 0, (on) => events(socket, on)),
      );
      server.on('error', () => undefined);
      server.listen(port, '127.0.0.1');
      return () => server.close();
    },
    files: ftpServers(isAllowed),
    request: (asked, done) => {
      const url = /^https?:/i.test(asked.url) ? asked.url : `http://${asked.url}`;
      if (isAllowed(hostOf(url))) http({ ...asked, url }, done);
      else setImmediate(() => done(undefined));
    },
  };
}
