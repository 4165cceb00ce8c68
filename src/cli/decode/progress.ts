import type { Writable } from 'node:stream';
import { type Options, SingleBar } from 'cli-progress';
import { isTerminal } from '../io.js';

/** Work that is done within this time needs no bar. */
const PATIENCE_MS = 1000;
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Three digits and a unit. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${UNITS[unit]}`;
}

/** Minutes and seconds, or hours and minutes. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export interface Progress {
  add(bytes: number): void;
  stop(): void;
}

/** Says nothing. */
const SILENT: Progress = { add() {}, stop() {} };

class Bar implements Progress {
  private readonly started = Date.now();
  private readonly bar: SingleBar;
  private readonly total: number | undefined;
  private readonly after: number;
  private shown = false;
  private done = 0;

  constructor(out: Writable, total: number | undefined, after: number) {
    this.total = total;
    this.after = after;
    const amount = total === undefined ? '{read}' : '[{bar}] {percentage}% {read} of {all}';
    const left = total === undefined ? '' : ', {left} left';
    const options: Options = {
      format: `${amount}, {rate}/s${left}`,
      stream: out as NodeJS.WritableStream,
      noTTYOutput: true,
      notTTYSchedule: PATIENCE_MS,
      // Ctrl-C ends the program as always, so nothing of the terminal is changed that would have to be set back.
      gracefulExit: false,
      linewrap: true,
      barsize: 24,
      clearOnComplete: true,
    };
    this.bar = new SingleBar(options);
  }

  add(bytes: number): void {
    this.done += bytes;
    const elapsed = Date.now() - this.started;
    if (!this.shown && elapsed < this.after) return;
    const values = this.values(elapsed / 1000);
    if (this.shown) this.bar.update(this.done, values);
    else this.bar.start(this.total ?? 0, this.done, values);
    this.shown = true;
  }

  stop(): void {
    if (this.shown) this.bar.stop();
  }

  private values(elapsed: number): Readonly<Record<string, string>> {
    const { done, total = 0 } = this;
    const rate = done / (elapsed || 0.001);
    return { read: size(done), all: size(total), rate: size(Math.round(rate)), left: duration((total - done) / rate) };
  }
}

export interface ProgressOptions {
  /** How many bytes there are, where that is known. */
  readonly total: number | undefined;
  /** `--progress` was given. */
  readonly requested: boolean;
  /** Text goes to the same terminal, and a bar would appear among it. */
  readonly amongText: boolean;
}

/** A bar with rate and time left, on a terminal or when it is requested. */
export function progress(out: Writable, { total, requested, amongText }: ProgressOptions): Progress {
  if (requested) return new Bar(out, total, 0);
  return total !== undefined && isTerminal(out) && !amongText ? new Bar(out, total, PATIENCE_MS) : SILENT;
}
