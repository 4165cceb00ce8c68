/** Where something was, and when, if the log tells. */
export interface Place {
  readonly offset: number;
  readonly at?: string;
}
