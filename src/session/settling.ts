/**
 * After a command that nobody waits for any longer (a time-out, an abort) its answer may still come, and must not be taken
 * for the answer to the next one. The module answers one line after the other. So before anything else is written it is asked
 * something that it answers at once and in a way of its own (AT+IPR?): once that answer has come, whatever was written before
 * is over. If it does not come in time, something else is asked, so that the answers can be told apart.
 */
import type { Answer } from '../runtime.js';
import { SessionError } from './errors.js';
import type { AnyMessage } from './grammar.js';
import type { Line } from './line.js';
import { type Outcome, type Request, Turn } from './turn.js';

/** Where probes of one kind begin that have not been answered. */
type Unanswered = Set<number>;

export class Settling<M extends AnyMessage> {
  private readonly probes: readonly Request<M>[];
  private readonly unanswered: readonly Unanswered[];
  private next = 0;
  private current: Turn<M> | undefined;
  /** A probe of the same kind as the current one was answered: either that, or an older one that had been lost. */
  private answeredAlike = false;

  constructor(probes: readonly Request<M>[]) {
    this.probes = probes;
    this.unanswered = probes.map(() => new Set());
  }

  get active(): boolean {
    return this.current !== undefined;
  }

  /** Asks until there is an answer; `onOver` with an error: there was none to any of the probes. */
  run(line: Line, onOver: (error: unknown) => void, left = this.probes.length): void {
    const kind = this.next % this.probes.length;
    const request = this.probes[kind];
    const unanswered = this.unanswered[kind];
    if (!request || !unanswered || left === 0) {
      onOver(new SessionError('unresponsive', 'the module answers nothing since a command was given up'));
      return;
    }
    this.next++;
    this.answeredAlike = false;
    this.current = new Turn(request, (turn, outcome) => {
      this.current = undefined;
      if (this.isSettledBy(turn, outcome)) {
        this.stop();
        line.forgetCommands();
        onOver(undefined);
      } else this.run(line, onOver, left - 1);
    });
    unanswered.add(line.offset);
    this.current.write(line);
  }

  /** True if it is the answer to a probe. */
  take(message: M, answer: Answer, line: Line): boolean {
    const { current } = this;
    if (current?.isAnsweredBy(answer)) {
      current.take(message, answer, line);
      return true;
    }
    const kind = this.unanswered.findIndex((set) => set.has(answer.command.offset));
    if (kind < 0 || !answer.command.sent) return false;
    if (answer.role === 'result') {
      this.unanswered[kind]?.delete(answer.command.offset);
      this.answeredAlike ||= current?.request === this.probes[kind];
    }
    return true;
  }

  /** There is nothing left to find out. */
  stop(): void {
    this.current?.cancel();
    this.current = undefined;
    for (const set of this.unanswered) set.clear();
  }

  /** A result without the information that was asked for may be that of the command before. */
  private isSettledBy({ responses }: Turn<M>, outcome: Outcome<M>): boolean {
    return 'result' in outcome ? responses.length > 0 : this.answeredAlike;
  }
}
