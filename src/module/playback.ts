/** A recorded session played again: what the module said then, as soon as the host has written what it wrote then. */
import { joined } from './bytes.js';

export interface PlaybackStep {
  readonly from: 'host' | 'module';
  readonly bytes: Uint8Array;
}

export interface PlaybackEvents {
  onBytes(bytes: Uint8Array): void;
  /** The host has written something else than then. */
  onDifference(expected: Uint8Array, got: Uint8Array): void;
  onEnd(): void;
}

const CR = 0x0d;
const LF = 0x0a;

const withoutLineEnd = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === CR || bytes[end - 1] === LF)) end--;
  return bytes.subarray(0, end);
};

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Whether it was a line then: logs write its end as CR, CR LF or LF. */
const isLine = (bytes: Uint8Array): boolean => withoutLineEnd(bytes).length < bytes.length;

export class Playback {
  private readonly steps: readonly PlaybackStep[];
  private readonly events: PlaybackEvents;
  private next = 0;
  private held: Uint8Array = new Uint8Array();
  private isOver = false;

  constructor(steps: readonly PlaybackStep[], events: PlaybackEvents) {
    this.steps = steps;
    this.events = events;
  }

  /** What the module said before the host wrote anything. */
  start(): void {
    this.speak();
  }

  write(bytes: Uint8Array): void {
    this.held = joined(this.held, bytes);
    for (let step = this.steps[this.next]; step?.from === 'host'; step = this.steps[this.next]) {
      const size = this.sizeOf(step.bytes);
      if (size < 0) return;
      this.compare(step.bytes, this.held.subarray(0, size));
      this.held = this.held.subarray(size);
      this.next += 1;
      this.speak();
    }
  }

  /** How many bytes of those held are what was written then, or something in its place; -1: more are to come. */
  private sizeOf(expected: Uint8Array): number {
    if (!isLine(expected)) return this.held.length >= expected.length ? expected.length : -1;
    const end = this.held.indexOf(CR);
    if (end < 0) return -1;
    return this.held[end + 1] === LF ? end + 2 : end + 1;
  }

  private compare(expected: Uint8Array, got: Uint8Array): void {
    if (!isSame(withoutLineEnd(expected), withoutLineEnd(got))) this.events.onDifference(expected, got);
  }

  private speak(): void {
    for (let step = this.steps[this.next]; step?.from === 'module'; step = this.steps[this.next]) {
      this.next += 1;
      this.events.onBytes(step.bytes);
    }
    if (this.next < this.steps.length || this.isOver) return;
    this.isOver = true;
    this.events.onEnd();
  }
}
