/**
 * What level 1, the framing, asks of level 2, the dialogue. Level 1 asks nobody as long as nobody has said what the host
 * writes: then all it knows of the host is the last command line that has come back.
 */
import type { Answer, LineHead } from './answer.js';
import type { NextIndex, NextIndexOrLine } from './outcomes.js';

export type EchoSetting = 'on' | 'off' | 'unknown';

export interface Dialogue {
  /** How many bytes of the host may still come back. */
  readonly pending: number;
  /** The next line may be something the grammar's first rank knows nothing of: an echo, or a number of ATV0. */
  readonly isWatching: boolean;
  readonly numericResults: boolean;
  /** The result that is about to be reported was a number. */
  byNumber: boolean;
  /** The host has written this. True if there was a command line in it and none of it comes back. */
  sent(bytes: Uint8Array, offset: number): boolean;
  /**
   * Whether the line of this form at `p` is what the host waits for: some command in flight is answered with it or has its
   * name (`+HTTPREAD: 5`), or is none that the grammar knows. Always true before the host has sent a command line.
   */
  awaits(form: number, b: Uint8Array, p: number): boolean;
  /** Prompt data is being written, or has not come back: a line that looks like the module's may be a line of that. */
  readonly isSending: boolean;
  /** A command in flight prints rows: AT&V, AT+CLAC. */
  readonly printsRows: boolean;
  /** The same, or it is a test: its answer goes before what else the line looks like. */
  readonly isAskedForRows: boolean;
  /** Whether a command in flight asks about the name that the line at `p` begins with, and what: see Question. */
  questionAt(b: Uint8Array, p: number): number;
  /** Transparent mode can begin without a command: a connection may come in. */
  readonly incoming: boolean;
  /** What a form answers that is about to be reported; `head`: what its line begins with. */
  answerTo(form: number, head: LineHead): Answer | undefined;
  /** A form has come that ends commands, or all of them. */
  onResult(form: number, traits: number): void;
  /**
   * A line has come that begins with `AT`; `echo`: what the recogniser says of the command in it. False: after a prompt, it
   * may be a line of the prompt data.
   */
  onEchoLine(b: Uint8Array, from: number, end: number, echo: number, prompted: boolean): boolean;
  /** A prompt has come: the module waits for prompt data. */
  onPrompt(): void;
  /** Line ends have come that are nothing of what may come back. */
  onFrame(): void;
  /** Transparent mode has begun: what the host writes goes to a peer, and nothing it wrote before comes back. */
  onTransparent(): void;
  /** Reads what comes back of the host's bytes, if these are. */
  readEcho(b: Uint8Array, p: number): NextIndexOrLine;
  /** Reads on in prompt data that comes back. */
  readOn(b: Uint8Array, p: number): NextIndex;
  /** Whether `c`, at this index of the held line, is the byte that would come back there. */
  isExpected(index: number, c: number): boolean;
  /** Prompt data that comes back ends before the next byte. */
  endEcho(): void;
  /** The host knows that none of its commands is answered any more; late results may still come. */
  forgetCommands(): void;
  reset(): void;
  state(): DialogueState;
}

export interface DialogueState {
  /** Commands in flight, as the grammar calls them. */
  readonly inFlight: readonly string[];
  /** What the host writes next is taken for more of prompt data. */
  readonly inPromptData: boolean;
  readonly echo: EchoSetting;
  readonly numericResults: boolean;
  /** Bytes of the host that may still come back. */
  readonly echoPending: number;
}
