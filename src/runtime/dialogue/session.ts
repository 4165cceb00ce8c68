/** Level 2: the host's side, as far as it has said what it writes: commands in flight, and bytes that may come back. */
import type { AnswerBook } from '../commands/answer-book.js';
import { LONGEST_COMMAND } from '../commands/command-line.js';
import { parameter } from '../commands/parameter.js';
import { ECHO_AFTER, type EchoChange, isEcho, isNumeric } from '../commands/settings.js';
import type { Answer, LineHead } from '../contract/answer.js';
import type { Dialogue, DialogueState, EchoSetting } from '../contract/dialogue.js';
import { RESTARTS } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import type { NextIndex, NextIndexOrLine } from '../contract/outcomes.js';
import { type HostSide, initialEcho } from '../tokenizer/host-side.js';
import { copy } from '../values/copy.js';
import { BEGINS, ECHO_LIMIT, EchoLog } from './echo-log.js';
import { EchoMatcher, type EchoParts, type EchoProgress } from './echo-matcher.js';
import { InFlight, type Waiting } from './in-flight.js';
import { PromptDataEnds } from './prompt-data.js';
import { ENDS, SentReader } from './sent-reader.js';

export class Session implements Dialogue, EchoProgress {
  readonly log = new EchoLog();
  private readonly reader = new SentReader();
  private readonly matcher: EchoMatcher;
  private readonly inFlight: InFlight;
  private readonly data: PromptDataEnds;
  private readonly options: Options;
  private readonly book: AnswerBook | undefined;
  private readonly parts: EchoParts;
  private echo: EchoSetting;
  /** Set by the first command line in `sent()`, for good: an echo says nothing new. */
  private commandWasSent = false;
  /** The prompt has come for the prompt data that is being written; cleared when its command is over. */
  private prompted = false;
  /** Position where the command line begins that is being written. */
  private lineFrom = 0;
  /** Position where the bytes of the last `sent()` begin. */
  private writeFrom = 0;
  /** Position after the line of the command that asks for prompt data. */
  private dataAfter = 0;
  numericResults: boolean;
  byNumber = false;
  promptedSince: boolean;
  begun = false;
  /** The last command line, for A/. */
  private readonly last = new Uint8Array(LONGEST_COMMAND);
  private lastLength = 0;
  /** Set by ATQ1 when it is written, cleared by ATQ0, AT&F, ATZ and a restart: commands get no result. */
  private quiet = false;
  /** Set by the success of AT+CIPSERVER=1 (`incoming-on`), cleared by that of AT+CIPSERVER=0 and by a restart. */
  incoming = false;

  /** `host`: what is known until now. */
  constructor(parts: EchoParts, host: HostSide, options: Options) {
    const { machine } = parts;
    this.matcher = new EchoMatcher(parts, this);
    this.inFlight = new InFlight(machine, host.flags);
    this.data = new PromptDataEnds(machine);
    this.options = options;
    this.book = host.book;
    this.parts = parts;
    this.echo = host.echo;
    this.numericResults = host.numericResults;
    this.promptedSince = host.promptSeen;
    this.inFlight.beginWith(host.takeLine(), host.question, host.late);
    if (host.inPromptData) this.expectPromptData(0, host.ctrlZ, true, 0);
  }

  get pending(): number {
    return this.echo === 'off' ? 0 : this.log.size;
  }

  get isSending(): boolean {
    return this.reader.open || (this.echo !== 'off' && this.log.data);
  }

  get isWatching(): boolean {
    return (this.log.size > 0 && this.echo !== 'off') || this.numericResults;
  }

  sent(bytes: Uint8Array, offset: number): boolean {
    const { log } = this;
    const { givenUp } = log;
    this.writeFrom = log.total;
    let commands = 0;
    for (let i = 0; i < bytes.length; i++) {
      const c = bytes[i] as number;
      const what = this.reader.next(c);
      log.push(c, what);
      this.follow(what, log.total - 1);
      commands += what & ENDS;
    }
    if (this.echo === 'off') return commands > 0;
    if (log.givenUp && !givenUp) this.remarkGivenUp(offset);
    return false;
  }

  awaits(form: number, b: Uint8Array, p: number): boolean {
    return !this.commandWasSent || this.inFlight.awaits(form, b, p);
  }

  get printsRows(): boolean {
    return this.inFlight.printsRows;
  }

