import { answersTo, EncodeError, type ParsedCommand, parseCommandLine } from '../index.js';
import { bytesOf } from './bytes.js';
import type { Cancel, Clock } from './clock/clock.js';
import { Timers } from './clock/timers.js';
import type { DataLink, Device, Surroundings } from './device.js';
import type { Perform } from './dispatch.js';
import { INVALID_TEXT, NOT_ALLOWED } from './errors.js';
import type { Faults } from './faults/faults.js';
import type { Random } from './faults/random.js';
import { CommandRun, type Executor } from './line/command-run.js';
import { EventQueue } from './line/event-queue.js';
import type { Asked, Exchange, Given } from './line/exchange.js';
import { HostLine, type LineEvents } from './line/host-line.js';
import type { LineModes } from './line/modes.js';
import { TransparentMode } from './line/transparent.js';
import { Writer } from './line/writer.js';
import type { Observed } from './observed.js';
import type { Outgoing } from './outgoing.js';
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

/** The line of the module, and what carries out its commands; the chapters say what they do. */
export class Core implements Device, Executor, LineEvents {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly peers: Peers;
  readonly settings = new Settings();
  readonly modes: LineModes = { echo: true, numeric: false, quiet: false, dtr: 0, dcd: 1, registers: new Map() };
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
  private readonly timers: Timers;
  private readonly writer: Writer;
  private readonly transparentMode: TransparentMode;
  private isOn = true;
  private busy = false;
  private current: CommandRun | undefined;
  private isPartial = false;
  private isInEcho = false;
  private partialEnd: Cancel | undefined;
  private lastLine: Uint8Array = bytesOf('AT');

  constructor(parts: CoreParts) {
    this.parts = parts;
    this.clock = parts.clock;
    this.random = parts.random;
    this.faults = parts.faults;
    this.peers = parts.peers;
    this.timers = new Timers(parts.clock);
    this.writer = new Writer({
      modes: this.modes,
      faults: parts.faults,
      output: parts.output,
      observe: parts.observe,
      isOn: () => this.isOn,
      lastLine: () => this.lastLine,
    });
    this.transparentMode = new TransparentMode({
      modes: this.modes,
      now: () => this.clock.now(),
      after: (milliseconds, step) => this.after(milliseconds, step),
      write: (message) => this.writer.write(message),
      changed: (isOn) => this.changeMode(isOn),
    });
  }

  write(bytes: Uint8Array): void {
    if (!this.isOn || bytes.length === 0) return;
    const lost = this.faults.happens('overrun') ? this.faults.pick('overrun', 1, bytes.length) : 0;
    this.host.write(bytes.subarray(0, bytes.length - lost));
  }

  // --- What the chapters ask for

  after(milliseconds: number, step: () => void): Cancel {
    return this.timers.after(milliseconds, step);
  }

  event(message: Outgoing, then?: () => void, rest?: Uint8Array): void {
    if (!this.isOn) return;
    // What happens at that very byte depends on it.
    const bytes = then ? this.writer.encoded(message, rest) : this.writer.spelt(message, rest);
    const one = { write: () => this.writer.emit(message, bytes), then };
    if (this.goesAtOnce()) this.queue.write(one);
    else this.queue.add(one);
  }

  data(bytes: Uint8Array): void {
    if (this.transparentMode.isOn) this.writer.data(bytes);
    else this.queue.add({ write: () => this.writer.data(bytes) });
  }

  get heldLink(): DataLink | undefined {
    return this.transparentMode.heldLink;
  }

  beginTransparent(link: DataLink): void {
    this.transparentMode.begin(link);
  }

  endTransparent(line: Outgoing): void {
    this.transparentMode.end(line);
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
    this.transparentMode.dropDtr();
  }

  /** The module's line DCD. */
  get isCarrierOn(): boolean {
    return this.isOn && this.transparentMode.isCarrierOn;
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
    else this.transparentMode.write(bytes.slice());
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
    this.writer.answer(message, answers, rest);
  }

  answerData(bytes: Uint8Array): void {
    this.writer.answerData(bytes);
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
    return !this.isOn || this.busy || this.isPartial || this.transparentMode.isOn;
  }

  /** An event that does not wait; never before one that waits already, and never among transparent data. */
  private goesAtOnce(): boolean {
    if (this.isInEcho) return true;
    if (!this.isHeld || this.transparentMode.isOn || !this.queue.isEmpty) return false;
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

  private changeMode(isTransparent: boolean): void {
    this.host.setTransparent(isTransparent);
    if (!isTransparent) this.queue.flush();
  }

  private forget(): void {
    this.timers.clear();
    this.current?.abandon();
    this.queue.clear();
    this.host.reset();
    this.transparentMode.forget();
    this.busy = false;
    this.isPartial = false;
  }
}
