/** Chapter 11: HTTP. */
import { bytesOf } from '../bytes.js';
import type { Chapter } from '../chapter.js';
import type { Device } from '../device.js';
import { NOT_ALLOWED } from '../errors.js';
import type { Exchange } from '../line/exchange.js';
import type { HttpResponse } from '../peers/peers.js';
import { type AppBearers, OPENING } from './app-bearer.js';

const METHODS = ['GET', 'POST', 'HEAD', 'DELETE'] as const;
/** "Network error" of AT+HTTPACTION. */
const NETWORK_ERROR = 601;

interface Session {
  readonly parameters: Map<string, string>;
  body: Uint8Array;
  response: HttpResponse | undefined;
}

export function http(device: Device, bearers: AppBearers): Chapter {
  let session: Session | undefined;

  function act(method: number, exchange: Exchange) {
    const current = session;
    const url = current?.parameters.get('URL');
    if (!current || url === undefined) return exchange.refuse(NOT_ALLOWED);
    exchange.end();
    const done = (response: HttpResponse | undefined): void => {
      if (session !== current) return;
      current.response = response;
      const statusCode = response?.status ?? NETWORK_ERROR;
      device.event({ type: 'httpaction', method, statusCode, dataLen: response?.body.length ?? 0 });
    };
    if (!bearers.isOpen(Number(current.parameters.get('CID') ?? 1)))
      return void device.after(OPENING, () => done(undefined));
    const content = current.parameters.get('CONTENT');
    const headers: Record<string, string> = content === undefined ? {} : { 'Content-Type': content };
    device.peers.request({ method: METHODS[method] ?? 'GET', url, headers, body: current.body }, done);
  }

  function read(start: number, size: number, exchange: Exchange) {
    if (!session?.response) return exchange.refuse(NOT_ALLOWED);
    const payload = session.response.body.subarray(start, start + size);
    if (payload.length > 0) exchange.respond({ type: 'httpread', length: payload.length, payload });
    exchange.end();
  }

  function showHead(exchange: Exchange) {
    if (!session?.response) return exchange.refuse(NOT_ALLOWED);
    const payload = bytesOf(session.response.head);
    exchange.respond({ type: 'httphead', length: payload.length, payload });
    exchange.end();
  }

  return {
    restart: () => {
      session = undefined;
    },
    handlers: {
      httpinit: {
        execute: (_, exchange) => {
          if (session) return exchange.refuse(NOT_ALLOWED);
          session = { parameters: new Map(), body: new Uint8Array(), response: undefined };
          exchange.end();
        },
      },
      httpterm: {
        execute: (_, exchange) => {
          if (!session) return exchange.refuse(NOT_ALLOWED);
          session = undefined;
          exchange.end();
        },
      },
      httppara: {
        write: ({ tag, value }, exchange) => {
          if (!session) return exchange.refuse(NOT_ALLOWED);
          session.parameters.set(tag, value);
          exchange.end();
        },
      },
      httpdata: {
        write: ({ size, time }, exchange) => {
          const current = session;
          if (!current) return exchange.refuse(NOT_ALLOWED);
          exchange.ask({ length: size, within: time, prompt: { type: 'download' } }, (given) => {
            if ('bytes' in given) current.body = given.bytes;
            exchange.end();
          });
        },
      },
      httpaction: { write: ({ method }, exchange) => act(method, exchange) },
      httpread: {
        write: ({ start, size }, exchange) => read(start, size, exchange),
        execute: (_, exchange) => read(0, 319_488, exchange),
      },
      httphead: { execute: (_, exchange) => showHead(exchange) },
    },
  };
}
