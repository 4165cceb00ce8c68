/** Chapters 3, 6 and 7: registration, signal, time, the packet service and what the network says (USSD). */
import type { Chapter, Handlers } from '../chapter.js';
import type { Device } from '../device.js';
import { NO_NETWORK, NOT_ALLOWED } from '../errors.js';
import type { Exchange } from '../line/exchange.js';

/** From the answer to AT+CUSD until the network has answered. */
const USSD_TIME = 800;
const OPERATOR = { numeric: '00101', alpha: 'Test Network' } as const;
const PLACE = { lac: '1A2B', ci: '0C3D' } as const;

const two = (value: number): string => String(Math.abs(value)).padStart(2, '0');

/** `26/11/27,08:00:00+00` */
function timeText(milliseconds: number): string {
  const time = new Date(milliseconds);
  const day = [time.getUTCFullYear() % 100, time.getUTCMonth() + 1, time.getUTCDate()].map(two).join('/');
  return `${day},${[time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join(':')}+00`;
}

export interface Network extends Chapter {
  /** The time of the module, as its messages have it. */
  time(): string;
  setRegistration(stat: number): void;
  setSignal(rssi: number): void;
}

/** What the network answers to a USSD request; nothing: it does not know it. */
export type Ussd = (request: string) => string | undefined;

