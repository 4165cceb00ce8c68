/** What the page is given. It is read in a browser: nothing here is Node's. */

/** A bar in a lane, from one time to another; an event is a bar without length. */
export interface Bar {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly meaning: 'success' | 'failure' | 'ending' | 'open' | 'attempt' | 'calm';
  /** Shown when it is pointed at. */
  readonly text: string;
  /** Of a command: when the manual's time is over. */
  readonly limit?: number;
}

export interface TimelineData {
  readonly title: string;
  /** What x counts: seconds since the log begins, or bytes of its stream where it has no times. */
  readonly unit: 's' | 'bytes';
  /** The first time, as the log spells it. */
  readonly begin: string;
  /** What is to be said of time zones; undefined: nothing. */
  readonly zones?: string;
  readonly end: number;
  readonly lanes: readonly string[];
  readonly bars: readonly Bar[];
  /** Bars that are not in it, because there are too many. */
  readonly left: number;
  /** Times and values of the signal, 0 to 31. */
  readonly signal: readonly (readonly [number, number])[];
}
