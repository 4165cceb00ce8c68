/** Late results: what became of a command after its OK. They are kept until somebody asks. */
import type { Answer } from '../runtime.js';
import type { WaitOptions } from './answered.js';
import { CommandError, SessionError } from './errors.js';
import type { AnyCommand, AnyMessage } from './grammar.js';
import { Deferred, Limit } from './limit.js';
import type { Request } from './turn.js';

/** More commands than this are not followed; the decoder follows no more either. */
const MOST = 16;

export interface Late<M> {
  readonly responses: readonly M[];
  readonly result: M;
}

/** What is still to come for one command. */
class Slot<M extends AnyMessage> {
  readonly responses: M[] = [];
  private readonly command: AnyCommand;
  private readonly over = new Deferred<M>();
  private result: M | undefined;

  constructor(command: AnyCommand) {
    this.command = command;
    // Nobody may ever ask how it went.
    this.over.promise.catch(() => undefined);
  }

  take(message: M, { success, more }: Answer): void {
    if (more || this.result) this.responses.push(message);
    else if (success) {
      this.result = message;
      this.over.resolve(message);
    } else this.reject(new CommandError(this.command, message, this.responses));
  }

  reject(reason: unknown): void {
    this.over.reject(reason);
  }

  /** The waiting can end before the late result has come; then it can be waited for again. */
  wait(options: WaitOptions, timeout: number): Promise<M> {
    const given = new Deferred<M>();
    const limit = new Limit(given.reject);
    const late = (): Error =>
      new SessionError('timeout', `${this.command.type}: no late result in ${timeout} ms`, this.command);
    limit.start(timeout, late);
    limit.watch(options);
    this.over.promise.then(given.resolve, given.reject);
    return given.promise.finally(() => limit.stop());
  }
}

export class LateResults<M extends AnyMessage> {
  private readonly slots = new Map<number, Slot<M>>();
  private readonly fence: () => Promise<unknown>;

  /** `fence`: resolves when all that the module had to say before has come. */
  constructor(fence: () => Promise<unknown>) {
    this.fence = fence;
  }

  /** The command at this offset has succeeded, and its late result is still to come. Returns what waits for it. */
  expect(offset: number, { command, answers }: Request<M>, patience: number): (o?: WaitOptions) => Promise<Late<M>> {
    const slot = new Slot<M>(command);
    this.slots.set(offset, slot);
    const [oldest] = this.slots.keys();
    if (this.slots.size > MOST && oldest !== undefined) this.slots.delete(oldest);
    return async (options = {}) => {
      const result = await slot.wait(options, options.timeout ?? answers.timeout ?? patience);
      // Rows follow a state, and nothing says how many: STATE: IP PROCESSING, then C: 0,0,"TCP",...
      if (result.kind === 'response') await this.fence();
      return { result, responses: [...slot.responses] };
    };
  }

  /** False if nobody knows of that command. */
  take(message: M, answer: Answer): boolean {
    const { offset, sent } = answer.command;
    const slot = sent ? this.slots.get(offset) : undefined;
    slot?.take(message, answer);
    if (slot && !answer.more && message.kind !== 'response') this.slots.delete(offset);
    return slot !== undefined;
  }

  reject(reason: unknown): void {
    for (const slot of this.slots.values()) slot.reject(reason);
    this.slots.clear();
  }
}
