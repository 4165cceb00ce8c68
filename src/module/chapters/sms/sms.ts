/** Chapter 4: short messages. */
import { textOf } from '../../bytes.js';
import type { Chapter, Handlers } from '../../chapter.js';
import type { Device } from '../../device.js';
import type { Exchange, Given } from '../../line/exchange.js';
import { SIM, simFault } from '../sim.js';
import { longestText, understood } from './charset.js';
import { REPORT_REQUESTED, readSubmit, type ShortText, type Submitted } from './pdu.js';
import { handedOver, listed, read, reported, type Shown } from './shown.js';
import { type Memory, memoryOf, STATUS, STORE_SIZE, type Stat, Store, type Stored } from './store.js';

/** Errors of the message service: 27.005, 3.2.5. */
const NOT_ALLOWED = 302;
const INVALID_PDU = 304;
const INVALID_TEXT_MODE = 305;
const INVALID_INDEX = 321;
const FULL = 322;
const NO_NETWORK = 331;
const SIM_NEEDED = 310;

const LONGEST_PDU = 2 * 232;
/** From one telephone to another. */
const TO_ARRIVE = 1000;
/** From the result until the report that a message has arrived. */
const TO_REPORT = 2000;
/** From the Ctrl-Z until the network has taken a message. */
const TO_SEND = 1500;

export interface Sms extends Chapter {
  /** A message arrives. False: the store is full. */
  deliver(message: ShortText): boolean;
}

interface To {
  readonly number?: string;
  readonly length?: number;
}

const DELETED: Readonly<Record<number, readonly Stat[]>> = { 1: [1], 2: [1, 3], 3: [1, 2, 3], 4: [0, 1, 2, 3] };
/** AT+CMGDA: 1 read, 2 unread, 3 sent, 4 to be sent, 5 received, 6 all. */
const DELETED_ALL: Readonly<Record<string, readonly Stat[]>> = {
  1: [1],
  2: [0],
  3: [3],
  4: [2],
  5: [0, 1],
  6: [0, 1, 2, 3],
  'DEL READ': [1],
  'DEL UNREAD': [0],
  'DEL SENT': [3],
  'DEL UNSENT': [2],
  'DEL INBOX': [0, 1],
  'DEL ALL': [0, 1, 2, 3],
};

class ShortMessages {
  private readonly stores: Readonly<Record<Memory, Store>> = { SM: new Store(), ME: new Store() };
  /** AT+CPMS: for reading and deleting, for writing, and for what arrives. */
  memories: readonly [Memory, Memory, Memory] = ['SM', 'SM', 'SM'];
  readonly device: Device;
  private readonly time: () => string;
  private reference = 0;

  constructor(device: Device, time: () => string) {
    this.device = device;
    this.time = time;
  }

  /** The memory that messages are read from and deleted in. */
  get store(): Store {
    return this.stores[this.memories[0]];
  }

  used(place: 0 | 1 | 2): number {
    return this.stores[this.memories[place]].used;
  }

  get isText(): boolean {
    return this.device.settings.get('cmgf').mode === 1;
  }

  deliver({ number, text }: ShortText): boolean {
    const { device } = this;
    const stored: Stored = { number, text, stat: 0, time: this.time() };
    const { mt } = device.settings.get('cnmi');
    if (mt >= 2) return this.tell(handedOver(device, stored));
    const memory = this.memories[2];
    const index = this.stores[memory].add(stored);
    if (index === undefined) return false;
    if (mt === 1) device.event({ type: 'cmti', storage: memory, index });
    return true;
  }

  /** Asks for the text, or the PDU. */
  ask(to: To, exchange: Exchange, take: (message: Submitted) => void) {
    const isPdu = to.length !== undefined;
    const fault = simFault(this.device);
    if (fault !== undefined) return exchange.refuseMessage(SIM_NEEDED);
    if (isPdu === this.isText) return exchange.refuseMessage(INVALID_TEXT_MODE);
    const asked = {
      prompt: { type: 'prompt' },
      everyLine: true,
      most: isPdu ? LONGEST_PDU : longestText(this.device),
    } as const;
    exchange.ask(asked, (given) => this.given(to, given, exchange, take));
  }

