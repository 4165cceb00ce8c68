/**
 * What level 1 knows of the host: the last command line that has come back, which is the only one in flight. Once the host says
 * what it writes, a dialogue (level 2) knows all of it, and is asked instead.
 */
import { AnswerBook } from '../commands/answer-book.js';
import { CommandLine } from '../commands/command-line.js';
import { InFlightFlags, isIn } from '../commands/in-flight-flags.js';
import { NO_QUESTION, Question, TEST } from '../commands/question.js';
import { ECHO_AFTER, isEcho } from '../commands/settings.js';
import type { Answer, LineHead } from '../contract/answer.js';
import { SLASH } from '../contract/bytes.js';
import type { Dialogue, DialogueState, EchoSetting } from '../contract/dialogue.js';
import { type CommandEntry, type Machine, RESTARTS } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { copy } from '../values/copy.js';
import { latin1Bytes } from '../values/latin1.js';
import type { ReadState } from './read-state.js';

const NONE: readonly CommandLine[] = [];

export class HostSide {
  readonly flags: InFlightFlags;
  /** Set by the first `sent()`, for good. */
  dialogue: Dialogue | undefined;
  echo: EchoSetting;
  numericResults: boolean;
  /**
   * Set by a prompt (`> `), cleared by the result of the command that asked for data, or by any result if none is known
   * to have asked: what the host writes now is prompt data.
   */
  inPromptData = false;
  /** Where `inPromptData`: Ctrl-Z ends the prompt data. */
  ctrlZ = true;
  /** Set by the first prompt, for good. */
  promptSeen = false;
  /** The last command that has had its final result code may have late results: CONNECT OK after the OK of AT+CIPSTART. */
  late: CommandLine | undefined;
  /** Only where somebody wants to know what a message answers. */
  readonly book: AnswerBook | undefined;
  /** What the last echo asks, `AT+CREG=?`; it counts until the command's result. Shown lines are those of one `readTokens`. */
  readonly question = new Question();
  /** The line that a prompt was for (`AT+CIPSEND`), until a result: all that matters of it is what ends it. */
  private promptedLine: CommandLine | undefined;
  /** Of one and of two lines: used again for every message. */
  private readonly one: CommandLine[] = [];
  private readonly two: CommandLine[] = [];
  private readonly machine: Machine;
  private readonly at: ReadState;
  private readonly options: Options;
  private readonly successForms: Uint16Array;
  /** The entry for commands that the grammar says nothing of. */
  private readonly unknown: CommandEntry | undefined;
  /** The grammar says which commands ask for prompt data. */
  private readonly knowsWhoAsks: boolean;
  /**
   * Fast path: index + 1 of the only command in flight, where nothing more has to be known of it than its success result;
   * 0: none. Set by its echo (`AT+CSQ\r`), cleared by its result.
   */
  private soleHead = 0;
  /** The same command as a line; made only where more has to be known of it. Stays when the command is over. */
  private line: CommandLine | undefined;
  /** Set by the echo of a command that is no `soleHead`, cleared by its result: `line` is in flight. */
  lineInFlight = false;

  constructor(machine: Machine, registers: Int32Array, at: ReadState, options: Options) {
    this.machine = machine;
    this.at = at;
    this.book = options.answers ? new AnswerBook(machine) : undefined;
    this.options = options;
    this.flags = new InFlightFlags(machine, registers);
    this.successForms = machine.successForms;
    this.unknown = machine.heads.find(({ text }) => text === 'AT')?.command;
    this.knowsWhoAsks = machine.heads.some(({ command }) => command?.promptData !== undefined);
    this.echo = initialEcho(options);
    this.numericResults = options.numericResults ?? false;
    if (options.inFlight !== undefined) this.beginWith(latin1Bytes(options.inFlight));
  }

  /** The next line may be something that the grammar's first rank knows nothing of. */
  get isWatching(): boolean {
    if (this.dialogue !== undefined) return this.dialogue.isWatching || this.dialogue.isAskedForRows;
    return this.numericResults || this.isAskedForRows;
  }

