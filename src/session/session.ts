/** A conversation with the module, without any input or output of its own: it takes what the port reads, and writes. */
import { type Answer, isBytes, type MessageRoles, nameOf, notBytes, type Options, rolesOf } from '../runtime.js';
import type { DecoderLike } from '../streams/decoder-like.js';
import type { AnsweredBy, Exchange, WaitOptions } from './answered.js';
import { Commands } from './commands.js';
import { SessionError } from './errors.js';
import { Events, type EventsOptions } from './events.js';
import type { AnyCommand, AnyMessage, OnSessionMessage, SessionGrammar } from './grammar.js';
import { type Late, LateResults } from './late.js';
import { Line, type WriteBytes } from './line.js';
import { type CommandOptions, requestOf } from './request.js';
import { TransparentLink, type TransparentStreams } from './transparent.js';
import type { Request, Turn } from './turn.js';

/** The decoder's own options, but for those that a session needs for itself. */
export interface SessionOptions<M> extends Omit<Options, 'answers' | 'inFlight' | 'resync'> {
  /** How long a command may take of which the manual does not say it, in milliseconds. Default 10,000. */
  readonly timeout?: number;
  /** How long the module may take to answer the question that follows a command given up. Default 1000. */
  readonly probeTimeout?: number;
  /** Hears of every message, answers and echo included: for a log. */
  readonly onMessage?: OnSessionMessage<M>;
}

interface AnyExchange<M> {
  readonly responses: readonly M[];
  readonly others: readonly M[];
  readonly result: M;
  readonly late: ((options?: WaitOptions) => Promise<Late<M>>) | undefined;
}

/** What comes by itself: no echo, and no data of transparent mode. */
export type EventOf<M extends AnyMessage> = Exclude<M, { readonly kind: 'echo' | 'data' | 'prompt' }>;

/** `M`: the messages of the grammar, `C`: its commands, `A`: what answers these (`CommandAnswers`). */
export class Session<M extends AnyMessage, C extends AnyCommand, A> {
  private readonly grammar: SessionGrammar<M, C>;
  private readonly roles: MessageRoles;
  private readonly decoder: DecoderLike;
  private readonly line: Line;
  private readonly commands: Commands<M>;
  private readonly late: LateResults<M>;
  private readonly heard = new Events<M>();
  private readonly onMessage: OnSessionMessage<M> | undefined;
  private readonly timeout: number;
  private link: TransparentLink | undefined;
  private reading = false;
  private unread: Uint8Array[] = [];
  private over: SessionError | undefined;

  constructor(grammar: SessionGrammar<M, C>, write: WriteBytes, options: SessionOptions<M> = {}) {
    if (typeof write !== 'function')
      throw new TypeError(
        `write is a function of the bytes to be written, not ${nameOf(write)}: of a port, openSession(port)`,
      );
    const { onMessage, timeout = 10_000, probeTimeout = 1000, ...decoding } = options;
    this.grammar = grammar;
    this.onMessage = onMessage;
    this.timeout = timeout;
    this.roles = rolesOf(grammar.machine);
    const hear = (message: M, _start: number, _end: number, answer?: Answer): void => this.hear(message, answer);
    this.decoder = new grammar.Decoder(hear, { ...decoding, answers: true });
    this.line = new Line(this.decoder, write, (cause) => this.end(cause));
    const probes = grammar.probes.map((command) => requestOf(grammar, command, {}, probeTimeout));
    this.commands = new Commands<M>(this.line, probes, () => this.reading || this.link !== undefined);
    this.late = new LateResults<M>(async () => {
      const [probe] = probes;
      if (probe) await this.submit(probe);
    });
  }

  /**
   * What the port has read. Returns a promise where the reader of transparent data is slower than the port: it resolves when
   * there is room again.
   */
  receive(chunk: Uint8Array): Promise<void> | undefined {
    if (!isBytes(chunk)) throw notBytes(chunk, 'a chunk', 'was an encoding set on the source?');
    if (this.over) return undefined;
    if (this.reading) {
      // From inside of write(), as a simulated module may do: the bytes before these are still being read.
      this.unread.push(chunk.slice());
      return undefined;
    }
    for (let next: Uint8Array | undefined = chunk; next && !this.over; next = this.unread.shift()) this.read(next);
    // What has been read is older than whatever is written next.
    this.commands.proceed();
    return this.link?.pressure;
  }

  /** The port is closed, or has failed (`cause`): whatever waits is rejected. */
  end(cause?: unknown): void {
    if (this.over) return;
    const failed = cause instanceof Error ? `: ${cause.message}` : '';
    const error = new SessionError('closed', `the port is closed${failed}`, undefined, { cause });
    this.over = error;
    this.commands.reject(error);
    this.late.reject(error);
    this.link?.fail(error);
    this.heard.end(error);
  }

