/** Chapters 2 and 3: calls of the voice, and data calls. */
import type { Chapter, Handlers } from '../chapter.js';
import type { Cancel } from '../clock/clock.js';
import type { DataLink, Device } from '../device.js';
import { NO_NETWORK, NOT_ALLOWED } from '../errors.js';
import type { Exchange } from '../line/exchange.js';
import type { LineModes } from '../line/modes.js';
import { simFault, typeOfNumber } from './sim.js';

/** From one RING to the next. */
const RING_EVERY = 3000;
/** After so many the network gives up. */
const MOST_RINGS = 20;
/** Until the called one takes a call. */
const TO_ANSWER = 4000;

/** As +CLCC says it. */
type CallState = 0 | 2 | 4;

interface Call {
  readonly number: string;
  readonly isIncoming: boolean;
  state: CallState;
}

export interface Calls extends Chapter {
  /** Somebody calls. False: the line is taken. */
  ring(number: string): boolean;
  /** The other one hangs up. */
  hangUp(): void;
}

export function calls(device: Device, modes: LineModes): Calls {
  const { settings, surroundings } = device;
  let call: Call | undefined;
  let stop: Cancel = () => {};
  let rings = 0;
  let isData = false;

  function end(): void {
    stop();
    call = undefined;
    isData = false;
  }

  function hangUp() {
    if (!call) return;
    end();
    device.event({ type: 'no-carrier' });
  }

  function ringOnce(): void {
    if (call?.state !== 4) return;
    rings += 1;
    device.event(settings.get('crc').mode === 1 ? { type: 'cring', callType: 'VOICE' } : { type: 'ring' });
    const { number } = call;
    if (settings.get('clip-setting').mode === 1)
      device.event({ type: 'clip', number, numberType: typeOfNumber(number), validity: 0 });
    stop = device.after(RING_EVERY, ringAgain);
  }

  function ringAgain() {
    const most = modes.registers.get('ats0') ?? 0;
    if (call?.state === 4 && most > 0 && rings >= most) call.state = 0;
    else if (rings >= MOST_RINGS) hangUp();
    else ringOnce();
  }

  function dialVoice(number: string, exchange: Exchange) {
    if (call) return exchange.refuse(NOT_ALLOWED);
    if (surroundings.registration !== 1 && surroundings.registration !== 5) return exchange.end({ type: 'no-carrier' });
    const made: Call = { number, isIncoming: false, state: 2 };
    call = made;
    exchange.end();
    const tells = settings.get('moring').mode === 1;
    if (tells) device.event({ type: 'mo-ring' });
    stop = device.after(TO_ANSWER, () => {
      made.state = 0;
      if (tells) device.event({ type: 'mo-connected' });
    });
  }

  /** There is nobody behind the link: what the host sends is taken, and nothing comes back. */
  const silent: DataLink = {
    begun: () => {
      isData = true;
    },
    write: () => {},
    left: () => {},
    isAlive: () => isData,
    end: () => {
      isData = false;
    },
  };

  function beginData(exchange: Exchange) {
    if (!surroundings.attached) return exchange.end({ type: 'no-carrier' });
    exchange.beginData(() => device.beginTransparent(silent));
    exchange.end({ type: 'connect' });
  }

  const isPacketCall = (number: string): boolean => number.startsWith('*99');

  const making: Handlers = {
    dial: {
      execute: ({ number, voice }, exchange) => {
        const fault = simFault(device);
        if (fault !== undefined) return exchange.refuse(fault);
        if (number === undefined) return exchange.refuse(NOT_ALLOWED);
        if (isPacketCall(number)) beginData(exchange);
        else if (voice === undefined) exchange.end({ type: 'no-carrier' });
        else dialVoice(number, exchange);
      },
    },
    cgdata: { write: (_, exchange) => beginData(exchange) },
    ata: {
      execute: (_, exchange) => {
        if (call?.state !== 4) return exchange.end({ type: 'no-carrier' });
        stop();
        call.state = 0;
        exchange.end();
      },
    },
    ath: {
      execute: (_, exchange) => {
        end();
        exchange.end();
      },
    },
    hvoic: {
      execute: (_, exchange) => {
        end();
        exchange.end();
      },
    },
    chld: {
      write: ({ operation }, exchange) => {
        if (!call) return exchange.refuse(NO_NETWORK);
        if (operation < 2) end();
        exchange.end();
      },
    },
    vts: { write: (_, exchange) => (call ? exchange.end() : exchange.refuse(NOT_ALLOWED)) },
  };

  const showing: Handlers = {
    clcc: {
      execute: (_, exchange) => {
        if (call) {
          const { number, isIncoming, state } = call;
          const row = { id: 1, dir: isIncoming ? 1 : 0, stat: state, mode: 0, mpty: 0 };
          exchange.respond({ type: 'clcc', ...row, number, numberType: typeOfNumber(number) });
        }
        exchange.end();
      },
    },
    cpas: {
      execute: (_, exchange) => {
        exchange.respond({ type: 'cpas', status: call === undefined ? 0 : call.state === 4 ? 3 : 4 });
        exchange.end();
      },
    },
  };

  return {
    ring: (number) => {
      if (call) return false;
      call = { number, isIncoming: true, state: 4 };
      rings = 0;
      ringOnce();
      return true;
    },
    hangUp,
    restart: end,
    handlers: { ...making, ...showing },
  };
}
