/** A command, what it was answered with and the seconds that took, in one line; events in lines of their own. */
import picocolors from 'picocolors';
import type { Entry } from '../decode/entry.js';
import { latin1 } from '../latin1.js';
import { factOf } from '../why/fact.js';
import { preview } from './fields.js';
import { printable } from './harmless.js';
import { isFailure, meaningOf, type Paint, type Palette, paints } from './meaning.js';
import type { Payload } from './payload.js';
import type { View } from './pretty.js';
import { Wrapped } from './wrapped.js';

interface Call {
  readonly text: string;
  readonly at: string | undefined;
  readonly parts: string[];
}

/** More information than this is counted and not shown. */
const MOST_PARTS = 4;

const textOf = (bytes: Uint8Array): string => latin1(bytes).trim();

export class Brief {
  private readonly palette: Palette;
  private readonly paint: ReturnType<typeof paints>;
  private readonly payload: Payload;
  private readonly wrapped: Wrapped | undefined;
  private call: Call | undefined;
  private left = 0;

  constructor({ colour, payload, columns }: View) {
    this.wrapped = columns === undefined ? undefined : new Wrapped(columns, '  ');
    this.palette = picocolors.createColors(colour);
    this.paint = paints(this.palette);
    this.payload = payload;
  }

  take(entry: Entry): string {
    const { message, commands, answering, at } = entry;
    if (commands !== undefined && commands.length > 0 && 'bytes' in message) {
      // Its echo, where the log has the command itself: nothing new.
      const given = this.end('no result');
      this.call = { text: printable(textOf(message.bytes)), at, parts: [] };
      this.left = 0;
      return given;
    }
    if (this.call === undefined || !this.isOfCall(entry)) return this.event(entry);
    if (answering?.role === 'result' || answering?.role === 'late-result') return this.result(entry);
    this.add(entry);
    return '';
  }

  /** What is left when the log is over has no result yet. */
  end(why = 'no result so far'): string {
    const { call } = this;
    this.call = undefined;
    return call === undefined ? '' : this.line(call.at, [call.text, ...this.partsOf(call), this.palette.yellow(why)]);
  }

  /** What answers it, its prompt, its data, and its echo. */
  private isOfCall({ message, answering }: Entry): boolean {
    if (answering !== undefined) return printable(answering.text.trim()) === this.call?.text;
    return message.kind === 'sent' || message.kind === 'prompt' || message.kind === 'echo';
  }

  private add(entry: Entry): void {
    const { message } = entry;
    if (message.kind === 'prompt' || this.call === undefined) return;
    const isEcho = message.kind === 'echo' && textOf(message.bytes) === this.call.text;
    if (isEcho) return;
    const text = 'bytes' in message ? preview(message.bytes as Uint8Array, this.payload) : this.wire(entry);
    if (text === undefined || this.call.parts.at(-1) === text) return;
    if (this.call.parts.length < MOST_PARTS) this.call.parts.push(text);
    else this.left++;
  }

  private result(entry: Entry): string {
    const { call } = this;
    const { answerTo } = entry;
    const text = this.wire(entry);
    const isOver = !answerTo?.more;
    if (call === undefined) return '';
    const paint: Paint = isFailure(entry) ? this.palette.red : this.paint[meaningOf(entry)];
    if (!isOver) {
      call.parts.push(text);
      return '';
    }
    this.call = undefined;
    const { seconds, limit } = answerTo ?? {};
    const isLate = seconds !== undefined && limit !== undefined && seconds > limit;
    const took = seconds === undefined ? [] : [`${seconds.toFixed(3)} s${isLate ? `, more than ${limit} s` : ''}`];
    return this.line(call.at, [
      call.text,
      ...this.partsOf(call),
      paint(text),
      ...took.map(isLate ? this.palette.red : this.palette.dim),
    ]);
  }

  private partsOf({ parts }: Call): string[] {
    return this.left === 0 ? parts : [...parts, `… ${this.left} more`];
  }

  private event(entry: Entry): string {
    const { message, at } = entry;
    const payload =
      'payload' in message && message.payload instanceof Uint8Array ? [preview(message.payload, this.payload)] : [];
    const bytes = 'bytes' in message ? preview(message.bytes as Uint8Array, this.payload) : undefined;
    const text = this.paint[meaningOf(entry)](bytes ?? this.wire(entry));
    return this.line(at, [text, ...payload.filter((one) => one !== undefined)]);
  }

  private wire(entry: Entry): string {
    return printable(factOf(entry).wire);
  }

  private line(at: string | undefined, [first = '', ...others]: readonly string[]): string {
    const { dim, bold } = this.palette;
    const time = at === undefined ? undefined : printable(at);
    const { wrapped } = this;
    if (wrapped === undefined) return `${[...(time === undefined ? [] : [dim(time)]), first, ...others].join('  ')}\n`;
    const { clock, date } = time === undefined ? { clock: '', date: undefined } : wrapped.dated(time);
    const day = date === undefined ? '' : `${bold(date)}\n`;
    return `${day}${wrapped.lines(dim(clock), [first, ...others])}\n`;
  }
}
