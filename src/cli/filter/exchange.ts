/** Which command lines an entry has to do with: its own, those it answers, those whose data it is. */
import type { ParsedCommand } from '../../index.js';
import type { Entry } from '../decode/entry.js';
import { protocol } from '../protocol.js';
import { NUMBERING } from '../why/rules.js';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (one: object): Fields => one as Fields;

export class Exchange {
  private last: readonly ParsedCommand[] = [];
  private text = '';
  private parsed: readonly ParsedCommand[] = [];

  about(entry: Entry): readonly ParsedCommand[] {
    const { commands = [], answering, message } = entry;
    if (commands.length > 0) {
      this.last = commands;
      return commands;
    }
    if (answering !== undefined) return this.parsedOnce(answering.text);
    return message.kind === 'sent' || message.kind === 'echo' || message.kind === 'prompt' ? this.last : [];
  }

  private parsedOnce(text: string): readonly ParsedCommand[] {
    if (text !== this.text) {
      this.text = text;
      this.parsed = protocol().parseCommandLine(Buffer.from(text, 'latin1'));
    }
    return this.parsed;
  }
}

/** Which connection an entry is of. */
export class ConnectionOf {
  private isNumbered = false;

  has(connection: number, { message }: Entry, commands: readonly ParsedCommand[]): boolean {
    const own = fieldsOf(message).connection;
    if (typeof own === 'number') {
      this.isNumbered = true;
      return own === connection;
    }
    return commands.some((command) => this.names(connection, command));
  }

  /** A number by itself, `AT+CIPSEND=3`, is a connection only where connections have numbers. */
  private names(connection: number, command: ParsedCommand): boolean {
    const fields = fieldsOf(command);
    const { mode, connection: number, connectionOrLength, connectionOrMode } = fields;
    if (command.type === NUMBERING.command && typeof mode === 'number') this.isNumbered = mode === NUMBERING.numbered;
    if (typeof number === 'number') {
      this.isNumbered = true;
      return number === connection;
    }
    return this.isNumbered && [connectionOrLength, connectionOrMode].includes(connection);
  }
}
