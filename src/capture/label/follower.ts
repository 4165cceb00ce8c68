/** Follows the stream as it is read from the log: what the next line is owed to. */
import { Tokenizer } from '../../index.js';
import type { Direction } from '../read/contract.js';
import { textOf } from '../read/text.js';

const LONGEST_COMMAND = 600;
const LF = 10;

export class Follower {
  /** The command that waits for its answer. */
  command: string | undefined;
  private isLineEnd = false;
  private readonly tokenizer = new Tokenizer({
    form: (view) => {
      if (view.kind === 'final') this.command = undefined;
    },
    echo: (buffer, start, end) => this.echoed(buffer, start, end),
  });

  take(bytes: Uint8Array, direction: Direction, isRestored: boolean): void {
    if (direction === 'rx') {
      this.isLineEnd = bytes.at(-1) === LF;
      this.tokenizer.write(bytes);
      return;
    }
    const sent = isRestored && this.isPrompted ? bytes.subarray(0, -1) : bytes;
    this.asked(textOf(sent.subarray(0, LONGEST_COMMAND)));
    this.tokenizer.sent(sent);
  }

  /** What comes next belongs to what has come: a payload, the text below a header, whatever it looks like. */
  get isOwed(): boolean {
    const { mode, held, prompted } = this.tokenizer.state();
    return (
      mode === 'payload' || mode === 'hex-payload' || (mode === 'lines' && held > 0 && this.isLineEnd && !prompted)
    );
  }

  get isPrompted(): boolean {
    return this.tokenizer.state().prompted;
  }

  private echoed(buffer: Uint8Array, start: number, end: number): void {
    this.asked(textOf(buffer.subarray(start, Math.min(end, start + LONGEST_COMMAND))));
  }

  private asked(text: string): void {
    const line = text.trim();
    if (/^at/i.test(line)) this.command = line;
  }
}
