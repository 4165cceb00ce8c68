import {
  answersTo,
  decode,
  EncodeError,
  encode,
  type Message,
  type ParsedCommand,
  parseCommandLine,
} from '../index.js';
import { bytesOf, joined } from './bytes.js';
import type { Cancel, Clock } from './clock/clock.js';
import type { DataLink, Device, Surroundings } from './device.js';
import type { Perform } from './dispatch.js';
import { INVALID_TEXT, NOT_ALLOWED } from './errors.js';
import type { Faults } from './faults/faults.js';
import type { Random } from './faults/random.js';
import { CommandRun, type Executor } from './line/command-run.js';
import { EscapeSequence } from './line/escape.js';
import { EventQueue } from './line/event-queue.js';
import type { Asked, Exchange, Given } from './line/exchange.js';
import { HostLine, type LineEvents } from './line/host-line.js';
import type { LineModes } from './line/modes.js';
import { respelled } from './line/respelled.js';
import { numberOf } from './line/results.js';
import type { Observed } from './observed.js';
import { OK, type Outgoing } from './outgoing.js';
import type { Peers } from './peers/peers.js';
import { Settings } from './settings/settings.js';

/** What is up to the chapters. */
export type DeviceFault = 'stray-event' | 'event-in-echo' | 'bearer-lost';

/** How long the module takes to answer: not at all; as it was seen to; anything up to what the manual allows. */
export type Latency = 'none' | 'typical' | 'manual';

export interface CoreParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly peers: Peers;
  readonly latency: Latency;
  readonly output: (bytes: Uint8Array) => void;
  readonly observe: (event: Observed) => void;
}

/** A host that stops in the middle of a line is waited for so long before events go on. */
const HALF_LINE = 1000;

/** An answer that is late comes after so many milliseconds at most. */
const MOST_LATE = 8000;

const NOTHING = new Uint8Array();
const LINE_END = bytesOf('\r\n');

/** The line of the module, and what carries out its commands; the chapters say what they do. */
export class Core implements Device, Executor, LineEvents {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly peers: Peers;
  readonly settings = new Settings();
  readonly modes: LineModes = { echo: true, numeric: false, quiet: false, dtr: 0, registers: new Map() };
  readonly surroundings: Surroundings = {
    sim: 'READY',
    registration: 1,
    signal: 20,
    attached: true,
    millivolts: 4012,
  };
  /** Called when the module starts anew: the lines it begins with are up to the chapters. */
  onRestart: (milliseconds: number) => void = () => {};
  /** Called when it is switched off: connections end. */
  onOff: () => void = () => {};
  onPerform: Perform = (_, exchange) => exchange.end();
  /** A fault that is none of the line's. */
  onFault: (kind: DeviceFault) => void = () => {};

  private readonly parts: CoreParts;
  private readonly host = new HostLine(this);
  private readonly queue = new EventQueue(() => this.isHeld);
  private readonly escape: EscapeSequence;
  private readonly timers = new Set<Cancel>();
  private isOn = true;
  private busy = false;
  private current: CommandRun | undefined;
  private isPartial = false;
  private isInEcho = false;
  private partialEnd: Cancel | undefined;
  private link: DataLink | undefined;
  private held: DataLink | undefined;
  private lastLine: Uint8Array = bytesOf('AT');

  constructor(parts: CoreParts) {
    this.parts = parts;
    this.clock = parts.clock;
    this.random = parts.random;
    this.faults = parts.faults;
    this.peers = parts.peers;
    this.escape = new EscapeSequence({
      now: () => this.clock.now(),
      after: (milliseconds, step) => this.after(milliseconds, step),
      pass: (bytes) => this.link?.write(bytes),
      escaped: () => this.leave(),
    });
  }

  write(bytes: Uint8Array): void {
    if (!this.isOn || bytes.length === 0) return;
    const lost = this.faults.happens('overrun') ? this.faults.pick('overrun', 1, bytes.length) : 0;
    this.host.write(bytes.subarray(0, bytes.length - lost));
  }

  // --- What the chapters ask for

