/** The host's side as far as the tokenizer knows it: commands in flight, and bytes that may come back as echo. */
import { type Machine, RESTARTS, type Setting } from '../contract/machine.js';
import type { Options } from '../contract/options.js';
import { latin1Bytes } from '../values/latin1.js';
import { BEGINS, ECHO_LIMIT, EchoLog } from './echo-log.js';
import { InFlight, type Waiting } from './in-flight.js';
import { PromptDataEnds, parameter } from './prompt-data.js';
import { ENDS, SentReader } from './sent-reader.js';

export class Host {
  readonly log = new EchoLog();
  private readonly reader = new SentReader();
  private readonly inFlight: InFlight;
  private readonly data: PromptDataEnds;
  private readonly options: Options;
  private echo: 'on' | 'off' | 'unknown';
  private told = false; // sent() has told of a command: an echo tells nothing new
  private asked = false; // the prompt data that is being written has been asked for
  private lineFrom = 0; // where the command line begins that is being written
  private askedBehind = 0; // behind the line of the command that asks for it
  numericResults: boolean;
  /** The result that is being reported came as a number. */
  byNumber = false;
  /** A prompt has come since a command line has been sent back: the prompt data that comes back next has been asked for. */
  promptedSince = false;
  /** Of the prompt data that is pending, some has come back. */
  begun = false;

  constructor(machine: Machine, registers: Int32Array, options: Options) {
    this.inFlight = new InFlight(machine, registers);
    this.data = new PromptDataEnds(machine);
    this.options = options;
    this.echo = this.initialEcho();
    this.numericResults = options.numericResults ?? false;
    if (options.inFlight !== undefined) this.beginWith(latin1Bytes(options.inFlight));
  }

  /** Bytes that may still come back. */
  get pending(): number {
    return this.echo === 'off' ? 0 : this.log.size;
  }
  /** What comes next may be something the grammar's first rank knows nothing of. */
  get isWatching(): boolean {
    return (this.log.size > 0 && this.echo !== 'off') || this.numericResults;
  }

