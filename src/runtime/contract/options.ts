import type { Diagnostic } from './diagnostic.js';

/** How to read a stream; every option may be left out. */
export interface Options {
  /** Whether the module sends back what the host writes. `'auto'` (the default) follows ATE0 and ATE1 seen in `sent()`. */
  readonly echo?: 'auto' | boolean;
  /**
   * What ends transparent mode: `'line'` (the default): also a line the module writes when the link drops, which a peer
   * can forge; `'host'`: only `leaveTransparent()`.
   */
  readonly transparentEnd?: 'line' | 'host';
  /** ATV0: result codes are numbers ended by CR. Default false; ATV0 and ATV1 in `sent()` set it. */
  readonly numericResults?: boolean;
  /** Drop XON (11h) and XOFF (13h). Default false. */
  readonly flowControl?: boolean;
  /** A command line taken to be in flight at the start, for an excerpt of a log: `AT+CIPRXGET?`. */
  readonly inFlight?: string;
  /**
   * For logs read offline. A payload that swallowed whole lines and the result they lead to is cut off before them;
   * what follows a payload is waited for before it is reported. Default false: a peer could forge such lines.
   */
  readonly resync?: boolean;
  /**
   * Say of each message which command line it answers: the fourth argument of a Decoder's callback, `answer` of a
   * Tokenizer. Default false: it costs time. `'in-turn'`: the host writes a command line only when it does not wait for
   * another any more, as a person or a driver of one command at a time does; what it writes in one call of `sent()` is
   * answered in order all the same. So a line whose OK was lost does not take the result of the next one.
   */
  readonly answers?: boolean | 'in-turn';
  /**
   * Once the host has said what it writes: a line that announces a payload (`+HTTPREAD: 1000`) and that no command in flight
   * is answered with. `'read'` (the default): its payload is read all the same, with a remark; `'refuse'`: it is
   * `unrecognized`, and the bytes after it are lines. Which is worse for whom is in docs/forgery.md.
   */
  readonly unrequestedPayload?: 'read' | 'refuse';
  /** Remarks on what was damaged or given up. */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
}
