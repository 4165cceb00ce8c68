/**
 * A SIM800 as far as one TCP session needs it, written from the manual. It knows nothing of this package and nothing
 * of Node, so that a serial port, a stream and a page can lead to it.
 */

/** What each command answers; those with a state of their own are below. */
const PLAIN: Readonly<Record<string, string>> = {
  AT: '\r\nOK\r\n',
  ATH: '\r\nOK\r\n',
  'AT+CSQ': '\r\n+CSQ: 20,0\r\n\r\nOK\r\n',
  'AT+CIPMUX=0': '\r\nOK\r\n',
  'AT+CIPRXGET=1': '\r\nOK\r\n',
  'AT+CSTT="internet"': '\r\nOK\r\n',
  'AT+CIICR': '\r\nOK\r\n',
  'AT+CIFSR': '\r\n10.64.12.7\r\n',
  'AT+CIPCLOSE': '\r\nCLOSE OK\r\n',
  'AT+CIPSHUT': '\r\nSHUT OK\r\n',
};

export class ScriptedModule {
  /** The commands and data it was sent, in order. */
  readonly heard: string[] = [];
  private readonly write: (text: string) => void;
  private readonly peer: (data: string) => string;
  private echo = true;
  private held = '';
  private wanted = 0; // bytes of data it has asked for with a prompt
  private inbox = '';

  /** `write` takes latin1 text; `peer` is the server at the other end of the connection. */
  constructor(write: (text: string) => void, peer: (data: string) => string) {
    this.write = write;
    this.peer = peer;
  }

  /** What the host writes, in pieces of any size. */
  receive(text: string): void {
    this.held += text;
    for (let size = this.next(); size > 0; size = this.next()) {
      const piece = this.held.slice(0, size);
      this.held = this.held.slice(size);
      this.heard.push(this.wanted > 0 ? piece : piece.slice(0, -1));
      if (this.wanted > 0) this.takeData(piece);
      else this.takeCommand(piece);
    }
  }

  /** Something that happens by itself. */
  interrupt(line: string): void {
    this.write(`\r\n${line}\r\n`);
  }

  /** The peer sends without being asked. */
  arrive(data: string): void {
    const first = this.inbox === '';
    this.inbox += data;
    if (first && data !== '') this.interrupt('+CIPRXGET: 1');
  }

  private next(): number {
    if (this.wanted > 0) return this.held.length >= this.wanted ? this.wanted : 0;
    return this.held.indexOf('\r') + 1;
  }

  private takeData(data: string): void {
    this.wanted = 0;
    this.write(`${this.echo ? data : ''}\r\nSEND OK\r\n`);
    this.arrive(this.peer(data));
  }

  private takeCommand(piece: string): void {
    const line = piece.slice(0, -1);
    if (this.echo) this.write(piece);
    const send = /^AT\+CIPSEND=(\d+)$/.exec(line);
    const get = /^AT\+CIPRXGET=2,(\d+)$/.exec(line);
    if (send) this.prompt(Number(send[1]));
    else if (get) this.hand(Number(get[1]));
    else if (/^ATE[01]$/.test(line)) this.setEcho(line === 'ATE1');
    else if (/^AT\+CIPSTART="TCP","[^"]+","\d+"$/.test(line)) this.write('\r\nOK\r\n\r\nCONNECT OK\r\n');
    else this.write(PLAIN[line] ?? '\r\nERROR\r\n');
  }

  private setEcho(on: boolean): void {
    this.echo = on;
    this.write('\r\nOK\r\n');
  }

  private prompt(size: number): void {
    this.wanted = size;
    this.write('\r\n> ');
  }

  private hand(most: number): void {
    const data = this.inbox.slice(0, most);
    this.inbox = this.inbox.slice(most);
    this.write(`\r\n+CIPRXGET: 2,${data.length},${this.inbox.length}\r\n${data}\r\nOK\r\n`);
  }
}
