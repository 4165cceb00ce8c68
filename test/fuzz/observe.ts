/** Runs a program, cut in one way, and writes down what comes of it. */
import type { Decoder, Diagnostic, Message, TokenizerState } from '../../src/index.js';
import type { Cutting } from './cutting.js';
import type { Inner, Program, Reaction } from './program.js';
import type { Subject } from './subject.js';

export interface Event {
  readonly message: Message;
  readonly start: number;
  readonly end: number;
}

export interface Observation {
  readonly events: readonly Event[];
  readonly diagnostics: readonly Diagnostic[];
  /** After each step. */
  readonly states: readonly TokenizerState[];
  /** The most that was held at the end of a chunk. */
  readonly held: number;
  /** What came out of a call, if something did. */
  readonly thrown: unknown;
}

const INTERRUPTION = Symbol('thrown by the callback');

/** The calls of the decoder and the tokenizer that a program makes. */
type Callee = Pick<Decoder, 'sent' | 'flush' | 'reset' | 'leaveTransparent'>;

export function take(callee: Callee, step: Inner): void {
  if (step.kind === 'tx') callee.sent(step.bytes);
  else if (step.method === 'flush') callee.flush();
  else if (step.method === 'reset') callee.reset();
  else callee.leaveTransparent((step.argument ?? {}) as { until?: 'ok' });
}

class Run implements Observation {
  readonly events: Event[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly states: TokenizerState[] = [];
  held = 0;
  thrown: unknown;
  private readonly subject: Subject;
  private readonly program: Program;
  private readonly cutting: Cutting;
  private readonly decoder: Decoder;
  /** The caller's own array, used again for every chunk. */
  private readonly chunk: Uint8Array;
  private solid = 0;
  private writing = false;

  constructor(subject: Subject, program: Program, cutting: Cutting) {
    this.subject = subject;
    this.program = program;
    this.cutting = cutting;
    const longest = Math.max(1, ...program.steps.map((step) => (step.kind === 'rx' ? step.bytes.length : 0)));
    this.chunk = Buffer.allocUnsafeSlow(longest);
    const onDiagnostic = (diagnostic: Diagnostic): unknown => this.diagnostics.push(diagnostic);
    this.decoder = new subject.Decoder((message, start, end) => this.receive(message, start, end), {
      ...program.options,
      onDiagnostic,
    });
  }

  toEnd(): this {
    try {
      for (const step of this.program.steps) {
        if (step.kind === 'rx') this.write(step.bytes);
        else take(this.decoder, step as Inner);
        this.states.push(this.decoder.state());
      }
      this.finish();
    } catch (error) {
      this.thrown = error;
    }
    return this;
  }

  private receive(message: Message, start: number, end: number): void {
    this.events.push({ message, start, end });
    if (message.type === 'data') return;
    const number = this.solid++;
    for (const { at, step } of this.program.reactions) if (at === number) this.react(step);
    const { throwsEvery = 0 } = this.cutting;
    if (this.writing && throwsEvery > 0 && number % throwsEvery === 0) throw INTERRUPTION;
  }

  private react(step: Reaction['step']): void {
    // Nothing promises that one may flush or a write from inside the callback.
    if (step.kind === 'tx' || step.method !== 'flush') take(this.decoder, step);
  }

  private write(bytes: Uint8Array): void {
    const before = this.decoder.offset;
    let all = true;
    // What an exception has left unread is read with the next chunk, if only an empty one.
    for (let at = 0; at < bytes.length || !all; at = this.decoder.offset - before) {
      const end = Math.min(bytes.length, at + this.cutting.next());
      all = this.writeChunk(bytes, at, end);
      if (all && this.decoder.offset - before !== end) throw new Error('write() has not read all of the chunk');
    }
  }

  /** False if the callback has interrupted it. */
  private writeChunk(bytes: Uint8Array, from: number, end: number): boolean {
    const chunk = this.chunk.subarray(0, end - from);
    for (let i = from; i < end; i++) chunk[i - from] = bytes[i] as number;
    let whole = true;
    this.writing = true;
    try {
      this.decoder.write(chunk);
    } catch (error) {
      if (error !== INTERRUPTION) throw error;
      whole = false;
    }
    this.writing = false;
    chunk.fill(0x55);
    if (this.cutting.watchesHeld) this.held = Math.max(this.held, this.decoder.state().held);
    return whole;
  }

  private finish(): void {
    const { decoder } = this;
    decoder.end();
    this.states.push(decoder.state());
    if (!this.cutting.triesLate) return;
    decoder.end();
    for (const late of [() => decoder.write(this.chunk), () => decoder.sent(this.chunk)]) {
      try {
        late();
      } catch (error) {
        if (error instanceof this.subject.StateError) continue;
        throw error;
      }
      throw new Error('no StateError after end()');
    }
  }
}

export function observe(subject: Subject, program: Program, cutting: Cutting): Observation {
  return new Run(subject, program, cutting).toEnd();
}
