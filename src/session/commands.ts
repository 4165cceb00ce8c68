/** Commands one after the other: each is written when the one before is over. */
import type { Answer } from '../runtime.js';
import type { AnyMessage } from './grammar.js';
import type { Line } from './line.js';
import { Settling } from './settling.js';
import { type Outcome, type Request, Turn } from './turn.js';

/** ESC: takes back the prompt data that the module asks for (AT manual 4.2.5, AT+CMGS). */
const ESC = Uint8Array.of(0x1b);

/** No command line begins there. */
const NOWHERE = -1;

export type OnOver<M extends AnyMessage> = (turn: Turn<M>, outcome: Outcome<M>) => void;

export class Commands<M extends AnyMessage> {
  private readonly line: Line;
  private readonly settling: Settling<M>;
  private readonly waiting: Turn<M>[] = [];
  private current: Turn<M> | undefined;
  /** Commands that were given up and not yet answered, by where they begin. */
  private readonly givenUp = new Set<number>();
  private writing = false;
  /** Nothing is written meanwhile: the line carries data, or a chunk is being read. */
  private readonly isBusy: () => boolean;

  constructor(line: Line, probes: readonly Request<M>[], isBusy: () => boolean) {
    this.line = line;
    this.settling = new Settling(probes);
    this.isBusy = isBusy;
  }

  add(request: Request<M>, onOver: OnOver<M>): void {
    const turn = new Turn(request, (over, outcome) => {
      this.leave(over, outcome);
      onOver(over, outcome);
    });
    this.waiting.push(turn);
    turn.begin(request);
    this.proceed();
  }

  /** Writes what is next, as long as nothing is waited for. A module that answers from inside of write() is waited for no more. */
  proceed(): void {
    if (this.writing) return;
    this.writing = true;
    try {
      for (let next = this.next(); next; next = this.next()) next();
    } finally {
      this.writing = false;
    }
  }

  private next(): (() => void) | undefined {
    const [first] = this.waiting;
    if (!first || this.current || this.settling.active || this.isBusy()) return undefined;
    if (this.givenUp.size > 0) return () => this.settling.run(this.line, (error) => this.onSettled(error));
    this.waiting.shift();
    this.current = first;
    return () => first.write(this.line);
  }

  /** False if it answers none of these commands. */
  take(message: M, answer: Answer): boolean {
    if (this.current?.isAnsweredBy(answer)) {
      this.current.take(message, answer, this.line);
      return true;
    }
    const { offset, sent } = answer.command;
    if (!sent || !this.givenUp.has(offset)) return this.settling.take(message, answer, this.line);
    if (answer.role === 'prompt') this.line.write(ESC);
    if (answer.role === 'result') this.givenUp.delete(offset);
    return true;
  }

  /** What was written last may have been read as something else. */
  distrust(): void {
    this.givenUp.add(NOWHERE);
  }

  /** Information that answers nothing while it is found out what the module does: of a command that was given up. */
  get isSettling(): boolean {
    return this.settling.active;
  }

  /** None of them is answered any more. */
  reject(error: unknown): void {
    this.settling.stop();
    for (const turn of [...(this.current ? [this.current] : []), ...this.waiting.splice(0)]) turn.fail(error);
    this.givenUp.clear();
  }

  private onSettled(error: unknown): void {
    if (error === undefined) this.givenUp.clear();
    // All that wait: were each to find out for itself, events that are answered with commands could make them more than are ended.
    else for (const turn of this.waiting.splice(0)) turn.fail(error);
    this.proceed();
  }

  private leave(turn: Turn<M>, outcome: Outcome<M>): void {
    if (turn === this.current) this.current = undefined;
    const at = this.waiting.indexOf(turn);
    if (at >= 0) this.waiting.splice(at, 1);
    if ('error' in outcome && outcome.open) this.givenUp.add(turn.offset);
    // A signal that ends several commands has ended all of them by then.
    queueMicrotask(() => this.proceed());
  }
}