  get isAskedForRows(): boolean {
    return this.inFlight.isAskedForRows;
  }

  questionAt(b: Uint8Array, p: number): number {
    return this.inFlight.questionAt(b, p);
  }

  answerTo(form: number, head: LineHead): Answer | undefined {
    const { inFlight } = this;
    return this.book?.answer(form, inFlight.lines, inFlight.endedBy(form)?.line, head);
  }

  onResult(form: number, traits: number): void {
    if ((traits & RESTARTS) !== 0) this.restart();
    else {
      this.inFlight.takeLate(form);
      if (this.inFlight.any || this.reader.open) this.endCommand(form);
    }
  }

  /** What was written after the command that asks for prompt data is that data. */
  onPrompt(): void {
    const { log, reader, inFlight, data } = this;
    this.matcher.onPrompt();
    this.promptedSince = true;
    // An SMS has a prompt a line.
    if (reader.open && this.prompted) return;
    const one = inFlight.ask(data.known);
    if (!one && (inFlight.any || log.data)) return;
    this.dataAfter = one?.to ?? log.position;
    const begin = one ? log.afterLineEnd(one.to) : log.position;
    log.skipTo(begin);
    const ctrlZ = one === undefined || (data.of(one.command)?.ctrlZ ?? true);
    this.expectPromptData(one?.length ?? 0, ctrlZ, true, log.position - begin);
    inFlight.forgetFrom(log.position);
    this.readAgain();
  }

  onEchoLine(b: Uint8Array, from: number, end: number, echo: number, prompted: boolean): boolean {
    const { log, inFlight } = this;
    if (!this.commandWasSent) {
      const offset = this.parts.at.base + from;
      const source = this.book && { bytes: copy(b, from, end), sent: false, offset };
      if (!prompted) inFlight.beginAlone(b, from, end, echo, source);
      return !prompted;
    }
    const one = inFlight.expected(log.position);
    if (!one || (log.data && !log.isAt(one.from, b, from, end))) return false;
    log.skipTo(one.to);
    this.onEchoComplete();
    return true;
  }

  onFrame(): void {
    this.matcher.onFrame();
  }

  onTransparent(): void {
    this.log.clear();
    this.reader.reset();
  }

  readEcho(b: Uint8Array, p: number): NextIndexOrLine {
    return this.matcher.read(b, p);
  }

  readOn(b: Uint8Array, p: number): NextIndex {
    return this.matcher.readOn(b, p);
  }

  isExpected(index: number, c: number): boolean {
    return this.matcher.isExpected(index, c);
  }

  endEcho(): void {
    this.matcher.end();
  }

  reset(): void {
    this.matcher.forget();
    this.restart();
  }

  forgetCommands(): void {
    this.onTransparent();
    this.prompted = false;
    this.inFlight.forgetFrom(0);
  }

  onLineComplete(): void {
    this.log.takeAgreed();
    this.onEchoComplete();
  }

  onPiece(): void {
    this.begun = this.log.data;
    this.log.take(this.log.lead + this.log.agreed);
  }

  onPromptData(count: number): void {
    this.begun = true;
    this.log.take(count);
  }

  state(): DialogueState {
    return {
      inFlight: this.inFlight.heads,
      inPromptData: this.reader.open,
      echo: this.echo,
      numericResults: this.numericResults,
      echoPending: this.pending,
    };
  }

  /** The module has begun anew, or nothing is known of it. */
  private restart(): void {
    this.onTransparent();
    this.inFlight.reset();
    this.book?.forget();
    this.incoming = this.quiet = false;
    this.echo = initialEcho(this.options);
    this.numericResults = this.options.numericResults ?? false;
  }

  private endCommand(form: number): void {
    const { inFlight, reader } = this;
    const over = inFlight.answer(form);
    if (over && over.settings.length > 0) this.applySettings(over, form);
    if (!this.commandWasSent && !reader.open) return;
    if (over || this.endsUnasked(form)) this.forget(over);
  }

  /** What the host wrote for a command that is over does not come back any more. */
  private forget(over: Waiting | undefined): void {
    const { log } = this;
    if (over) log.skipTo(over.to);
    if (over && over.to < this.dataAfter) return;
    if (this.prompted) log.skipPromptData();
    this.prompted = false;
    this.reader.close();
  }

  /** What was written ahead of the prompt is read again as what it turns out to be. */
  private readAgain(): void {
    const { log, reader } = this;
    for (let position = log.position; position < log.total; position++) {
      const what = reader.next(log.byte(position));
      log.mark(position, what);
      this.follow(what, position);
    }
  }

