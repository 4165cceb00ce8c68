/** A minimal driver: one TCP connection over anything that is a Duplex, a `SerialPort` above all. */
import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Message } from 'sim800-protocol';
import { DecoderDuplex } from 'sim800-protocol/node';

type Type = Message['type'];
type Of<T extends Type> = Extract<Message, { readonly type: T }>;

/** What was written and waits for the message that ends it. */
interface Exchange {
  readonly end: Type;
  readonly messages: Message[];
  readonly done: (messages: Message[]) => void;
  readonly failed: (because: Error) => void;
}

interface Events {
  data: [received: Uint8Array];
  closed: [];
  message: [Message];
}

const FAILURES: readonly Type[] = ['error', 'cme-error', 'send-fail', 'connect-fail', 'already-connect'];
const PATIENCE = 160_000; // in milliseconds; a connection can take that long

function find<T extends Type>(messages: readonly Message[], type: T): Of<T> {
  const found = messages.find((message): message is Of<T> => message.type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

export class Modem extends EventEmitter<Events> {
  private readonly port: Duplex;
  private readonly decoder = new DecoderDuplex();
  private exchange: Exchange | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(port: Duplex) {
    super();
    this.port = port;
    port.pipe(this.decoder).on('data', (message) => this.read(message));
  }

  /** Returns the address that the network gave. */
  connect(host: string, port: number, apn = 'internet'): Promise<string> {
    return this.inTurn(async () => {
      for (const line of ['AT+CIPMUX=0', 'AT+CIPRXGET=1', `AT+CSTT="${apn}"`, 'AT+CIICR']) await this.command(line);
      const local = await this.command('AT+CIFSR', 'local-ip');
      await this.command(`AT+CIPSTART="TCP","${host}","${port}"`, 'connect-ok');
      return find(local, 'local-ip').address;
    });
  }

  /** At most 1460 bytes. */
  send(data: Uint8Array): Promise<void> {
    return this.inTurn(async () => {
      await this.command(`AT+CIPSEND=${data.length}`, 'prompt');
      await this.write(data, 'send-ok');
    });
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      await this.command('AT+CIPCLOSE', 'close-ok');
      await this.command('AT+CIPSHUT', 'shut-ok');
    });
  }

  private read(message: Message): void {
    this.emit('message', message);
    this.answer(message);
    const { exchange } = this;
    exchange?.messages.push(message);
    if (message.type === exchange?.end) exchange.done(exchange.messages);
    else if (FAILURES.includes(message.type)) exchange?.failed(new Error(message.type));
  }

  /** What comes by itself, at any time. A command that it asks for waits for its turn. */
  private answer(message: Message): void {
    const failed = (error: Error): unknown => this.port.destroy(error);
    if (message.type === 'ciprxget-data') this.inTurn(() => this.fetch()).catch(failed);
    else if (message.type === 'ring') this.inTurn(() => this.command('ATH')).catch(failed);
    else if (message.type === 'closed') this.emit('closed');
  }

  private async fetch(): Promise<void> {
    for (let remaining = 1; remaining > 0; ) {
      const read = find(await this.command('AT+CIPRXGET=2,1460'), 'ciprxget-read');
      if (read.length > 0) this.emit('data', read.payload);
      remaining = read.remaining;
    }
  }

  private command(line: string, end: Type = 'ok'): Promise<Message[]> {
    return this.write(Buffer.from(`${line}\r`, 'latin1'), end);
  }

  private write(bytes: Uint8Array, end: Type): Promise<Message[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.exchange?.failed(new Error('no answer')), PATIENCE);
      const over = (): void => {
        clearTimeout(timer);
        this.exchange = undefined;
      };
      const done = (messages: Message[]): void => {
        over();
        resolve(messages);
      };
      const failed = (because: Error): void => {
        over();
        reject(because);
      };
      this.exchange = { end, messages: [], done, failed };
      // First told, then written: the echo can be there before write() returns.
      this.decoder.sent(bytes);
      this.port.write(bytes);
    });
  }

  /** The line takes one command at a time. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(task, task);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}
