/** A command from the moment it is asked for until it is over. */
import type { Answer, Answers } from '../runtime.js';
import type { WaitOptions } from './answered.js';
import { CommandError, SessionError } from './errors.js';
import type { AnyCommand, AnyMessage } from './grammar.js';
import { Limit } from './limit.js';
import type { Line } from './line.js';

/** What is to be written, and what answers it. */
export interface Request<M extends AnyMessage> {
  readonly command: AnyCommand;
  readonly bytes: Uint8Array;
  /** Written once the prompt has come. */
  readonly data: Uint8Array | undefined;
  readonly answers: Answers<M['type']>;
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** What has answered it by now. */
export interface Answered<M> {
  readonly responses: M[];
  readonly others: M[];
}

/** How it went; `more`: a late result is still to come. */
export type Outcome<M> =
  | { readonly result: M; readonly more: boolean }
  /** `open`: the module has it, and may still answer. */
  | { readonly error: unknown; readonly open: boolean };

export class Turn<M extends AnyMessage> implements Answered<M> {
  readonly request: Request<M>;
  readonly responses: M[] = [];
  readonly others: M[] = [];
  /** Where its line begins among the bytes that were written; -1 before that. */
  offset = -1;
  private isOver = false;
  private prompted = false;
  private readonly limit: Limit;
  private readonly onOver: (turn: Turn<M>, outcome: Outcome<M>) => void;

  constructor(request: Request<M>, onOver: (turn: Turn<M>, outcome: Outcome<M>) => void) {
    this.request = request;
    this.onOver = onOver;
    this.limit = new Limit((reason) => this.fail(reason));
  }

  /** It waits for its turn, and can be aborted from now on. */
  begin(options: WaitOptions): void {
    this.limit.watch(options);
  }

  write(line: Line): void {
    const { bytes, timeout, command } = this.request;
    this.limit.start(
      timeout,
      () => new SessionError('timeout', `${command.type}: no answer in ${timeout} ms`, command),
    );
    // The answer can be there before write() returns.
    this.offset = line.offset;
    line.write(bytes);
  }

  isAnsweredBy({ command }: Answer): boolean {
    return this.offset >= 0 && command.sent && command.offset === this.offset;
  }

  take(message: M, { role, success, more }: Answer, line: Line): void {
    if (role === 'prompt') this.hand(line);
    else if (role !== 'result') this.keep(message);
    else if (success) this.end({ result: message, more: more ?? false });
    else this.end({ error: new CommandError(this.request.command, message, this.responses), open: false });
  }

  fail(error: unknown): void {
    this.end({ error, open: this.offset >= 0 });
  }

  /** Nobody wants to know any longer how it goes. */
  cancel(): void {
    this.isOver = true;
    this.limit.stop();
  }

  private keep(message: M): void {
    const known: ReadonlySet<string> = this.request.answers.answers;
    (known.has(message.type) ? this.responses : this.others).push(message);
  }

  /** An SMS has a prompt a line: only the first asks for the data. */
  private hand(line: Line): void {
    const { data } = this.request;
    if (data && !this.prompted) line.write(data);
    this.prompted = true;
  }

  private end(outcome: Outcome<M>): void {
    if (this.isOver) return;
    this.isOver = true;
    this.limit.stop();
    this.onOver(this, outcome);
  }
}
