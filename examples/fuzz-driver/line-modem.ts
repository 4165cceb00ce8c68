/** A driver as they are often written: it takes what comes for lines. Fuzzing finds out what that leads to. */
import { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';

export class LineModem extends EventEmitter<{ data: [received: Uint8Array] }> {
  private readonly port: Duplex;
  private held = '';
  private data: string[] | undefined;

  constructor(port: Duplex) {
    super();
    this.port = port;
    port.on('data', (chunk: Buffer) => this.read(chunk.toString('latin1')));
  }

  private read(text: string): void {
    const lines = (this.held + text).split('\r\n');
    this.held = lines.pop() ?? '';
    for (const line of lines) this.line(line);
  }

  private line(line: string): void {
    if (line === '+CIPRXGET: 1') this.port.write('AT+CIPRXGET=2,1460\r');
    else if (line.startsWith('+CIPRXGET: 2,')) this.data = [];
    else if (line === 'OK' && this.data) {
      this.emit('data', Buffer.from(this.data.join('\r\n'), 'latin1'));
      this.data = undefined;
    } else this.data?.push(line);
  }
}
