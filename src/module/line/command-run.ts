import { answersTo, type ParsedCommand } from '../../index.js';
import type { Cancel } from '../clock/clock.js';
import { ERROR, OK, type Outgoing } from '../outgoing.js';
import type { Asked, Exchange, Given } from './exchange.js';
import { equipmentError, messageError } from './results.js';

/** What a command line needs of the module that carries it out. */
export interface Executor {
  /** How long the module takes to begin to answer. */
  latency(command: ParsedCommand): number;
  perform(command: ParsedCommand, exchange: Exchange): void;
  after(milliseconds: number, step: () => void): Cancel;
  /** What AT+CMEE says. */
  errorMode(): number;
  say(message: Outgoing, answers: readonly ParsedCommand[], rest?: Uint8Array): void;
  /** Bytes of an answer that are no message. */
  answerData(bytes: Uint8Array): void;
  ask(asked: Asked, answers: readonly ParsedCommand[], take: (given: Given) => void): void;
  /** The line has had its result: another may begin. */
  done(): void;
}

/**
 * Carries out the commands of a line one after the other; the first that fails ends the line, and the last one has the
 * result (V.250 section 5.2.4, AT manual 1.4.4).
 */
export class CommandRun implements Exchange {
  private readonly commands: readonly ParsedCommand[];
  private readonly executor: Executor;
  private next = 0;
  private over = false;
  private following: Outgoing[] = [];
  private begin: (() => void) | undefined;

  constructor(commands: readonly ParsedCommand[], executor: Executor) {
    this.commands = commands;
    this.executor = executor;
  }

  start() {
    const command = this.commands[this.next++];
    if (command === undefined) return this.finish(OK);
    this.executor.after(this.executor.latency(command), () => this.executor.perform(command, this));
  }

  /** The module has started anew: what still comes of it comes to nothing. */
  abandon(): void {
    this.over = true;
  }

  respond(message: Outgoing, rest?: Uint8Array): void {
    if (!this.over) this.executor.say(message, this.commands, rest);
  }

  data(bytes: Uint8Array): void {
    if (!this.over) this.executor.answerData(bytes);
  }

  end(result: Outgoing = OK): void {
    if (this.over) return;
    if (this.isLast) this.finish(result);
    else this.go(result);
  }

  endSilently(): void {
    if (this.over) return;
    this.over = true;
    this.executor.done();
  }

  refuse(code: number): void {
    this.fail(equipmentError(code, this.executor.errorMode()));
  }

  refuseMessage(code: number): void {
    this.fail(messageError(code, this.executor.errorMode()));
  }

  late(message: Outgoing): void {
    this.following.push(message);
  }

  after(milliseconds: number, step: () => void): void {
    this.executor.after(milliseconds, step);
  }

  ask(asked: Asked, take: (given: Given) => void): void {
    this.executor.ask(asked, this.commands, take);
  }

  beginData(begin: () => void): void {
    this.begin = begin;
  }

  private get isLast(): boolean {
    return this.next >= this.commands.length;
  }

  /** The result of a command that is not the last: only one that holds information is seen, as +CIFSR's address. */
  private go(result: Outgoing) {
    const command = this.commands[this.next - 1];
    const [success] = command === undefined ? [] : answersTo(command).results;
    if (result.type !== success) return this.fail(result);
    if (answersTo(this.commands).answers.has(result.type)) this.executor.say(result, this.commands);
    this.start();
  }

  /** Every line can end in ERROR, if not in the very error of a command that is not its last. */
  private fail(result: Outgoing): void {
    if (this.over) return;
    const { results } = answersTo(this.commands);
    this.finish(results.has(result.type) ? result : ERROR);
  }

  private finish(result: Outgoing): void {
    this.over = true;
    this.executor.say(result, this.commands);
    this.begin?.();
    for (const message of this.following) this.executor.say(message, this.commands);
    this.executor.done();
  }
}
