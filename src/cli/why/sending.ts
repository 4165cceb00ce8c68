/** What the host sends over a connection: the data between a command's prompt and its result. */
import type { Entry } from '../decode/entry.js';
import { fieldsOf } from './fact.js';
import { SENDING } from './rules.js';

/** Data that the module has taken. */
export interface Done {
  readonly connection: number | undefined;
  readonly bytes: Uint8Array;
  /** As announced, where it was; the log may hold fewer of them. */
  readonly length: number;
}

type Fields = Readonly<Record<string, unknown>>;

const CTRL_Z = 0x1a;

const isNumber = (value: unknown): value is number => typeof value === 'number';

export class Sending {
  private command: Fields | undefined;
  private pieces: Uint8Array[] = [];
  /** The log has what the host sent: its echo says nothing more. */
  private isDirected = false;

  add({ message, commands }: Entry): void {
    if (message.kind === 'sent') this.isDirected = true;
    const command = commands?.find(({ type }) => type === SENDING.command);
    if (command !== undefined) {
      this.command = fieldsOf(command);
      this.pieces = [];
    } else if (commands !== undefined && commands.length > 0) this.command = undefined;
    else if (this.command !== undefined && message.kind === (this.isDirected ? 'sent' : 'echo'))
      this.pieces.push(message.bytes);
  }

  /** Bytes of the host's that are neither a command nor the data of one. */
  isFree({ commands = [] }: Entry): boolean {
    return commands.length === 0 && this.command === undefined;
  }

  /** The data, if this message says that it was sent. */
  done({ message }: Entry): Done | undefined {
    if (!(SENDING.done as readonly string[]).includes(message.type)) return undefined;
    const result = fieldsOf(message);
    const bytes = this.data();
    const connection = isNumber(result.connection) ? result.connection : undefined;
    const length = [result.length, this.announced(connection)].find(isNumber) ?? bytes.length;
    this.command = undefined;
    this.pieces = [];
    return { connection, bytes, length };
  }

  /** AT+CIPSEND=18 announces 18 bytes where connections have no number, else it names one. */
  private announced(connection: number | undefined): number | undefined {
    const { length, connectionOrLength } = this.command ?? {};
    if (isNumber(length)) return length;
    return connection === undefined && isNumber(connectionOrLength) ? connectionOrLength : undefined;
  }

  private data(): Uint8Array {
    const whole = Buffer.concat(this.pieces);
    return whole.at(-1) === CTRL_Z ? whole.subarray(0, -1) : whole;
  }
}
