/** How the line is spoken, and what is kept beside it. */
export interface LineModes {
  /** ATE: the host's bytes are sent back. */
  echo: boolean;
  /** ATV0: results are numbers. */
  numeric: boolean;
  /** ATQ1: there are no results. */
  quiet: boolean;
  /** AT&D: what a DTR that goes off does: 0 nothing, 1 leaves the data, 2 ends the connection as well. */
  dtr: number;
  /** AT&C: when DCD is on: 0 always, 1 while there is a connection. */
  dcd: number;
  /** The S registers, by command: `ats0`. */
  readonly registers: Map<string, number>;
}