  send({ number, text, wantsReport }: Submitted, exchange: Exchange, sent: (reference: number) => void) {
    const { registration } = this.device.surroundings;
    if (registration !== 1 && registration !== 5) return exchange.refuseMessage(NO_NETWORK);
    exchange.after(TO_SEND, () => {
      this.reference = (this.reference + 1) % 256;
      this.device.observe({ what: 'sms-sent', number, text });
      sent(this.reference);
      exchange.end();
      // Whoever writes to himself gets it back.
      if (number === SIM.number) this.device.after(TO_ARRIVE, () => this.deliver({ number, text }));
      if (wantsReport) this.report(this.reference, number);
    });
  }

  /** Whether a message of text mode asks for a report: AT+CSMP. */
  get wantsReport(): boolean {
    return ((this.device.settings.get('csmp').fo ?? 0) & REPORT_REQUESTED) !== 0;
  }

  keep(message: ShortText, stat: Stat, exchange: Exchange) {
    const { number, text } = message;
    const index = this.stores[this.memories[1]].add({ number, text, stat, time: this.time() });
    if (index === undefined) return exchange.refuseMessage(FULL);
    exchange.respond({ type: 'cmgw', index });
    exchange.end();
  }

  show({ message, rest }: Shown, exchange: Exchange): void {
    exchange.respond(message, rest);
  }

  /** When the message has arrived; it is told if AT+CNMI says so. */
  private report(reference: number, number: string): void {
    const { device } = this;
    const sent = this.time();
    device.after(TO_REPORT, () => {
      if (device.settings.get('cnmi').ds !== 1) return;
      device.event(reported(device, { reference, number, sent, arrived: this.time() }));
    });
  }

  private tell({ message, rest }: Shown): boolean {
    this.device.event(message, undefined, rest);
    return true;
  }

  private given(to: To, given: Given, exchange: Exchange, take: (message: Submitted) => void): void {
    if ('refused' in given) {
      if (given.refused === 'escaped') exchange.end();
      else exchange.refuseMessage(INVALID_PDU);
      return;
    }
    const text = textOf(given.bytes);
    const message =
      to.length === undefined ? this.readText(to.number ?? '', text) : readSubmit(text.replace(/\s/g, ''), to.length);
    if (message) take(message);
    else exchange.refuseMessage(to.length === undefined ? INVALID_TEXT_MODE : INVALID_PDU);
  }

  /** A number and a text as AT+CSCS has them. */
  private readText(written: string, letters: string): Submitted | undefined {
    const [number, text] = [written, letters].map((one) => understood(this.device, one));
    return number === undefined || text === undefined ? undefined : { number, text, wantsReport: this.wantsReport };
  }
}

function sending(messages: ShortMessages): Handlers {
  return {
    cmgs: {
      write: (to, exchange) =>
        messages.ask(to, exchange, (message) =>
          messages.send(message, exchange, (mr) => exchange.respond({ type: 'cmgs', mr })),
        ),
    },
    cmgw: {
      write: (to, exchange) => {
        const stat = to.text === undefined ? (to.stat ?? 2) : STATUS.indexOf(to.text);
        messages.ask(to, exchange, (message) => messages.keep(message, stat as Stat, exchange));
      },
      execute: (_, exchange) => messages.ask({}, exchange, (message) => messages.keep(message, 2, exchange)),
    },
    cmss: {
      write: ({ index, number }, exchange) => {
        const stored = messages.store.get(index);
        if (!stored) return exchange.refuseMessage(INVALID_INDEX);
        const { wantsReport } = messages;
        const to = number === undefined ? stored.number : understood(messages.device, number);
        if (to === undefined) return exchange.refuseMessage(INVALID_TEXT_MODE);
        messages.send({ number: to, text: stored.text, wantsReport }, exchange, (mr) => {
          if (stored.stat === 2) stored.stat = 3;
          exchange.respond({ type: 'cmss', mr });
        });
      },
    },
  };
}