export function network(device: Device, ussd: Ussd): Network {
  const { settings, surroundings } = device;
  let offset = 0;
  let cregMode = 0;
  let cgregMode = 0;
  let copsFormat = 0;
  let tellsSignal = false;
  const isRegistered = (): boolean => surroundings.registration === 1 || surroundings.registration === 5;
  const time = (): string => timeText(device.clock.now() + offset);
  const place = (mode: number) => (mode === 2 && isRegistered() ? PLACE : {});
  const packetStat = (): number => (surroundings.attached ? surroundings.registration : 0);

  const registration: Handlers = {
    creg: {
      read: (_, exchange) => {
        exchange.respond({ type: 'creg', mode: cregMode, stat: surroundings.registration, ...place(cregMode) });
        exchange.end();
      },
      write: ({ mode = 0 }, exchange) => {
        cregMode = mode;
        exchange.end();
      },
    },
    cgreg: {
      read: (_, exchange) => {
        exchange.respond({ type: 'cgreg', mode: cgregMode, stat: packetStat(), ...place(cgregMode) });
        exchange.end();
      },
      write: ({ mode = 0 }, exchange) => {
        cgregMode = mode;
        exchange.end();
      },
    },
    cops: {
      test: (_, exchange) => {
        const { alpha, numeric } = OPERATOR;
        exchange.respond({ type: 'cops-list', operators: `(2,"${alpha}","${alpha}","${numeric}"),,(0-4),(0-2)` });
        exchange.end();
      },
      read: (_, exchange) => {
        const oper = copsFormat === 2 ? OPERATOR.numeric : OPERATOR.alpha;
        exchange.respond({ type: 'cops', mode: 0, ...(isRegistered() && { format: copsFormat, oper }) });
        exchange.end();
      },
      write: ({ mode, format }, exchange) => {
        if (mode === 2) setRegistration(0);
        if (mode === 0 && !isRegistered() && surroundings.sim === 'READY') setRegistration(1);
        copsFormat = format ?? copsFormat;
        exchange.end();
      },
    },
    copn: {
      execute: (_, exchange) => {
        exchange.respond({ type: 'copn', ...OPERATOR });
        exchange.end();
      },
    },
    csq: {
      execute: (_, exchange) => {
        exchange.respond({ type: 'csq', rssi: surroundings.signal, ber: 0 });
        exchange.end();
      },
    },
    exunsol: {
      write: ({ exunsol, mode }, exchange) => {
        if (exunsol !== 'SQ') return exchange.refuse(NOT_ALLOWED);
        if (mode === 2) exchange.respond({ type: 'exunsol', exunsol, mode: tellsSignal ? 1 : 0 });
        else tellsSignal = mode === 1;
        exchange.end();
      },
    },
    croaming: {
      execute: (_, exchange) => {
        exchange.respond({ type: 'croaming', state: surroundings.registration === 5 ? 1 : 0 });
        exchange.end();
      },
    },
  };

  let isActive = false;
  const context = (): string => (isActive ? '10.64.12.7' : '0.0.0.0');
  const packets: Handlers = {
    cgatt: {
      read: (_, exchange) => {
        exchange.respond({ type: 'cgatt', state: surroundings.attached ? 1 : 0 });
        exchange.end();
      },
      write: ({ state }, exchange) => {
        if (state === 1 && !isRegistered()) return exchange.refuse(NO_NETWORK);
        surroundings.attached = state === 1;
        exchange.end();
      },
    },
    cgdcont: {
      write: (command, exchange) => {
        if (command.cid !== 1) return exchange.refuse(NOT_ALLOWED);
        settings.change('cgdcont', command);
        exchange.end();
      },
    },
    cgact: {
      read: (_, exchange) => {
        exchange.respond({ type: 'cgact', cid: 1, state: isActive ? 1 : 0 });
        exchange.end();
      },
      write: ({ state, cid = 1 }, exchange) => {
        if (cid !== 1 || (state === 1 && !surroundings.attached)) return exchange.refuse(NOT_ALLOWED);
        isActive = state === 1;
        exchange.end();
      },
    },
    cgpaddr: {
      write: ({ cid }, exchange) => {
        if (cid !== 1) return exchange.refuse(NOT_ALLOWED);
        exchange.respond({ type: 'cgpaddr', cid, address: context() });
        exchange.end();
      },
      execute: (_, exchange) => {
        exchange.respond({ type: 'cgpaddr', cid: 1, address: context() });
        exchange.end();
      },
    },
  };

  function answerUssd(request: string): void {
    const text = ussd(request);
    device.event(text === undefined ? { type: 'cusd', status: 4 } : { type: 'cusd', status: 0, text, dcs: 15 });
  }

  let showsUssd = 0;
  const services: Handlers = {
    cusd: {
      read: (_, exchange) => {
        exchange.respond({ type: 'cusd', status: showsUssd });
        exchange.end();
      },
      write: ({ mode, text }, exchange) => {
        if (mode < 2) showsUssd = mode;
        if (text !== undefined && !isRegistered()) return exchange.refuse(NO_NETWORK);
        exchange.end();
        if (text !== undefined) device.after(USSD_TIME, () => answerUssd(text));
      },
    },
    cclk: {
      read: (_, exchange: Exchange) => {
        exchange.respond({ type: 'cclk', time: time() });
        exchange.end();
      },
      write: ({ time: text }, exchange) => {
        const [year = 0, month = 1, day, hour, minute, second] = text.split(/[/,:+-]/).map(Number);
        offset = Date.UTC(2000 + year, month - 1, day, hour, minute, second) - device.clock.now();
        exchange.end();
      },
    },
  };

  function setRegistration(stat: number): void {
    surroundings.registration = stat;
    if (!isRegistered()) isActive = false;
    if (cregMode > 0) device.event({ type: 'creg', stat, ...place(cregMode) });
    if (cgregMode > 0) device.event({ type: 'cgreg', stat: packetStat(), ...place(cgregMode) });
  }

  return {
    time,
    setRegistration,
    setSignal: (rssi) => {
      surroundings.signal = rssi;
      if (tellsSignal) device.event({ type: 'csqn', rssi, ber: 0 });
    },
    restart: () => {
      cregMode = 0;
      cgregMode = 0;
      copsFormat = 0;
      tellsSignal = false;
      isActive = false;
      showsUssd = 0;
    },
    handlers: { ...registration, ...packets, ...services },
  };
}