  private onEchoComplete(): void {
    this.begun = this.promptedSince = false;
    this.inFlight.echoedTo(this.log.position);
  }

  private remarkGivenUp(offset: number): void {
    this.options.onDiagnostic?.({
      code: 'echo-given-up',
      offset,
      message: `more than ${ECHO_LIMIT} bytes wait to be sent back: echo is recognised without them`,
    });
  }

  /** The host has written the byte at this position. */
  private follow(what: number, position: number): void {
    if (what & BEGINS) {
      this.lineFrom = position - 1 - this.reader.blanks;
      this.log.begin(this.lineFrom, position);
    }
    if (what & ENDS) this.begin(position + 1);
    if (this.reader.takenBack) this.inFlight.takeBack();
  }

  /** A command line has been written; it ends before position `to`. */
  private begin(to: number): void {
    const { reader, data } = this;
    const { command, typed, blanks } = this.repeated(reader);
    const earlier = this.quiet ? this.inFlight.endedBefore(to) : [];
    reader.forgetLine();
    const one = this.inFlight.begin(command, typed, this.lineFrom, to);
    if (!one) return;
    this.endQuietly(earlier, one);
    if (this.book) one.line.source = { bytes: command.slice(0, typed), sent: true, offset: this.lineFrom + blanks };
    this.commandWasSent = true;
    // The result code of ATV0 is a number already; that of ATE0 still follows its echo (AT manual 2.2.7, 2.2.28).
    if (one.settings.includes('numeric-on')) this.numericResults = true;
    this.giveUpEarlier();
    const ends = data.of(one.command);
    one.length = ends ? parameter(command, typed, ends.length) : 0;
    if (!ends || !data.known) return;
    this.dataAfter = to;
    this.expectPromptData(one.length, ends.ctrlZ, false, 0);
  }

  /** The line that has been written; A/ stands for the line before it (AT manual 2.2.1). */
  private repeated({ command, typed, blanks, isRepeat }: SentReader): {
    command: Uint8Array;
    typed: number;
    blanks: number;
  } {
    if (isRepeat) return { command: this.last, typed: this.lastLength, blanks };
    this.last.set(command);
    this.lastLength = typed;
    return { command, typed, blanks };
  }

  /** After ATQ1 no command gets a result: it is over when the next one is written. */
  private endQuietly(earlier: readonly Waiting[], one: Waiting): void {
    if (this.quiet) {
      for (const { line } of earlier) line.giveUp();
      this.inFlight.removeAllBefore(one);
    }
    if (one.settings.includes('quiet-on')) this.quiet = true;
    if (one.settings.includes('quiet-off')) this.quiet = false;
  }

  /** A bare `AT` of an earlier write that has not come back by now is not waited for any longer; in turn, no line is. */
  private giveUpEarlier(): void {
    const { book, inFlight, writeFrom } = this;
    const inTurn = this.options.answers === 'in-turn';
    for (const { line, echoed } of book ? inFlight.endedBefore(writeFrom) : [])
      if (inTurn || (line.isBare && !echoed)) line.giveUp();
  }

  private expectPromptData(length: number, ctrlZ: boolean, prompted: boolean, count: number): void {
    this.prompted = prompted;
    if (prompted) this.begun = false;
    this.reader.expect(length, ctrlZ, prompted, count);
  }

  /** Prompt data that no command is known to have asked for is over with any result. */
  private endsUnasked(form: number): boolean {
    return this.reader.open && !this.inFlight.any && this.inFlight.endsUnknown(form);
  }

  /** Settings take effect with the success result. */
  private applySettings(over: Waiting, form: number): void {
    const { settings } = over;
    const succeeded = over.succeedsWith(form);
    for (const setting of settings) {
      if (isEcho(setting)) {
        if (succeeded) this.setEcho(setting);
      } else if (setting === 'incoming-on' || setting === 'incoming-off') {
        if (succeeded) this.incoming = setting === 'incoming-on';
      } else if (isNumeric(setting) && this.commandWasSent)
        this.numericResults = succeeded ? setting === 'numeric-on' : this.byNumber;
    }
  }

  private setEcho(setting: EchoChange): void {
    if ((this.options.echo ?? 'auto') === 'auto') this.echo = ECHO_AFTER[setting];
  }
}
