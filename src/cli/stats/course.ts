/** The course of a log in time: signal, bytes and failures, in as many steps as fit into a line. */
import { LogClock } from '../decode/clock.js';
import type { Entry } from '../decode/entry.js';
import { isFailure } from '../output/meaning.js';
import { SIGNAL } from '../why/rules.js';

interface Step {
  bytes: number;
  failures: number;
  /** The last value of the signal, 0 to 31. */
  signal: number | undefined;
}

export interface Course {
  /** Seconds a step. */
  readonly step: number;
  readonly bytes: readonly number[];
  readonly failures: readonly number[];
  /** Null where none was told. */
  readonly signal: readonly (number | null)[];
}

const MOST_STEPS = 60;
const FIRST_STEP = 0.125;

const joined = (first: Step, second: Step = { bytes: 0, failures: 0, signal: undefined }): Step => ({
  bytes: first.bytes + second.bytes,
  failures: first.failures + second.failures,
  signal: second.signal ?? first.signal,
});

/** Steps are doubled when there are too many: no more are ever held than are shown. */
export class CourseCounter {
  private readonly clock = new LogClock();
  private steps: Step[] = [];
  private step = FIRST_STEP;

  add(entry: Entry): void {
    const { message, offset, end, at } = entry;
    const seconds = at === undefined ? undefined : this.clock.at(at);
    if (seconds === undefined || seconds < 0) return;
    while (seconds >= this.step * MOST_STEPS) this.double();
    const index = Math.floor(seconds / this.step);
    while (this.steps.length <= index) this.steps.push({ bytes: 0, failures: 0, signal: undefined });
    const step = this.steps[index];
    if (step === undefined) return;
    step.bytes += end - offset;
    if (isFailure(entry)) step.failures++;
    const value = (message as unknown as Readonly<Record<string, unknown>>)[SIGNAL.field];
    const isSignal = (SIGNAL.types as readonly string[]).includes(message.type);
    if (isSignal && typeof value === 'number' && value !== SIGNAL.unknown) step.signal = value;
  }

  /** Undefined: the log has no times. */
  get course(): Course | undefined {
    const { steps, step } = this;
    if (steps.length === 0) return undefined;
    return {
      step,
      bytes: steps.map(({ bytes }) => bytes),
      failures: steps.map(({ failures }) => failures),
      signal: steps.map(({ signal }) => signal ?? null),
    };
  }

  /** Which the times name. */
  get zones(): readonly string[] {
    return [...this.clock.zones];
  }

  private double(): void {
    const { steps } = this;
    this.step *= 2;
    this.steps = steps.flatMap((one, i) => (i % 2 === 0 ? [joined(one, steps[i + 1])] : []));
  }
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/** A block a value, the highest for `most`; a dot for none, a space for 0. */
export function sparkline(
  values: readonly (number | null)[],
  most = Math.max(...values.map((one) => one ?? 0)),
): string {
  return values
    .map((value) => {
      if (value === null) return '·';
      if (value === 0 || most === 0) return ' ';
      return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor((value / most) * BLOCKS.length))] ?? '';
    })
    .join('');
}
