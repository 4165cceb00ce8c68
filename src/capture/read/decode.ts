/** A log, its container taken off, through the decoder: messages with the time of the line they came in. */
import { Decoder, type Message, type Options } from '../../index.js';
import { isEscape } from '../containers/spellings/escape.js';
import type { Capture, CaptureEvent, CaptureReader, OnLine, Remark } from './contract.js';

/** Where a message comes from. */
export interface Origin {
  readonly direction: 'rx';
  /** The time of the line that it begins in, in the spelling of the log. */
  readonly at?: string;
  /** Where it begins in the stream of the module's bytes. */
  readonly offset: number;
  /** Where it ends there, exclusive. */
  readonly end: number;
}

/** What the host has sent. */
export interface Sent {
  readonly direction: 'tx';
  readonly bytes: Uint8Array;
  readonly at?: string;
  /** How much of the module's stream had been read by then. */
  readonly offset: number;
  /** The line was transparent: it is no command. */
  readonly transparent?: true;
}

export interface CaptureOptions {
  /** Told of the host's bytes; the decoder has them in any case. */
  readonly onSent?: (sent: Sent) => void;
  readonly onRemark?: Remark;
  /** Told what became of every line of the log; of a log that is the stream itself, of none. */
  readonly onLine?: OnLine;
  readonly decoder?: Options;
}

export type OnCaptured = (message: Message, origin: Origin) => void;

/** No message begins further back than this: of the times in front of it one is enough. */
const MOST_TIMES = 32768;
const DROPPED_AT_ONCE = 256;

/** Which time belongs to which bytes of the stream. */
class Times {
  private starts: number[] = [];
  private times: (string | undefined)[] = [];

  add(offset: number, at: string | undefined): void {
    if (this.times.length > 0 && this.times.at(-1) === at) return;
    this.starts.push(offset);
    this.times.push(at);
    if (this.starts.length >= 2 * MOST_TIMES) this.drop(this.starts.length - MOST_TIMES);
  }

  /** The time at an offset; offsets only grow. */
  at(offset: number): string | undefined {
    let n = 0;
    while (n + 1 < this.starts.length && (this.starts[n + 1] as number) <= offset) n++;
    const at = this.times[n];
    if (n >= DROPPED_AT_ONCE) this.drop(n);
    return at;
  }

  private drop(count: number): void {
    this.starts = this.starts.slice(count);
    this.times = this.times.slice(count);
  }
}

/** A line that a container holds byte by byte is told of as one. */
const LONGEST_SENT = 1500;

/** Joins what the host has sent up to a line end, or to the next byte of the module. */
class SentLines {
  private readonly onSent: (sent: Sent) => void;
  private held: Sent | undefined;

  constructor(onSent: (sent: Sent) => void) {
    this.onSent = onSent;
  }

  add(sent: Sent): void {
    const { held } = this;
    if (sent.bytes.length === 0) return;
    this.held = held === undefined ? sent : { ...held, bytes: joined(held.bytes, sent.bytes) };
    const last = sent.bytes.at(-1);
    if (last === 13 || last === 10 || this.held.bytes.length >= LONGEST_SENT) this.give();
  }

  give(): void {
    if (this.held !== undefined) this.onSent(this.held);
    this.held = undefined;
  }
}

function joined(front: Uint8Array, back: Uint8Array): Uint8Array {
  const whole = new Uint8Array(front.length + back.length);
  whole.set(front);
  whole.set(back, front.length);
  return whole;
}

class CaptureDecoder implements CaptureReader {
  private readonly reader: CaptureReader;
  private readonly decoder: Decoder;
  private readonly times = new Times();
  private readonly sent: SentLines;

  constructor(capture: Capture, onMessage: OnCaptured, options: CaptureOptions) {
    this.sent = new SentLines(options.onSent ?? (() => {}));
    this.decoder = new Decoder((message, offset, end) => {
      const at = this.times.at(offset);
      onMessage(message, { direction: 'rx', offset, end, ...(at !== undefined && { at }) });
    }, options.decoder);
    this.reader = capture.reader((event) => this.take(event), options.onRemark, options.onLine);
  }

  write(chunk: Uint8Array): void {
    this.reader.write(chunk);
  }

  end(): void {
    this.reader.end();
    this.sent.give();
    this.decoder.end();
  }

  private take(event: CaptureEvent): void {
    if (event.direction === 'tx') this.send(event);
    else this.receive(event);
  }

  private receive({ bytes, at }: CaptureEvent): void {
    this.sent.give();
    this.times.add(this.decoder.offset, at);
    this.decoder.write(bytes);
  }

  private send({ bytes, at, lineEnd }: CaptureEvent): void {
    const { offset } = this.decoder;
    const { prompted, mode } = this.decoder.state();
    const transparent = mode === 'transparent';
    // A command needs its line end to be one; behind a prompt it would be a byte of the data.
    const data = lineEnd === 'restored' && prompted;
    const sent = data ? bytes.subarray(0, -1) : bytes;
    this.decoder.sent(sent);
    // Without its line ends the OK behind it cannot be told from data.
    if (isEscape(sent)) this.decoder.leaveTransparent(lineEnd === 'restored' ? {} : { until: 'ok' });
    this.sent.add({
      direction: 'tx',
      bytes: sent,
      offset,
      ...(at !== undefined && { at }),
      ...(transparent && { transparent }),
    });
  }
}

/** Decodes a log: write its bytes, then end. */
export function decodeCapture(capture: Capture, onMessage: OnCaptured, options: CaptureOptions = {}): CaptureReader {
  return new CaptureDecoder(capture, onMessage, options);
}