function reading(messages: ShortMessages): Handlers {
  const { device } = messages;

  function list(stats: readonly number[], isPeek: boolean, exchange: Exchange): void {
    for (const [index, stored] of messages.store.all().filter(([, { stat }]) => stats.includes(stat))) {
      messages.show(listed(device, index, stored), exchange);
      if (stored.stat === 0 && !isPeek) stored.stat = 1;
    }
    exchange.end();
  }

  return {
    cmgr: {
      write: ({ index, mode }, exchange) => {
        if (index < 1 || index > STORE_SIZE) return exchange.refuseMessage(INVALID_INDEX);
        const stored = messages.store.get(index);
        // An empty place is no error: there is only the OK.
        if (stored) messages.show(read(device, stored), exchange);
        if (stored?.stat === 0 && mode !== 1) stored.stat = 1;
        exchange.end();
      },
    },
    cmgl: {
      write: ({ stat, text, mode }, exchange) => {
        if ((text !== undefined) !== messages.isText) return exchange.refuseMessage(INVALID_TEXT_MODE);
        const one = stat ?? (STATUS as readonly string[]).indexOf(text ?? '');
        list(stat === 4 || text === 'ALL' ? [0, 1, 2, 3] : [one], mode === 1, exchange);
      },
      execute: (_, exchange) => list([0], false, exchange),
    },
    cmgd: {
      write: ({ index, delflag = 0 }, exchange) => {
        if (delflag === 0 && (index < 1 || index > STORE_SIZE)) return exchange.refuseMessage(INVALID_INDEX);
        if (delflag === 0) messages.store.remove(index);
        else messages.store.removeAll(DELETED[delflag] ?? []);
        exchange.end();
      },
    },
    cmgda: {
      write: ({ which, text }, exchange) => {
        if ((text !== undefined) !== messages.isText) return exchange.refuseMessage(INVALID_TEXT_MODE);
        messages.store.removeAll(DELETED_ALL[text ?? which ?? 0] ?? []);
        exchange.end();
      },
    },
  };
}

/** Used and total of each of the three. */
function counts(messages: ShortMessages) {
  const [used1, used2, used3] = [messages.used(0), messages.used(1), messages.used(2)];
  return { used1, total1: STORE_SIZE, used2, total2: STORE_SIZE, used3, total3: STORE_SIZE };
}

function storage(messages: ShortMessages): Handlers {
  const { device } = messages;
  return {
    cpms: {
      read: (_, exchange) => {
        const [mem1, mem2, mem3] = messages.memories;
        exchange.respond({ type: 'cpms', mem1, mem2, mem3, ...counts(messages) });
        exchange.end();
      },
      write: ({ mem1, mem2, mem3 }, exchange) => {
        if (simFault(device) !== undefined) return exchange.refuseMessage(SIM_NEEDED);
        const [first, second, third] = [mem1, mem2, mem3].map((name) => memoryOf(name ?? ''));
        const isStrange = [mem1, mem2, mem3].some((name) => name !== undefined && memoryOf(name) === undefined);
        if (isStrange || first === undefined) return exchange.refuseMessage(NOT_ALLOWED);
        messages.memories = [first, second ?? messages.memories[1], third ?? messages.memories[2]];
        exchange.respond({ type: 'cpms-used', ...counts(messages) });
        exchange.end();
      },
    },
    cnmi: {
      execute: (_, exchange) => {
        device.settings.set({ type: 'cnmi', mode: 0, mt: 0, bm: 0, ds: 0, bfr: 0 });
        exchange.end();
      },
    },
    csms: {
      read: (_, exchange) => {
        exchange.respond({ type: 'csms', service: 0, mt: 1, mo: 1, bm: 1 });
        exchange.end();
      },
      write: (_, exchange) => {
        exchange.respond({ type: 'csms', mt: 1, mo: 1, bm: 1 });
        exchange.end();
      },
    },
  };
}

/** `time`: as its messages have it. */
export function sms(device: Device, time: () => string): Sms {
  const messages = new ShortMessages(device, time);
  return {
    deliver: (message) => messages.deliver(message),
    handlers: { ...sending(messages), ...reading(messages), ...storage(messages) },
  };
}
