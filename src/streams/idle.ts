/** Giving up after silence: when, and when not. */
import type { DecoderLike } from './decoder-like.js';

/** After how much silence a stream gives up waiting. By default it never does. */
export interface IdleOptions {
  /**
   * `flush()` after so many milliseconds without a byte: a half line is then reported as `unrecognized`, held bytes of
   * transparent mode as `data`. Off by default. A line that goes on after the silence is two lines, neither of them
   * what the module meant, so take much more than a module ever pauses (1000, say), and only where a half line must
   * be seen.
   *
   * Never in the middle of a payload, whatever the silence: see `idlePayloadMs`.
   */
  readonly idleMs?: number;
  /**
   * The same in the middle of a payload: it is given up, and reported with `truncated: true`.
   *
   * **Dangerous.** A payload that was only late (flow control, a busy USB hub, a host that slept) goes on after that,
   * and the rest of it is read as lines. The peer wrote these bytes: `\r\nSEND OK\r\n` among them is then a result. A
   * payload that really came short costs at most its announced length without this option, and reading goes on after
   * it. Ask for it only where waiting for those bytes is worse than that, and after seconds rather than milliseconds.
   */
  readonly idlePayloadMs?: number;
}

/** Whoever takes the messages: takes them, has too many already, or will never take another. */
export type Demand = 'takes' | 'full' | 'gone';

const LONGEST = 0x7fffffff; // what setTimeout can wait

function checked(name: string, ms: number | undefined): number | undefined {
  if (ms === undefined || (ms >= 1 && ms <= LONGEST)) return ms;
  throw new RangeError(`${name} is a number of milliseconds from 1 to ${LONGEST}, not ${ms}`);
}

export class IdleClock {
  private readonly decoder: DecoderLike;
  private readonly demand: () => Demand;
  private readonly lineMs: number | undefined;
  private readonly payloadMs: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(decoder: DecoderLike, options: IdleOptions, demand: () => Demand) {
    this.decoder = decoder;
    this.demand = demand;
    this.lineMs = checked('idleMs', options.idleMs);
    this.payloadMs = checked('idlePayloadMs', options.idlePayloadMs);
  }

  /** Silence begins. */
  restart(): void {
    if (this.lineMs === undefined && this.payloadMs === undefined) return;
    this.stop();
    const patience = this.patience();
    if (patience !== undefined) this.wait(patience, () => this.doubt());
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** How long what is held may stay so; undefined: for ever, or nothing is held. */
  private patience(): number | undefined {
    const { mode, held } = this.decoder.state();
    if (mode === 'payload' || mode === 'hex-payload') return this.payloadMs;
    return held > 0 || mode === 'echo' ? this.lineMs : undefined;
  }

  private doubt(): void {
    // A loop that was busy for long runs its timers first. It shall read what has come meanwhile.
    this.wait(1, () => this.expire());
  }

  private expire(): void {
    this.stop();
    const demand = this.demand();
    if (demand === 'takes') this.decoder.flush();
    // Bytes may have come and wait for messages that nobody takes: this is not the silence of the line.
    if (demand === 'full') this.restart();
  }

  private wait(ms: number, then: () => void): void {
    this.timer = setTimeout(then, ms);
    // In Node nothing shall stay alive for the sake of this alone. In browsers a timer is a number.
    const timer: unknown = this.timer;
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref();
  }
}
