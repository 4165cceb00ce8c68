/** A workload as it lies in the cache: the stream, and what must be read from it. */
import type { Plan } from '../plan.js';

/**
 * `lines`: one session, again and again; `lines-fresh`: the same kind of session, never the same again, so that no branch
 * of a reader can be foreseen; `mixed`: the same with received data between; `payload` and `hostile`: received data;
 * `transcript`: sessions with every form there is.
 */
export const WORKLOADS = ['lines-fresh', 'mixed', 'lines', 'payload', 'hostile', 'transcript'] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

export interface Expected {
  readonly messages: number;
  /** Digests, by depth. */
  readonly digests: { readonly fields: number; readonly numbers: number; readonly types: number };
}

export interface WorkloadFile {
  readonly name: WorkloadName;
  /** The stream's file. */
  readonly stream: string;
  readonly bytes: number;
  readonly expected: Expected;
  /** Types that occur, for the legend. */
  readonly types: readonly string[];
  readonly plan: Plan;
}
