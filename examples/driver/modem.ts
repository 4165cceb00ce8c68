/** A minimal driver: one TCP connection over anything that is a Duplex, a `SerialPort` above all. */
import { EventEmitter, on } from 'node:events';
import type { Duplex } from 'node:stream';
import { answersTo, type Command, encodeCommand, encodeData, type Message } from 'sim800-protocol';
import { DecoderDuplex } from 'sim800-protocol/node';

type Type = Message['type'];
type Of<T extends Type> = Extract<Message, { readonly type: T }>;

interface Events {
  data: [received: Uint8Array];
  closed: [];
  message: [Message];
}

const PATIENCE = 10_000; // in milliseconds, where the manual sets no limit

function find<T extends Type>(messages: readonly Message[], type: T): Of<T> {
  const found = messages.find((message): message is Of<T> => message.type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

export class Modem extends EventEmitter<Events> {
  private readonly port: Duplex;
  private readonly decoder = new DecoderDuplex();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(port: Duplex) {
    super();
    this.port = port;
    port.pipe(this.decoder).on('data', (message) => this.read(message));
  }

  /** Returns the address that the network gave. Throws EncodeError for a name that could be more than a name. */
  connect(host: string, port: number, apn = 'internet'): Promise<string> {
    return this.inTurn(async () => {
      await this.command({ type: 'cipmux', form: 'write', mode: 0 });
      await this.command({ type: 'ciprxget', form: 'write', mode: 1 });
      await this.command({ type: 'cstt', form: 'write', apn });
      await this.command({ type: 'ciicr', form: 'execute' });
      const local = await this.command({ type: 'cifsr', form: 'execute' });
      await this.command({ type: 'cipstart', form: 'write', mode: 'TCP', address: host, port });
      return find(local, 'local-ip').address;
    });
  }

  /** At most 1460 bytes. */
  send(data: Uint8Array): Promise<unknown> {
    const { length } = data;
    const command: Command = { type: 'cipsend', form: 'write', connectionOrLength: length };
    encodeCommand(command); // Throws here and now, and not only when its turn has come.
    const bytes = encodeData(data, { length });
    return this.inTurn(() => this.command(command, bytes));
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      await this.command({ type: 'cipclose', form: 'execute' });
      await this.command({ type: 'cipshut', form: 'execute' });
    });
  }

  /** What comes by itself, at any time. A command that it asks for waits for its turn. */
  private read(message: Message): void {
    this.emit('message', message);
    const failed = (error: Error): unknown => this.port.destroy(error);
    if (message.type === 'ciprxget-data') this.inTurn(() => this.fetch()).catch(failed);
    else if (message.type === 'ring') this.inTurn(() => this.command({ type: 'ath', form: 'execute' })).catch(failed);
    else if (message.type === 'closed') this.emit('closed');
  }

  private async fetch(): Promise<void> {
    for (let remaining = 1; remaining > 0; ) {
      const answer = await this.command({ type: 'ciprxget', form: 'write', mode: 2, length: 1460 });
      const read = find(answer, 'ciprxget-read');
      if (read.length > 0) this.emit('data', read.payload);
      remaining = read.remaining;
    }
  }

  /** All messages until the command is over. Of its results, and of its late ones, the first is success. */
  private async command(command: Command, data?: Uint8Array): Promise<Message[]> {
    const bytes = encodeCommand(command);
    const { results, lateResults, timeout = PATIENCE } = answersTo(command);
    const coming = on(this, 'message', { signal: AbortSignal.timeout(timeout) });
    const messages: Message[] = [];
    let expected = results;
    this.write(bytes);
    for await (const [message] of coming as AsyncIterable<[Message]>) {
      messages.push(message);
      if (message.kind === 'prompt' && data) this.write(data);
      if (!expected.has(message.type)) continue;
      const [success] = expected;
      if (message.type !== success) throw new Error(message.type);
      if (expected === lateResults || lateResults.size === 0) break;
      expected = lateResults;
    }
    return messages;
  }

  private write(bytes: Uint8Array): void {
    // First reported, then written: the echo can be there before write() returns.
    this.decoder.sent(bytes);
    this.port.write(bytes);
  }

  /** The line takes one command at a time. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(task, task);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}
