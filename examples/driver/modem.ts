/** A driver: one TCP connection and SMS, over a `SerialPort` or whatever else `openSession` takes. */
import { EventEmitter } from 'node:events';
import { openSession, type Port, type Session } from 'sim800-protocol/session';

export class Modem extends EventEmitter<{ data: [received: Uint8Array]; closed: []; error: [Error] }> {
  readonly session: Session;

  constructor(port: Port) {
    super();
    this.session = openSession(port);
    const fail = (error: Error): unknown => this.emit('error', error);
    this.session.on('ciprxget-data', () => void this.fetch().catch(fail));
    this.session.on('ring', () => void this.session.command({ type: 'ath', form: 'execute' }).catch(fail));
    this.session.on('closed', () => this.emit('closed'));
  }

  /** Returns the address that the network gave. Rejects with EncodeError for a name that could be more than a name. */
  async connect(host: string, port: number, apn = 'internet'): Promise<string> {
    await this.session.command({ type: 'cipmux', form: 'write', mode: 0 });
    await this.session.command({ type: 'ciprxget', form: 'write', mode: 1 });
    await this.session.command({ type: 'cstt', form: 'write', apn });
    await this.session.command({ type: 'ciicr', form: 'execute' });
    const { result } = await this.session.command({ type: 'cifsr', form: 'execute' });
    await (await this.session.command({ type: 'cipstart', form: 'write', mode: 'TCP', address: host, port })).late();
    return result.address;
  }

  /** At most 1460 bytes. */
  async send(data: Uint8Array): Promise<void> {
    await this.session.command({ type: 'cipsend', form: 'write', connectionOrLength: data.length }, data);
  }

  async close(): Promise<void> {
    await this.session.command({ type: 'cipclose', form: 'execute' });
    await this.session.command({ type: 'cipshut', form: 'execute' });
  }

  /** Text of ASCII, to a number. Returns the reference of the message. */
  async sendSms(number: string, text: string): Promise<number> {
    await this.session.command({ type: 'cmgf', form: 'write', mode: 1 });
    return (await this.session.ask({ type: 'cmgs', form: 'write', number }, { data: Buffer.from(text, 'ascii') })).mr;
  }

  private async fetch(): Promise<void> {
    for (let remaining = 1; remaining > 0; ) {
      const read = await this.session.ask({ type: 'ciprxget', form: 'write', mode: 2, length: 1460 });
      if (read.length > 0) this.emit('data', read.payload);
      remaining = read.remaining;
    }
  }
}
