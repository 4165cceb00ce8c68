/** Where something was, and when, if the log tells. */
export interface Place {
  readonly offset: number;
  /** Of the log, from 1, where it has lines. */
  readonly line?: number;
  readonly at?: string;
}