  /** True if there was a command line in it and nothing comes back. */
  sent(bytes: Uint8Array, offset: number): boolean {
    const { log } = this;
    const { givenUp } = log;
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

  /** A form has come that ends commands, or all of them. */
  came(form: number, traits: number): void {
    if ((traits & RESTARTS) !== 0) this.reset();
    else if (this.reader.open || !this.inFlight.answerLone(form)) this.answered(form);
  }

  private answered(form: number): void {
    const { inFlight, reader } = this;
    if (!inFlight.any && !reader.open) return;
    const over = inFlight.answer(form) ?? inFlight.answerAsked(form);
    if (over && over.settings.length > 0) this.applySettings(over, form);
    if (!this.told && !reader.open) return;
    if (over || this.endsUnasked(form)) this.forget(over);
  }

  /** What the host wrote for a command that is over does not come back any more. */
  private forget(over: Waiting | undefined): void {
    const { log } = this;
    if (over) log.skipTo(over.behind);
    if (over && over.behind < this.askedBehind) return;
    if (this.asked) log.skipPromptData();
    this.asked = false;
    this.reader.close();
  }

  /** The module has begun anew, or nothing is known of it. */
  reset(): void {
    this.disconnect();
    this.inFlight.reset();
    this.echo = this.initialEcho();
    this.numericResults = this.options.numericResults ?? false;
  }

  /** What the host writes from now on goes to a peer; nothing it wrote before comes back. */
  disconnect(): void {
    this.log.clear();
    this.reader.reset();
  }

  /** The module waits for prompt data: what was written behind the command that asks for it is that. */
  prompted(): void {
    const { log, reader, inFlight, data } = this;
    this.promptedSince = true;
    // An SMS has a prompt a line.
    if (reader.open && this.asked) return;
    const one = inFlight.ask(data.known);
    if (!one && (inFlight.any || log.data)) return;
    this.askedBehind = one?.behind ?? log.position;
    const begin = one ? log.behindLineEnd(one.behind) : log.position;
    log.skipTo(begin);
    const ctrlZ = one === undefined || (data.of(one.command)?.ctrlZ ?? true);
    this.expectPromptData(one?.length ?? 0, ctrlZ, true, log.position - begin);
    inFlight.forgetBehind(log.position);
    for (let position = log.position; position < log.total; position++) {
      const what = reader.next(log.byte(position));
      log.mark(position, what);
      this.follow(what, position);
    }
  }

  /**
   * A line has been told for an echo by its `AT`; `echo`: what the recogniser says of the command. False: it may be a line
   * of the prompt data, behind a prompt.
   */
  echoed(b: Uint8Array, p: number, end: number, echo: number, prompted: boolean): boolean {
    const { log, inFlight } = this;
    if (!this.told) {
      if (!prompted) inFlight.beginAlone(b, p, end, echo);
      return !prompted;
    }
    const one = inFlight.expected(log.position);
    if (!one || (log.data && !log.isAt(one.from, b, p, end))) return false;
    log.skipTo(one.behind);
    this.cameBack();
    return true;
  }

  /** The line of a command that was compared has come back. */
  takeLine(): void {
    this.log.takeAgreed();
    this.cameBack();
  }

  /** What was compared has come back, and something else cuts in. */
  takePiece(): void {
    this.begun = this.log.data;
    this.log.take(this.log.lead + this.log.agreed);
  }

  /** So many bytes of prompt data have come back. */
  takePromptData(count: number): void {
    this.begun = true;
    this.log.take(count);
  }

  state() {
    return {
      inFlight: this.inFlight.heads,
      inPromptData: this.reader.open,
      echo: this.echo,
      numericResults: this.numericResults,
      echoPending: this.pending,
    } as const;
  }

  private initialEcho(): 'on' | 'off' | 'unknown' {
    const { echo = 'auto' } = this.options;
    if (echo === 'auto') return 'unknown';
    return echo ? 'on' : 'off';
  }

  /** A command line of before this stream. */
  private beginWith(bytes: Uint8Array): void {
    const one = this.inFlight.begin(bytes, bytes.length, 0, 0);
    if (one) one.echoed = true;
  }

  private cameBack(): void {
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

  private begin(behind: number): void {
    const { reader, data } = this;
    const { command, typed } = reader;
    reader.forgetLine();
    const one = this.inFlight.begin(command, typed, this.lineFrom, behind);
    if (!one) return;
    this.told = true;
    // The result code of ATV0 is a number already; that of ATE0 still follows its echo (AT manual 2.2.7, 2.2.28).
    if (one.settings.includes('numeric-on')) this.numericResults = true;
    const ends = data.of(one.command);
    one.length = ends ? parameter(command, typed, ends.length) : 0;
    if (!ends || !data.known) return;
    this.askedBehind = behind;
    this.expectPromptData(one.length, ends.ctrlZ, false, 0);
  }

  private expectPromptData(length: number, ctrlZ: boolean, asked: boolean, count: number): void {
    this.asked = asked;
    if (asked) this.begun = false;
    this.reader.expect(length, ctrlZ, asked, count);
  }

  /** Prompt data that no command is known to have asked for is over with any result. */
  private endsUnasked(form: number): boolean {
    return this.reader.open && !this.inFlight.any && this.inFlight.isUsual(form);
  }

  /** Settings take effect with the success result. */
  private applySettings(over: Waiting, form: number): void {
    const { settings } = over;
    const done = over.succeedsWith(form);
    for (const setting of settings) {
      if (setting === 'echo-on' || setting === 'echo-off') {
        if (done) this.setEcho(setting);
      } else if (this.told) this.numericResults = done ? setting === 'numeric-on' : this.byNumber;
    }
  }

  private setEcho(setting: Setting): void {
    if ((this.options.echo ?? 'auto') === 'auto') this.echo = setting === 'echo-on' ? 'on' : 'off';
  }
}