  /** See Dialogue. */
  get printsRows(): boolean {
    if (this.dialogue !== undefined) return this.dialogue.printsRows;
    return this.lineInFlight && this.line?.printsRows === true;
  }

  get isAskedForRows(): boolean {
    if (this.dialogue !== undefined) return this.dialogue.isAskedForRows;
    const isTest = this.question.kind === TEST && (this.soleHead > 0 || this.lineInFlight);
    return isTest || this.printsRows;
  }

  questionAt(b: Uint8Array, p: number): number {
    if (this.dialogue !== undefined) return this.dialogue.questionAt(b, p);
    const isInFlight = this.soleHead > 0 || this.lineInFlight;
    return isInFlight && this.question.isAnsweredAt(b, p) ? this.question.kind : NO_QUESTION;
  }

  /** How many bytes of the host may still come back. */
  get pending(): number {
    return this.dialogue === undefined ? 0 : this.dialogue.pending;
  }

  get readsNumbers(): boolean {
    return this.dialogue === undefined ? this.numericResults : this.dialogue.numericResults;
  }

  /** A line has come that begins with `AT`. See Dialogue. */
  onEchoLine(b: Uint8Array, from: number, end: number, echo: number, prompted: boolean): boolean {
    if (this.dialogue !== undefined) return this.dialogue.onEchoLine(b, from, end, echo, prompted);
    if (prompted) return false;
    this.question.show(b, from, end);
    if (echo > 0 && this.successForms[echo - 1] !== 0 && this.book === undefined) {
      this.soleHead = echo;
      this.lineInFlight = false;
      this.late = undefined;
      this.flags.lower();
      this.flags.setAny(true);
    } else this.beginLine(b, from, end, echo);
    return true;
  }

  /** What a form answers that is about to be reported; `head`: what its line begins with. */
  answerTo(form: number, head: LineHead): Answer | undefined {
    if (this.dialogue !== undefined) return this.dialogue.answerTo(form, head);
    return this.book?.answer(form, this.waiting(), undefined, head);
  }

  /** A form has come that ends commands, or all of them. */
  onResult(form: number, traits: number): void {
    if (this.dialogue !== undefined) this.dialogue.onResult(form, traits);
    else if ((traits & RESTARTS) !== 0) this.reset();
    else if (this.inPromptData || this.promptedLine || !this.endSole(form)) this.endLine(form);
  }

  /** A prompt has come. The command that asks for data is no longer looked at: what ends the prompt data may be bare text. */
  onPrompt(): void {
    if (this.dialogue !== undefined) {
      this.dialogue.onPrompt();
      return;
    }
    this.promptSeen = true;
    // An SMS has a prompt a line.
    if (this.inPromptData) return;
    const line = this.takeLine();
    if (line !== undefined && !this.mayAsk(line)) return;
    this.inPromptData = true;
    this.ctrlZ = line?.last?.command?.promptData?.ctrlZ ?? true;
    this.lineInFlight = false;
    this.promptedLine = line;
    this.line = undefined;
    this.show();
  }

  /** Transparent mode has begun. */
  onTransparent(): void {
    this.inPromptData = false;
    this.dialogue?.onTransparent();
  }

  reset(): void {
    if (this.dialogue !== undefined) {
      this.dialogue.reset();
      return;
    }
    this.inPromptData = this.lineInFlight = false;
    this.soleHead = 0;
    this.late = this.promptedLine = undefined;
    this.book?.forget();
    this.echo = initialEcho(this.options);
    this.numericResults = this.options.numericResults ?? false;
    this.show();
  }

  state(): DialogueState {
    if (this.dialogue !== undefined) return this.dialogue.state();
    const line = this.takeLine();
    const { inPromptData, echo, numericResults } = this;
    const inFlight = line === undefined ? [] : [line.last?.text ?? 'AT'];
    return { inFlight, inPromptData, echo, numericResults, echoPending: 0 };
  }

