/** 8.2.7 to 8.2.14: the bearer and the names. The states are those of the application note, section 8. */
import type { Handlers } from '../../chapter.js';
import { NOT_ALLOWED } from '../../errors.js';
import type { Exchange } from '../../line/exchange.js';
import type { Toolkit } from './toolkit.js';

/** From IP CONFIG to IP GPRSACT. */
const ACTIVATION = 300;

/** An address, or else the error of the name service (application note 5). */
const NAME_ERROR = 8;

function bringUp(toolkit: Toolkit, exchange: Exchange) {
  const { bearer, device } = toolkit;
  if (bearer.state !== 'IP START') return exchange.refuse(NOT_ALLOWED);
  const { sim, attached } = device.surroundings;
  if (sim !== 'READY' || !attached) {
    bearer.state = 'PDP DEACT';
    return exchange.refuse(NOT_ALLOWED);
  }
  bearer.state = 'IP CONFIG';
  exchange.after(ACTIVATION, () => {
    if (bearer.state === 'IP CONFIG') bearer.state = 'IP GPRSACT';
    exchange.end();
  });
}

function showAddress(toolkit: Toolkit, exchange: Exchange) {
  const { bearer } = toolkit;
  if (bearer.state !== 'IP GPRSACT' && bearer.state !== 'IP STATUS') return exchange.refuse(NOT_ALLOWED);
  bearer.state = 'IP STATUS';
  exchange.end({ type: 'local-ip', address: bearer.address });
}

/** An address was found, or two, or none. */
function resolve(toolkit: Toolkit, domain: string, exchange: Exchange) {
  const { device, bearer } = toolkit;
  if (bearer.state !== 'IP GPRSACT' && bearer.state !== 'IP STATUS') return exchange.refuse(NOT_ALLOWED);
  exchange.end();
  device.peers.resolve(domain, ([address, secondAddress]) => {
    if (bearer.state !== 'IP GPRSACT' && bearer.state !== 'IP STATUS') return;
    if (address === undefined) device.event({ type: 'cdnsgip-fail', code: NAME_ERROR });
    else device.event({ type: 'cdnsgip', domain, address, ...(secondAddress !== undefined && { secondAddress }) });
  });
}

export function bearerHandlers(toolkit: Toolkit): Handlers {
  const { device } = toolkit;
  const { settings } = device;
  return {
    cstt: {
      test: (_, exchange) => {
        exchange.respond({ type: 'cstt', apn: 'APN', user: 'USER', password: 'PWD' });
        exchange.end();
      },
      write: ({ apn, user = '', password = '' }, exchange) => {
        if (toolkit.bearer.state !== 'IP INITIAL') return exchange.refuse(NOT_ALLOWED);
        settings.set({ type: 'cstt', apn, user, password });
        toolkit.bearer.state = 'IP START';
        exchange.end();
      },
      execute: (_, exchange) => {
        if (toolkit.bearer.state !== 'IP INITIAL') return exchange.refuse(NOT_ALLOWED);
        toolkit.bearer.state = 'IP START';
        exchange.end();
      },
    },
    ciicr: { execute: (_, exchange) => bringUp(toolkit, exchange) },
    cifsr: { execute: (_, exchange) => showAddress(toolkit, exchange) },
    cipshut: {
      execute: (_, exchange) => {
        toolkit.shut();
        exchange.end({ type: 'shut-ok' });
      },
    },
    cdnscfg: {
      read: (_, exchange) => {
        exchange.respond(settings.get('primary-dns'));
        exchange.respond(settings.get('secondary-dns'));
        exchange.end();
      },
      write: ({ primary, secondary }, exchange) => {
        settings.set({ type: 'primary-dns', address: primary });
        if (secondary !== undefined) settings.set({ type: 'secondary-dns', address: secondary });
        exchange.end();
      },
    },
    cdnsgip: { write: ({ domain }, exchange) => resolve(toolkit, domain, exchange) },
    cipsgtxt: {
      write: ({ mode }, exchange) => {
        toolkit.selected = mode;
        exchange.end();
      },
    },
  };
}
