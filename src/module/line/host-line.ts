import type { Asked, Given } from './exchange.js';

const CR = 0x0d;
const LF = 0x0a;
const BACKSPACE = 0x08;
const CTRL_Z = 0x1a;
const ESC = 0x1b;

/** So many bytes of the host wait while a command is carried out; what comes beyond is lost, as in the real one. */
const MOST_WAITING = 16_384;
/** What is longer is no command line (AT manual 1.4.4). */
const LONGEST_LINE = 2048;

export interface LineEvents {
  /** A command line, without its CR. The line reads no further until `resume()`. */
  line(bytes: Uint8Array): void;
  /** Sends back what the host wrote. */
  echo(bytes: Uint8Array): void;
  /** `A/`: once more. */
  repeat(): void;
  transparent(bytes: Uint8Array): void;
  /** The host has written a piece of a line, or all of it. */
  partial(isPartial: boolean): void;
}

interface Data {
  readonly asked: Asked;
  readonly take: (given: Given) => void;
  /** Up to Ctrl-Z. */
  readonly bytes: number[];
  /** As many as were announced, and how many of them have come. */
  readonly counted: Uint8Array;
  count: number;
  readonly again: () => void;
}

const attention = (bytes: readonly number[]): number => {
  for (let i = 0; i + 1 < bytes.length; i++)
    if (((bytes[i] as number) | 0x20) === 0x61 && ((bytes[i + 1] as number) | 0x20) === 0x74) return i;
  return -1;
};

const isRepeat = (bytes: readonly number[]): boolean =>
  bytes.length === 2 && ((bytes[0] as number) | 0x20) === 0x61 && bytes[1] === 0x2f;

/** The host's bytes: command lines, data that was asked for, and transparent data. */
export class HostLine {
  private readonly events: LineEvents;
  private busy = false;
  private isTransparent = false;
  private data: Data | undefined;
  private line: number[] = [];
  private waiting: Uint8Array[] = [];
  private waitingLength = 0;
  private isReading = false;

  constructor(events: LineEvents) {
    this.events = events;
  }

  /** May be called while this very line is read: what it is given then comes after the rest. */
  write(bytes: Uint8Array): void {
    const room = this.isHeld ? Math.max(0, MOST_WAITING - this.waitingLength) : bytes.length;
    const taken = bytes.slice(0, room);
    this.waitingLength += taken.length;
    if (taken.length > 0) this.waiting.push(taken);
    this.goOn();
  }

  /** The next line may begin. */
  resume(): void {
    this.busy = false;
    this.goOn();
  }

  /** `again` shows the prompt once more. */
  ask(asked: Asked, take: (given: Given) => void, again: () => void): void {
    this.data = { asked, take, bytes: [], counted: new Uint8Array(asked.length ?? 0), count: 0, again };
    if (asked.length === 0) this.finish({ bytes: new Uint8Array() });
    this.goOn();
  }

  /** The time is over: what has come is all. */
  giveUp(asked: Asked): void {
    const { data } = this;
    if (data?.asked === asked) this.finish({ bytes: data.counted.slice(0, data.count) });
  }

  setTransparent(on: boolean): void {
    this.isTransparent = on;
    if (!on) this.goOn();
  }

  reset(): void {
    this.busy = false;
    this.isTransparent = false;
    this.data = undefined;
    this.line = [];
    this.waiting = [];
    this.waitingLength = 0;
  }

  private get isHeld(): boolean {
    return this.busy && this.data === undefined && !this.isTransparent;
  }

  private goOn(): void {
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.waiting.length > 0 && !this.isHeld) this.readNext();
    } finally {
      this.isReading = false;
    }
  }

  private readNext(): void {
    const bytes = this.waiting.shift() ?? new Uint8Array();
    const read = this.some(bytes);
    this.waitingLength -= read;
    if (read < bytes.length) this.waiting.unshift(bytes.subarray(read));
  }

  /** How many were read. */
  private some(bytes: Uint8Array): number {
    if (this.data) return this.readData(this.data, bytes);
    if (!this.isTransparent) return this.readLine(bytes);
    this.events.transparent(bytes);
    return bytes.length;
  }

  private readLine(bytes: Uint8Array): number {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (byte === CR) {
        this.events.echo(bytes.subarray(0, i + 1));
        this.endLine();
        return i + 1;
      }
      this.add(byte);
      if (!isRepeat(this.line)) continue;
      this.events.echo(bytes.subarray(0, i + 1));
      this.line = [];
      this.busy = true;
      this.events.repeat();
      this.events.partial(false);
      return i + 1;
    }
    this.events.echo(bytes);
    this.events.partial(this.line.length > 0);
    return bytes.length;
  }

  private add(byte: number): void {
    if (byte === BACKSPACE) this.line.pop();
    else if (byte !== LF && this.line.length < LONGEST_LINE) this.line.push(byte);
  }

  /** What is before the AT is noise; a line without any is no command and gets no answer. */
  private endLine(): void {
    const { line } = this;
    const start = attention(line);
    this.line = [];
    this.busy = start >= 0;
    if (start >= 0) this.events.line(Uint8Array.from(line.slice(start)));
    // Not before: what waited for the end of the line waits for its result as well.
    this.events.partial(false);
  }

  private readData(data: Data, bytes: Uint8Array): number {
    const { length } = data.asked;
    return length === undefined ? this.readUntilEnd(data, bytes) : this.readCounted(data, bytes, length);
  }

  private readCounted(data: Data, bytes: Uint8Array, length: number): number {
    const taken = bytes.subarray(0, length - data.count);
    this.events.echo(taken);
    data.counted.set(taken, data.count);
    data.count += taken.length;
    if (data.count === length) this.finish({ bytes: data.counted });
    return taken.length;
  }

  private readUntilEnd(data: Data, bytes: Uint8Array): number {
    const { most = Number.POSITIVE_INFINITY, everyLine } = data.asked;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      const given = this.endedBy(byte, data, most);
      if (given === undefined) data.bytes.push(byte);
      if (given === undefined && !(everyLine && byte === CR)) continue;
      this.events.echo(bytes.subarray(0, i + 1));
      if (given) this.finish(given);
      else data.again();
      return i + 1;
    }
    this.events.echo(bytes);
    return bytes.length;
  }

  private endedBy(byte: number, data: Data, most: number): Given | undefined {
    if (byte === CTRL_Z) return { bytes: Uint8Array.from(data.bytes) };
    if (byte === ESC) return { refused: 'escaped' };
    return data.bytes.length >= most ? { refused: 'too-long' } : undefined;
  }

  private finish(given: Given): void {
    const { data } = this;
    this.data = undefined;
    data?.take(given);
  }
}
