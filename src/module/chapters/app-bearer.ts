/** Chapter 9: the bearers of the applications, AT+SAPBR. */
import type { Chapter } from '../chapter.js';
import type { Device } from '../device.js';
import { NOT_ALLOWED } from '../errors.js';
import type { Exchange } from '../line/exchange.js';

/** How long one takes to open, or to fail. */
export const OPENING = 400;

const PARAMETERS = ['CONTYPE', 'APN', 'PHONENUM', 'USER', 'PWD', 'RATE'] as const;

interface AppBearer {
  isOpen: boolean;
  readonly parameters: Map<string, string>;
}

export interface AppBearers extends Chapter {
  /** As AT+HTTPPARA="CID" and AT+FTPCID name it: from 1. */
  isOpen(cid: number): boolean;
}

export function appBearers(device: Device): AppBearers {
  const bearers: readonly AppBearer[] = [1, 2, 3].map(() => ({ isOpen: false, parameters: new Map() }));

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
    for (const name of PARAMETERS) {
      const value = bearer.parameters.get(name) ?? '';
      exchange.respond({ type: 'sapbr-parameter', name, ...(value !== '' && { value }) });
    }
    exchange.end();
  }
  return {
    isOpen: (cid) => bearers[cid - 1]?.isOpen === true,
    restart: () => {
      for (const bearer of bearers) bearer.isOpen = false;
    },
    handlers: {
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
    },
  };
}
