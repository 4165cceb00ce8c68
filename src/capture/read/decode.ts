/** A log, its container taken off, through the decoder: messages with the time of the line they came in. */
import { type Answer, type CommandInFlight, Decoder, type Message, type Options } from '../../index.js';
import { isEscape } from '../containers/spellings/escape.js';
import { CommandLines } from './command-lines.js';
import type { Capture, CaptureEvent, CaptureReader, OnLine, Remark } from './contract.js';
import { Decoded, isCommand } from './decoded.js';
import { Marks } from './marks.js';

/** Where a message comes from. */
export interface Origin {
  readonly direction: 'rx';
  /** The time of the line that it begins in, in the spelling of the log. */
  readonly at?: string;
  /** The number of that line, from 1; of a log that is the stream itself, none. */
  readonly line?: number;
  /** Where it begins in the stream of the module's bytes. */
  readonly offset: number;
  /** Where it ends there, exclusive. */
  readonly end: number;
  /** It is the echo of a command line, and all that the log has of it. */
  readonly isCommandLine?: true;
}

/** What a message answers. */
export interface Answered extends Answer {
  /** When its command was written, else when its echo was received, in the spelling of the log. */
  readonly at?: string | undefined;
}

/** What the host has sent. */
export interface Sent {
  readonly direction: 'tx';
  readonly bytes: Uint8Array;
  readonly at?: string | undefined;
  readonly line?: number | undefined;
  /** How much of the module's stream had been read by then. */
  readonly offset: number;
  /** The command lines that these bytes complete: in transparent mode and after a prompt, none. */
  readonly lines: readonly Uint8Array[];
}

export interface CaptureOptions {
  /** Told of the host's bytes; the decoder has them in any case. */
  readonly onSent?: (sent: Sent) => void;
  readonly onRemark?: Remark;
  /** Told what became of every line of the log; of a log that is the stream itself, of none. */
  readonly onLine?: OnLine;
  readonly decoder?: Options;
  /** Another grammar's. */
  readonly Decoder?: typeof Decoder;
  /** Told of the module's bytes before they are decoded. */
  readonly onReceived?: (bytes: Uint8Array) => void;
}

/** With the decoder's option `answers` it says what the message answers. */
export type OnCaptured = (message: Message, origin: Origin, answer?: Answered) => void;

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
    this.held = held === undefined ? sent : together(held, sent);
    const last = sent.bytes.at(-1);
    if (last === 13 || last === 10 || this.held.bytes.length >= LONGEST_SENT) this.give();
  }

  give(): void {
    if (this.held !== undefined) this.onSent(this.held);
    this.held = undefined;
  }
}

function together(first: Sent, second: Sent): Sent {
  return { ...first, bytes: joined(first.bytes, second.bytes), lines: [...first.lines, ...second.lines] };
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
  private readonly onMessage: OnCaptured;
  private readonly received = new Marks();
  private readonly decoded: Decoded;
  private readonly sent: SentLines;
  private readonly written = new Marks();
  private readonly lines = new CommandLines();
  private readonly onReceived: CaptureOptions['onReceived'];
  private sentBytes = 0;

  constructor(capture: Capture, onMessage: OnCaptured, options: CaptureOptions) {
    this.onMessage = onMessage;
    this.onReceived = options.onReceived;
    this.sent = new SentLines(options.onSent ?? (() => {}));
    this.decoder = new (options.Decoder ?? Decoder)(
      (message, offset, end, answer) => this.give(message, offset, end, answer),
      options.decoder,
    );
    this.decoded = new Decoded(this.decoder);
    this.reader = capture.reader((event) => this.take(event), options.onRemark, options.onLine, this.decoded);
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

  private receive({ bytes, at, line }: CaptureEvent): void {
    this.sent.give();
    this.received.add(this.decoder.offset, at, line);
    this.onReceived?.(bytes);
    this.decoded.receive(bytes);
  }

  private give(message: Message, offset: number, end: number, answer?: Answer): void {
    this.decoded.onMessage(message);
    const at = this.received.timeAt(offset);
    const line = this.received.lineAt(offset);
    const isCommandLine = message.kind === 'echo' && this.isCommandLine(message.bytes);
    const origin: { -readonly [K in keyof Origin]: Origin[K] } = { direction: 'rx', offset, end };
    if (at !== undefined) origin.at = at;
    if (line !== undefined) origin.line = line;
    if (isCommandLine) origin.isCommandLine = true;
    this.onMessage(message, origin, answer && this.answered(answer));
  }

  /** Name by name: to spread an object costs more than all the rest of a message. */
  private answered({ command, role, success, more }: Answer): Answered {
    const answered: { -readonly [K in keyof Answered]: Answered[K] } = { command, role, at: this.timeOf(command) };
    if (success !== undefined) answered.success = success;
    if (more !== undefined) answered.more = more;
    return answered;
  }

  private timeOf({ sent, offset }: CommandInFlight): string | undefined {
    return (sent ? this.written : this.received).timeAt(offset);
  }

  private isCommandLine(echo: Uint8Array): boolean {
    if (this.sentBytes > 0 || !isCommand(echo)) return false;
    return !this.decoder.state().prompted;
  }

  private send({ bytes, at, line, lineEnd }: CaptureEvent): void {
    const { offset } = this.decoder;
    this.written.add(this.sentBytes, at);
    const sent = this.decoded.send(bytes, lineEnd === 'restored');
    this.sentBytes += sent.length;
    // Without its line ends the OK after it cannot be told from data.
    if (isEscape(sent)) this.decoder.leaveTransparent(lineEnd === 'restored' ? {} : { until: 'ok' });
    const lines = this.decoded.hasSentData && !isEscape(sent) ? [] : this.lines.add(sent);
    this.sent.add({ direction: 'tx', bytes: sent, at, line, offset, lines });
  }
}

/** Decodes a log: write its bytes, then end. */
export function decodeCapture(capture: Capture, onMessage: OnCaptured, options: CaptureOptions = {}): CaptureReader {
  return new CaptureDecoder(capture, onMessage, options);
}
