/** A workload as it lies in the cache: the stream, and what must be read from it. */
import type { Plan } from '../plan.js';

export type WorkloadName = 'lines' | 'payload' | 'hostile' | 'transcript';
export const WORKLOADS: readonly WorkloadName[] = ['lines', 'payload', 'hostile', 'transcript'];

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
