/** The host's side as far as the tokenizer knows it: commands in flight, and bytes that may come back as echo. */
import { LONGEST_COMMAND } from './command-line.js';
import type { Machine, Setting } from './contract.js';
import { ECHO_LIMIT, EchoLog, NO_ECHO, UNDECIDED } from './echo-log.js';
import { InFlight } from './in-flight.js';
import { latin1Bytes } from './latin1.js';
import type { Options } from './options.js';

export class Host {
  static readonly NO_ECHO = NO_ECHO;
  static readonly UNDECIDED = UNDECIDED;

  private readonly log = new EchoLog();
  private readonly inFlight: InFlight;
  private readonly options: Options;
  private echo: 'on' | 'off' | 'unknown';
  private told = false; // sent() has been used: an echo tells nothing new
  private sending = false; // a prompt has come, and not yet what ends its command
  private readonly command = new Uint8Array(LONGEST_COMMAND); // the command line that is being sent; no more of it is kept
  private typed = 0; // so many bytes of it
  numericResults: boolean;

  constructor(machine: Machine, registers: Int32Array, options: Options) {
    this.inFlight = new InFlight(machine, registers);
    this.options = options;
    this.echo = this.initialEcho();
    this.numericResults = options.numericResults ?? false;
    if (options.inFlight !== undefined) this.readCommands(latin1Bytes(`${options.inFlight}\r`));
  }

  /** Bytes that may still come back. */
  get pending(): number {
    return this.log.size;
  }
  /** What comes next may be something the grammar's first rank knows nothing of. */
  get isWatching(): boolean {
    return this.log.size > 0 || this.numericResults;
  }
  /** What is pending is the datum of a prompt. */
  get data(): boolean {
    return this.log.data;
  }
  get first(): number {
    return this.log.first;
  }
  get agreed(): number {
    return this.log.agreed;
  }

  sent(bytes: Uint8Array, prompted: boolean, offset: number): void {
    this.told = true;
    const data = prompted || this.sending;
    if (!data) this.readCommands(bytes);
    if (this.echo === 'off' || bytes.length === 0 || this.log.add(bytes, data)) return;
    this.options.onDiagnostic?.({
      code: 'echo-given-up',
      offset,
      message: `more than ${ECHO_LIMIT} bytes wait to be sent back: echo is recognised without them`,
    });
  }

  /** A form has come. */
  answered(form: number): void {
    const settings = this.inFlight.answer(form);
    if (settings === undefined) return;
    this.sending = false;
    if (settings.length > 0) for (const setting of settings) this.setEcho(setting);
    if (this.inFlight.any) this.log.dropData();
    else this.log.clear();
  }

  /** The module waits for a datum. */
  prompted(): void {
    this.sending = true;
  }

  /** A line has been told for an echo by its `AT`; `echo`: what the recogniser says of the command. */
  echoed(b: Uint8Array, p: number, end: number, echo: number): void {
    if (this.log.size > 0 && !this.log.data) this.log.takeLine();
    if (!this.told) this.inFlight.beginAlone(b, p, end, echo);
  }

  compare(b: Uint8Array, p: number, e: number): number {
    this.log.skipLineEnds();
    return this.log.compare(b, p, e);
  }

  /** What is expected begins with `c`, or with line ends that do not come back and then `c`. */
  begins(c: number): boolean {
    if (this.log.first !== c) this.log.skipLineEnds();
    return this.log.size > 0 && this.log.first === c;
  }

  expects(index: number, c: number): boolean {
    return this.log.expects(index, c);
  }

  agree(b: Uint8Array, p: number, e: number): number {
    return this.log.agree(b, p, e);
  }

  take(count: number): void {
    this.log.take(count);
  }

  takeLine(count: number): void {
    this.log.take(count);
    this.log.skipLineEnds();
  }

  reset(): void {
    this.log.clear();
    this.inFlight.reset();
    this.sending = false;
    this.typed = 0;
    this.echo = this.initialEcho();
    this.numericResults = this.options.numericResults ?? false;
  }

  state() {
    return {
      inFlight: this.inFlight.heads,
      echo: this.echo,
      numericResults: this.numericResults,
      echoPending: this.log.size,
    } as const;
  }

  private initialEcho(): 'on' | 'off' | 'unknown' {
    const { echo = 'auto' } = this.options;
    if (echo === 'auto') return 'unknown';
    return echo ? 'on' : 'off';
  }

  private readCommands(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const c = bytes[i] as number;
      if (c !== 13 && c !== 10) {
        if (this.typed < LONGEST_COMMAND) this.command[this.typed++] = c;
        continue;
      }
      // The result code of ATV0 is a number already, that of ATE0 still follows its echo (AT manual 2.2.7, 2.2.28).
      for (const setting of this.inFlight.begin(this.command, 0, this.typed)) this.setNumeric(setting);
      this.typed = 0;
    }
  }

  private setNumeric(setting: Setting): void {
    if (setting === 'numeric-on') this.numericResults = true;
    if (setting === 'numeric-off') this.numericResults = false;
  }

  private setEcho(setting: Setting): void {
    if ((this.options.echo ?? 'auto') !== 'auto') return;
    if (setting === 'echo-on') this.echo = 'on';
    if (setting === 'echo-off') this.echo = 'off';
    if (this.echo === 'off') this.log.clear();
  }
}
