/** Chapters 9 and 11: the bearer of the applications, and HTTP. */
import { bytesOf } from '../bytes.js';
import type { Chapter, Handlers } from '../chapter.js';
import type { Device } from '../device.js';
import { NOT_ALLOWED } from '../errors.js';
import type { Exchange } from '../line/exchange.js';
import type { HttpResponse } from '../peers/peers.js';

const OPENING = 400;
const METHODS = ['GET', 'POST', 'HEAD', 'DELETE'] as const;
/** "Network error" of AT+HTTPACTION. */
const NETWORK_ERROR = 601;

interface AppBearer {
  isOpen: boolean;
  readonly parameters: Map<string, string>;
}

interface Session {
  readonly parameters: Map<string, string>;
  body: Uint8Array;
  response: HttpResponse | undefined;
}

/** AT+SAPBR. */
function bearerHandlers(device: Device, bearers: readonly AppBearer[]): Handlers {
  function open(bearer: AppBearer, exchange: Exchange) {
    if (bearer.isOpen || !device.surroundings.attached) return exchange.refuse(NOT_ALLOWED);
    exchange.after(OPENING, () => {
      bearer.isOpen = true;
      exchange.end();
    });
  }
  function close(bearer: AppBearer, exchange: Exchange) {
    if (!bearer.isOpen) return exchange.refuse(NOT_ALLOWED);
    bearer.isOpen = false;
    exchange.end();
  }
  function show(cid: number, bearer: AppBearer, exchange: Exchange): void {
    const address = bearer.isOpen ? '10.64.12.8' : '0.0.0.0';
    exchange.respond({ type: 'sapbr', bearer: cid, status: bearer.isOpen ? 1 : 3, address });
    exchange.end();
  }
  function showParameters(bearer: AppBearer, exchange: Exchange): void {
    exchange.respond({ type: 'sapbr-parameters' });
    for (const name of ['CONTYPE', 'APN', 'PHONENUM', 'USER', 'PWD', 'RATE'] as const) {
      const value = bearer.parameters.get(name) ?? '';
      exchange.respond({ type: 'sapbr-parameter', name, ...(value !== '' && { value }) });
    }
    exchange.end();
  }
  return {
    sapbr: {
      write: ({ operation, cid, tag, value }, exchange) => {
        const bearer = bearers[cid - 1] as AppBearer;
        if (operation === 0) return close(bearer, exchange);
        if (operation === 1) return open(bearer, exchange);
        if (operation === 2) return show(cid, bearer, exchange);
        if (operation === 4) return showParameters(bearer, exchange);
        if (tag !== undefined) bearer.parameters.set(tag, value ?? '');
        exchange.end();
      },
    },
  };
}

export function http(device: Device): Chapter {
  const bearers: readonly AppBearer[] = [1, 2, 3].map(() => ({ isOpen: false, parameters: new Map() }));
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
    const bearer = bearers[Number(current.parameters.get('CID') ?? 1) - 1];
    if (!bearer?.isOpen) return void device.after(OPENING, () => done(undefined));
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
      for (const bearer of bearers) bearer.isOpen = false;
    },
    handlers: {
      ...bearerHandlers(device, bearers),
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