  after(milliseconds: number, step: () => void): Cancel {
    if (milliseconds <= 0) {
      step();
      return () => {};
    }
    const cancel = this.clock.after(milliseconds, () => {
      this.timers.delete(cancel);
      step();
    });
    this.timers.add(cancel);
    return () => {
      this.timers.delete(cancel);
      cancel();
    };
  }

  event(message: Outgoing, then?: () => void, rest?: Uint8Array): void {
    if (!this.isOn) return;
    // What happens at that very byte depends on it.
    const bytes = then ? this.encoded(message, rest) : this.spelt(message, rest);
    const one = { write: () => this.emit(message, bytes), then };
    if (this.goesAtOnce()) this.queue.write(one);
    else this.queue.add(one);
  }

  data(bytes: Uint8Array): void {
    const write = (): void => {
      this.observe({ what: 'data', bytes });
      this.parts.output(bytes);
    };
    if (this.link) write();
    else this.queue.add({ write });
  }

  get heldLink(): DataLink | undefined {
    return this.held;
  }

  beginTransparent(link: DataLink): void {
    this.link = link;
    this.held = undefined;
    this.escape.reset();
    this.host.setTransparent(true);
    link.begun();
  }

  endTransparent(line: Outgoing): void {
    this.emit(line, this.encoded(line));
    this.command();
  }

  observe(event: Observed): void {
    this.parts.observe(event);
  }

  restart(milliseconds: number): void {
    this.forget();
    this.isOn = true;
    this.onRestart(milliseconds);
  }

  switchOff(): void {
    this.forget();
    this.isOn = false;
    this.onOff();
    this.observe({ what: 'off' });
  }

  /** The host's line DTR goes off. */
  dropDtr(): void {
    const { link, modes } = this;
    if (modes.dtr === 0 || !link) return;
    this.leave();
    if (modes.dtr < 2) return;
    this.held = undefined;
    link.end();
  }

  get isSwitchedOn(): boolean {
    return this.isOn;
  }

  // --- What the host's line is told

  line(bytes: Uint8Array): void {
    this.lastLine = bytes;
    this.run(bytes);
  }

  repeat(): void {
    this.run(this.lastLine);
  }

  echo(bytes: Uint8Array): void {
    if (!this.modes.echo) return;
    const own = bytes.slice();
    if (own.length > 1 && this.faults.happens('event-in-echo')) this.interruptEcho(own);
    else this.parts.output(own);
  }

  transparent(bytes: Uint8Array): void {
    if (this.faults.happens('restart')) this.restart(0);
    else this.escape.write(bytes.slice());
  }

  partial(isPartial: boolean): void {
    this.partialEnd?.();
    this.isPartial = isPartial;
    if (isPartial) this.partialEnd = this.after(HALF_LINE, () => this.partial(false));
    else this.queue.flush();
  }

  // --- What a command line is carried out with

  latency(command: ParsedCommand): number {
    if (this.parts.latency === 'none') return 0;
    const { timeout = 0, answers, lateResults } = answersTo(command);
    const isSlow = timeout > 0 && !answers.has('prompt') && lateResults.size === 0;
    const late = this.faults.happens('slow') ? this.faults.pick('slow', 1000, MOST_LATE) : 0;
    if (!isSlow) return late + this.random.between('latency', 2, 25);
    const most = this.parts.latency === 'manual' ? timeout : Math.min(timeout, 900);
    return late + this.random.between('latency', 30, most);
  }

  perform(command: ParsedCommand, exchange: Exchange): void {
    this.observe({ what: 'command', command });
    if (this.failsAtOnce(exchange)) return;
    try {
      this.onPerform(command, exchange);
    } catch (error) {
      // A parameter of the host's that no answer can hold.
      if (!(error instanceof EncodeError)) throw error;
      exchange.refuse(INVALID_TEXT);
    }
  }

  errorMode(): number {
    return this.settings.get('cmee').mode;
  }

  say(message: Outgoing, answers: readonly ParsedCommand[], rest?: Uint8Array): void {
    const bytes = this.spelt(message, rest);
    if (this.faults.happens('lost-answer')) return;
    this.emit(message, bytes, answers);
    if (this.faults.happens('doubled-answer')) this.emit(message, bytes, answers);
  }

