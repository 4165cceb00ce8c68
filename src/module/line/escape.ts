import type { Cancel } from '../clock/clock.js';

/** So long nothing is written before `+++` and after it (AT manual 2.2.5; application note 2.2.4). */
const SILENCE = 1000;
/** The module is not that strict about what is before it. */
const SILENCE_BEFORE = 500;
const PLUS = 0x2b;

export interface EscapeEvents {
  now(): number;
  after(milliseconds: number, step: () => void): Cancel;
  pass(bytes: Uint8Array): void;
  escaped(): void;
}

/** Finds `+++` between silences in the host's transparent data, and passes on all the rest. */
export class EscapeSequence {
  private readonly events: EscapeEvents;
  private last = Number.NEGATIVE_INFINITY;
  private held = 0;
  private cancel: Cancel | undefined;

  constructor(events: EscapeEvents) {
    this.events = events;
  }

  write(bytes: Uint8Array): void {
    const now = this.events.now();
    const isSilent = this.held > 0 || now - this.last >= SILENCE_BEFORE;
    this.last = now;
    this.cancel?.();
    if (isSilent && this.held + bytes.length <= 3 && bytes.every((byte) => byte === PLUS)) this.hold(bytes.length);
    else this.passOn(bytes);
  }

  reset(): void {
    this.cancel?.();
    this.held = 0;
    this.last = Number.NEGATIVE_INFINITY;
  }

  private hold(count: number): void {
    this.held += count;
    const step = (): void => (this.held === 3 ? this.escape() : this.passOn(new Uint8Array()));
    this.cancel = this.events.after(SILENCE, step);
  }

  private escape(): void {
    this.reset();
    this.events.escaped();
  }

  private passOn(bytes: Uint8Array): void {
    const pluses = new Uint8Array(this.held).fill(PLUS);
    this.held = 0;
    if (pluses.length > 0) this.events.pass(pluses);
    if (bytes.length > 0) this.events.pass(bytes);
  }
}
