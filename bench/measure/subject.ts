/** What a subject is: one adapter a file in subjects/, each bundled and run in a process of its own. */
import type { Sink } from '../measure/sink.js';
import { WORKLOADS, type WorkloadFile, type WorkloadName } from '../workload/file.js';

/**
 * What a subject claims to get right, and is held to before it is timed: every field of every message, the numbers
 * among them, the types, the number of messages, or nothing.
 */
export type Claim = 'fields' | 'numbers' | 'types' | 'count' | 'nothing';

/** One reading of a stream: chunk after chunk, then the end. Streams of Node answer the end with a promise. */
export interface Reading {
  write(chunk: Buffer): void;
  end(): void | Promise<void>;
}

export interface Subject {
  readonly name: string;
  /** What it is, for the table's legend. */
  readonly about: string;
  readonly claim: Claim;
  /** Workloads it can be asked to read at all. */
  readonly workloads: readonly WorkloadName[];
  /** Builds what it needs into a directory; tells why if it cannot. */
  prepare?(directory: string): Promise<string | undefined>;
  open(sink: Sink, workload: WorkloadFile): Reading;
}

export const ALL_WORKLOADS: readonly WorkloadName[] = WORKLOADS;