  /** What comes may answer these. */
  private waiting(): readonly CommandLine[] {
    const { one, two, promptedLine } = this;
    const line = this.takeLine();
    if (promptedLine === undefined) {
      if (line === undefined) return NONE;
      one[0] = line;
      return one;
    }
    if (line === undefined) {
      one[0] = promptedLine;
      return one;
    }
    two[0] = line;
    two[1] = promptedLine;
    return two;
  }

  /** As text: see `Tokenizer.snapshot`. Undefined where the host has said what it writes. */
  snapshot(): unknown {
    if (this.dialogue !== undefined) return undefined;
    const line = this.takeLine();
    const lines = [line, this.late, this.promptedLine].map((one) => one?.snapshot() ?? null);
    return [this.inPromptData, lines, line === undefined ? null : this.question.snapshot(), this.book?.snapshot()];
  }

  /** The command in flight as a line, for those to whom its success result does not say enough; undefined: none is. */
  takeLine(): CommandLine | undefined {
    if (this.soleHead > 0) {
      const head = this.machine.heads[this.soleHead - 1];
      this.line ??= new CommandLine(this.machine);
      if (head) this.line.take(head);
      this.soleHead = 0;
      this.lineInFlight = true;
    }
    return this.lineInFlight ? this.line : undefined;
  }

  private beginLine(b: Uint8Array, from: number, end: number, echo: number): void {
    // Never the one whose late results are awaited: where no command can be read in these bytes, that stays.
    if (this.line === undefined || this.line === this.late) this.line = new CommandLine(this.machine);
    const head = echo > 0 ? this.machine.heads[echo - 1] : undefined;
    if (head) this.line.take(head);
    else if (b[end - 1] === SLASH) this.line.takeUnknown();
    else if (!this.line.read(b, from, end)) return;
    if (this.book) this.line.source = { bytes: copy(b, from, end), sent: false, offset: this.at.base + from };
    this.soleHead = 0;
    this.lineInFlight = true;
    this.late = undefined;
    this.show();
  }

  /** A command line of before this stream. */
  private beginWith(bytes: Uint8Array): void {
    this.question.take(bytes, 0, bytes.length);
    this.beginLine(bytes, 0, bytes.length, 0);
  }

  /** Handles a result on the fast path; false when a line is in flight, which has to be looked at. */
  private endSole(form: number): boolean {
    const { soleHead } = this;
    if (soleHead === 0) return !this.lineInFlight;
    const { heads } = this.machine;
    if (this.successForms[soleHead - 1] === form + 1 || isIn(heads[soleHead - 1]?.command?.results, form)) {
      this.soleHead = 0;
      this.flags.setAny(false);
    }
    return true;
  }

  private endLine(form: number): void {
    const line = this.takeLine();
    const command = line?.last?.command;
    if (line && isIn(command?.results, form)) {
      this.late = command && command.lateResults.length > 0 ? line : undefined;
      this.lineInFlight = this.inPromptData = false;
      this.promptedLine = undefined;
      this.show();
      if (command?.results[0] === form) this.applySettings(line);
    } else if (isIn(this.promptedLine?.last?.command?.results, form) || (!line && isIn(this.unknown?.results, form))) {
      this.inPromptData = false;
      this.promptedLine = undefined;
    }
  }

  /** Settings take effect with the success result. Those of ATV0 only where the host has said that it wrote it. */
  private applySettings({ settings }: CommandLine): void {
    if ((this.options.echo ?? 'auto') !== 'auto') return;
    for (const setting of settings) {
      if (isEcho(setting)) this.echo = ECHO_AFTER[setting];
    }
  }

  private mayAsk({ last }: CommandLine): boolean {
    const command = last?.command;
    return !this.knowsWhoAsks || command?.promptData !== undefined || command === this.unknown;
  }

  private show(): void {
    const { flags } = this;
    flags.lower();
    if (this.late) flags.raise(this.late);
    if (this.lineInFlight && this.line) flags.raise(this.line);
    flags.setAny(this.lineInFlight || this.soleHead > 0);
  }
}

export function initialEcho({ echo = 'auto' }: Options): EchoSetting {
  if (echo === 'auto') return 'unknown';
  return echo ? 'on' : 'off';
}
