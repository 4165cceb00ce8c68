/** What the fuzzer runs: options, and what happens to a decoder in order. */
import { concatenated } from '../../src/arbitraries/bytes.js';
import type { Options } from '../../src/index.js';
import type { Step } from '../spec/read-cases.js';

export type { Step } from '../spec/read-cases.js';

/** A step that may also be taken from inside the callback. */
export type Inner =
  | { readonly kind: 'tx'; readonly bytes: Uint8Array }
  | { readonly kind: 'call'; readonly method: string; readonly argument: unknown };

/** Taken inside the callback of the message of that number, pieces of `data` not counted. */
export interface Reaction {
  readonly at: number;
  readonly step: Inner;
}

export interface Program {
  readonly options: Omit<Options, 'onDiagnostic'>;
  readonly steps: readonly Step[];
  readonly reactions: readonly Reaction[];
  /** Where the stream is cut in the cuttings at random. */
  readonly cutSeed: number;
}

/** Longer programs find nothing that shorter ones do not, and take longer. */
export const LONGEST = 4096;

export const rx = (bytes: Uint8Array): Step => ({ kind: 'rx', bytes });
export const tx = (bytes: Uint8Array): Inner => ({ kind: 'tx', bytes });
export const call = (method: string, argument?: unknown): Inner => ({ kind: 'call', method, argument });

/** Calls that a driver makes between two chunks. */
export const CALLS: readonly Inner[] = [
  call('flush'),
  call('reset'),
  call('leaveTransparent'),
  call('leaveTransparent', { until: 'ok' }),
];

export function program(steps: readonly Step[], options: Program['options'] = {}, cutSeed = 1): Program {
  return { options, steps, reactions: [], cutSeed };
}

/** All that the module sends, as one stream. */
export function receivedBytes({ steps }: Program): Uint8Array {
  return concatenated(steps.flatMap((step) => (step.kind === 'rx' ? [step.bytes] : [])));
}

export function size({ steps }: Program): number {
  return steps.reduce((sum, step) => sum + (step.kind === 'call' ? 0 : step.bytes.length), 0);
}