  /**
   * Writes a command when those before it are over, then its data when the module asks for them. Resolves with its answers
   * once it has succeeded; rejects with CommandError if the module says that it failed, with SessionError if it does not answer
   * in time or begins anew, with EncodeError if it cannot be written, with the signal's reason if that is aborted.
   * @param options The data, or options that hold them.
   */
  async command<const K extends C>(
    command: K,
    options: Uint8Array | CommandOptions = {},
  ): Promise<Exchange<M, AnsweredBy<A, K, M>>> {
    const given = isBytes(options) ? { data: options } : options;
    const exchange = await this.submit(requestOf(this.grammar, command, given, this.timeout));
    // Which types these are, the table says that the type was made of.
    return exchange as Exchange<M, AnsweredBy<A, K, M>>;
  }

  /** The same where one message of information is all that matters: returns it. */
  async ask<const K extends C>(
    command: K,
    options: CommandOptions = {},
  ): Promise<Exchange<M, AnsweredBy<A, K, M>>['responses'][number]> {
    const { responses } = await this.command(command, options);
    const [first] = responses;
    if (first === undefined) throw new SessionError('no-answer', `${command.type}: OK, but no information`, command);
    return first;
  }

  /** Calls back for every event of a type, until the function is called that this returns. */
  on<T extends EventOf<M>['type']>(type: T, listener: (event: Extract<M, { readonly type: T }>) => void): () => void {
    return this.heard.on(type, (message) => listener(message as Extract<M, { readonly type: T }>));
  }

  /** The next event of a type. */
  async next<T extends EventOf<M>['type']>(
    type: T,
    options: WaitOptions = {},
  ): Promise<Extract<M, { readonly type: T }>> {
    if (this.over) throw this.over;
    return (await this.heard.next(type, options)) as Extract<M, { readonly type: T }>;
  }

  /** All events from now on, for `for await`. */
  events(options: EventsOptions = {}): AsyncIterableIterator<EventOf<M>> {
    return this.heard.iterate(options) as AsyncIterableIterator<EventOf<M>>;
  }

  /** The line as a pair of streams. Throws SessionError (`transparent`) if it takes commands. */
  transparent(): TransparentStreams {
    if (!this.link) throw new SessionError('transparent', 'the line takes commands: it is not transparent');
    return this.link;
  }

  private read(chunk: Uint8Array): void {
    this.reading = true;
    try {
      this.decoder.write(chunk);
    } finally {
      this.reading = false;
    }
  }

  private submit(request: Request<M>): Promise<AnyExchange<M>> {
    if (this.over) return Promise.reject(this.over);
    const { command } = request;
    if (this.link)
      return Promise.reject(new SessionError('transparent', 'the line carries data and takes no commands', command));
    return new Promise((resolve, reject) => {
      this.commands.add(request, (turn, outcome) => {
        if ('error' in outcome) reject(outcome.error);
        else resolve(this.exchange(turn, outcome.result, outcome.more));
      });
    });
  }

  /** Its late result can be in the same chunk, so it is expected from here on. */
  private exchange({ request, offset, responses, others }: Turn<M>, result: M, more: boolean): AnyExchange<M> {
    const late = more ? this.late.expect(offset, request, this.timeout) : undefined;
    return { responses, others, result, late };
  }

  private hear(message: M, answer: Answer | undefined): void {
    this.onMessage?.(message, answer);
    if (message.kind === 'data') this.link?.take((message as M & { readonly bytes: Uint8Array }).bytes);
    else if (message.kind !== 'echo') this.sort(message, answer);
  }

  /** An answer goes to its command, and everything else is an event. */
  private sort(message: M, answer: Answer | undefined): void {
    const hasLeft = this.followMode(message);
    const taken = answer !== undefined && this.isTaken(message, answer);
    if (this.roles.restarts.has(message.type)) this.restart(message);
    const isStray = message.kind === 'prompt' || (message.kind === 'response' && this.commands.isSettling);
    if (!taken && !hasLeft && !isStray) this.heard.emit(message);
  }

  private isTaken(message: M, answer: Answer): boolean {
    return answer.role === 'late-result' ? this.late.take(message, answer) : this.commands.take(message, answer);
  }

  /** True for the OK that says that transparent mode was left as the host has asked. */
  private followMode(message: M): boolean {
    const { beginsTransparent, leavesTransparent } = this.roles;
    if (!this.link && !beginsTransparent.has(message.type)) return false;
    const isTransparent = this.decoder.state().mode === 'transparent';
    if (!this.link && isTransparent) this.link = this.newLink();
    if (!this.link || isTransparent) return false;
    const isAsked = leavesTransparent.has(message.type);
    this.link.end(isAsked);
    return isAsked;
  }

  private newLink(): TransparentLink {
    const leaving = this.grammar.encodeCommand(this.grammar.escape);
    return new TransparentLink(this.line, this.decoder, leaving, (isCertain) => {
      this.link = undefined;
      // The module may or may not have seen the `+++`.
      if (!isCertain) this.commands.distrust();
      if (!this.reading) this.commands.proceed();
    });
  }

  private restart(message: M): void {
    const error = new SessionError('restart', `the module has begun anew: ${message.type}`);
    this.commands.reject(error);
    this.late.reject(error);
  }
}