  answerData(bytes: Uint8Array): void {
    this.observe({ what: 'data', bytes });
    for (const piece of [LINE_END, bytes, LINE_END]) this.parts.output(piece);
  }

  ask(asked: Asked, answers: readonly ParsedCommand[], take: (given: Given) => void) {
    const { prompt, length } = asked;
    this.observe({ what: 'asked', ...(length !== undefined && { length }) });
    const show = (): void => {
      if (prompt) this.say(prompt, answers);
    };
    show();
    if (this.faults.happens('restart')) return this.restart(0);
    this.host.ask(asked, take, show);
    if (asked.within !== undefined) this.after(asked.within, () => this.host.giveUp(asked));
  }

  done(): void {
    this.busy = false;
    this.queue.flush();
    this.host.resume();
  }

  private get isHeld(): boolean {
    return !this.isOn || this.busy || this.isPartial || this.link !== undefined;
  }

  /** An event that does not wait; never before one that waits already, and never among transparent data. */
  private goesAtOnce(): boolean {
    if (this.isInEcho) return true;
    if (!this.isHeld || this.link !== undefined || !this.queue.isEmpty) return false;
    return this.faults.happens('event-early');
  }

  private interruptEcho(bytes: Uint8Array): void {
    const at = this.faults.pick('event-in-echo', 1, bytes.length - 1);
    this.parts.output(bytes.subarray(0, at));
    this.isInEcho = true;
    this.onFault('event-in-echo');
    this.isInEcho = false;
    this.parts.output(bytes.subarray(at));
  }

  /** True if the command is over. */
  private failsAtOnce(exchange: Exchange): boolean {
    const { faults } = this;
    if (faults.happens('stray-event')) this.onFault('stray-event');
    if (faults.happens('bearer-lost')) this.onFault('bearer-lost');
    if (faults.happens('restart')) {
      this.restart(0);
      return true;
    }
    if (!faults.happens('refused')) return false;
    exchange.refuse(NOT_ALLOWED);
    return true;
  }

  private run(line: Uint8Array): void {
    this.busy = true;
    this.current = new CommandRun(parseCommandLine(line), this);
    this.current.start();
  }

  private encoded(message: Outgoing, rest: Uint8Array = NOTHING): Uint8Array {
    const number = this.modes.numeric ? numberOf(message.type) : undefined;
    // The kind of a message follows from its type: encode() finds it by itself.
    const bytes = number === undefined ? encode(message as Message) : bytesOf(`${number}\r`);
    return rest.length === 0 ? bytes : joined(bytes, rest);
  }

  /** The same, perhaps as another firmware spells it. */
  private spelt(message: Outgoing, rest: Uint8Array = NOTHING): Uint8Array {
    const bytes = this.encoded(message);
    const { faults, modes, lastLine } = this;
    const isOther = !modes.numeric && faults.happens('spelling');
    const own = isOther ? respelled(bytes, lastLine, (least, most) => faults.pick('spelling', least, most)) : bytes;
    return rest.length === 0 ? own : joined(own, rest);
  }

  private emit(message: Outgoing, bytes: Uint8Array, answers?: readonly ParsedCommand[]): void {
    if (!this.isOn || (this.modes.quiet && isResult(bytes))) return;
    this.observe({ what: 'message', message, ...(answers && { answers }) });
    this.parts.output(bytes);
  }

  /** The host has escaped from transparent mode. */
  private leave(): void {
    const { link } = this;
    this.emit(OK, this.encoded(OK));
    link?.left();
    this.held = link;
    this.command();
  }

  /** Command mode. */
  private command(): void {
    this.link = undefined;
    this.escape.reset();
    this.host.setTransparent(false);
    this.queue.flush();
  }

  private forget(): void {
    for (const cancel of this.timers) cancel();
    this.timers.clear();
    this.current?.abandon();
    this.queue.clear();
    this.host.reset();
    this.link = undefined;
    this.held = undefined;
    this.busy = false;
    this.isPartial = false;
  }
}

/** What ATQ1 keeps back. */
function isResult(bytes: Uint8Array): boolean {
  const kind = decode(bytes)[0]?.kind;
  return kind === 'final' || kind === 'intermediate';
}
