/** Chapters 3 and 6: the SIM, its codes and its phone book. */
import type { Chapter, Handlers } from '../chapter.js';
import type { Device } from '../device.js';
import {
  INVALID_INDEX,
  NOT_ALLOWED,
  NOT_FOUND,
  PIN_REQUIRED,
  PUK_REQUIRED,
  SIM_NOT_INSERTED,
  WRONG_PASSWORD,
} from '../errors.js';
import type { Exchange } from '../line/exchange.js';
import type { Outgoing } from '../outgoing.js';

export const SIM = {
  imsi: '001010123456789',
  iccid: '8988211000000000000f',
  number: '+15550100',
  provider: 'Test SIM',
} as const;

const TRIES = 3;
const PUK_TRIES = 10;
const BOOK_SIZE = 100;

interface Entry {
  readonly number: string;
  readonly numberType: number;
  readonly name: string;
}

/** Why the SIM cannot be used, or nothing. */
export function simFault(device: Device): number | undefined {
  const { sim } = device.surroundings;
  if (sim === 'READY') return undefined;
  if (sim === 'NOT INSERTED') return SIM_NOT_INSERTED;
  return sim === 'SIM PIN' ? PIN_REQUIRED : PUK_REQUIRED;
}

/** 129 unknown, 145 international. */
export const typeOfNumber = (number: string): number => (number.startsWith('+') ? 145 : 129);

export interface SimChapter extends Chapter {
  /** It is put in or taken out. */
  insert(isInserted: boolean): void;
}

interface Codes {
  pin: string;
  readonly puk: string;
}

/** `opened`: its code was given. */
export function sim(device: Device, codes: Codes, opened: () => void): SimChapter {
  const { surroundings } = device;
  const book = new Map<number, Entry>();
  let tries = TRIES;
  let pukTries = PUK_TRIES;
  let isTold = 0;

  /** For what needs a SIM that is ready. */
  const withSim = (exchange: Exchange, step: () => void): void => {
    const fault = simFault(device);
    if (fault === undefined) step();
    else exchange.refuse(fault);
  };
  const show =
    (...messages: readonly Outgoing[]) =>
    (_: unknown, exchange: Exchange): void =>
      withSim(exchange, () => {
        for (const message of messages) exchange.respond(message);
        exchange.end();
      });

  function unlocked(exchange: Exchange): void {
    tries = TRIES;
    surroundings.sim = 'READY';
    exchange.end();
    device.event({ type: 'cpin', code: 'READY' });
    opened();
  }

  function tryPin(pin: string, exchange: Exchange) {
    if (pin === codes.pin) return unlocked(exchange);
    tries -= 1;
    if (tries === 0) surroundings.sim = 'SIM PUK';
    exchange.refuse(WRONG_PASSWORD);
  }

  function tryPuk(puk: string, newPin: string | undefined, exchange: Exchange) {
    if (puk === codes.puk && newPin !== undefined) {
      codes.pin = newPin;
      return unlocked(exchange);
    }
    pukTries = Math.max(0, pukTries - 1);
    exchange.refuse(WRONG_PASSWORD);
  }

  const codeHandlers: Handlers = {
    cpin: {
      read: (_, exchange) => {
        if (surroundings.sim === 'NOT INSERTED') return exchange.refuse(SIM_NOT_INSERTED);
        exchange.respond({ type: 'cpin', code: surroundings.sim });
        exchange.end();
      },
      write: ({ pin, newPin }, exchange) => {
        if (surroundings.sim === 'SIM PIN') tryPin(pin, exchange);
        else if (surroundings.sim === 'SIM PUK') tryPuk(pin, newPin, exchange);
        else exchange.refuse(simFault(device) ?? NOT_ALLOWED);
      },
    },
    spic: {
      execute: (_, exchange) => {
        exchange.respond({ type: 'spic', pin1: tries, pin2: TRIES, puk1: pukTries, puk2: PUK_TRIES });
        exchange.end();
      },
    },
    csmins: {
      read: (_, exchange) => {
        exchange.respond({ type: 'csmins', mode: isTold, inserted: surroundings.sim === 'NOT INSERTED' ? 0 : 1 });
        exchange.end();
      },
      write: ({ mode }, exchange) => {
        isTold = mode;
        exchange.end();
      },
    },
  };

  const identity: Handlers = {
    cimi: { execute: show({ type: 'text', text: SIM.imsi }) },
    ccid: { execute: show({ type: 'text', text: SIM.iccid }) },
    cspn: { read: show({ type: 'cspn', name: SIM.provider, display: 0 }) },
    cnum: { execute: show({ type: 'cnum', number: SIM.number, numberType: typeOfNumber(SIM.number) }) },
  };

  const rows = (type: 'cpbr' | 'cpbf', wanted: (index: number, entry: Entry) => boolean): Outgoing[] =>
    [...book].filter(([index, entry]) => wanted(index, entry)).map(([index, entry]) => ({ type, index, ...entry }));

  function writeEntry(index: number | undefined, entry: Entry | undefined, exchange: Exchange) {
    const places = Array.from({ length: BOOK_SIZE }, (_, place) => place + 1);
    const place = index ?? places.find((one) => !book.has(one));
    if (place === undefined || place > BOOK_SIZE) return exchange.refuse(INVALID_INDEX);
    if (entry) book.set(place, entry);
    else book.delete(place);
    exchange.end();
  }

  const phoneBook: Handlers = {
    cpbs: {
      read: (_, exchange) => show({ type: 'cpbs', storage: 'SM', used: book.size, total: BOOK_SIZE })(_, exchange),
      write: ({ storage }, exchange) =>
        withSim(exchange, () => (storage === 'SM' ? exchange.end() : exchange.refuse(NOT_ALLOWED))),
    },
    cpbr: {
      write: ({ first, last = first }, exchange) => {
        if (first > BOOK_SIZE || last > BOOK_SIZE || last < first) return exchange.refuse(INVALID_INDEX);
        show(...rows('cpbr', (index) => index >= first && index <= last))(undefined, exchange);
      },
    },
    cpbf: {
      write: ({ text = '' }, exchange) => {
        const found = rows('cpbf', (_, { name }) => name.toLowerCase().includes(text.toLowerCase()));
        if (found.length === 0) exchange.refuse(simFault(device) ?? NOT_FOUND);
        else show(...found)(undefined, exchange);
      },
    },
    cpbw: {
      write: ({ index, number, numberType, text = '' }, exchange) =>
        withSim(exchange, () => {
          const entry =
            number === undefined ? undefined : { number, numberType: numberType ?? typeOfNumber(number), name: text };
          writeEntry(index, entry, exchange);
        }),
    },
  };

  return {
    insert: (isInserted) => {
      surroundings.sim = isInserted ? 'READY' : 'NOT INSERTED';
      surroundings.registration = isInserted ? 1 : 0;
      if (isTold === 1) device.event({ type: 'csmins', mode: 1, inserted: isInserted ? 1 : 0 });
      device.event({ type: 'cpin', code: surroundings.sim });
    },
    restart: () => {
      isTold = 0;
    },
    handlers: { ...codeHandlers, ...identity, ...phoneBook },
  };
}
