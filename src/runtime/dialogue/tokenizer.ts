/** The tokenizer of levels 1 and 2: to the framing it adds what the host says it writes. */
import { TRANSPARENT } from '../tokenizer/modes.js';
import { Tokenizer as Framing } from '../tokenizer/tokenizer.js';
import type { View } from '../tokenizer/view.js';
import { requireBytes } from '../values/bytes-only.js';
import { Session } from './session.js';

export class Tokenizer<V extends View = View> extends Framing<V> {
  /**
   * The host reports what it has written to the module. It can call back: the line that is held is read first, as far as it
   * goes. Throws StateError after `end()`, TypeError for what is no Uint8Array.
   */
  sent(bytes: Uint8Array): void {
    this.refuseAfterEnd('sent');
    requireBytes(bytes, 'what was sent');
    this.lines.disturbed = true;
    this.chunks.catchUp();
    if (this.at.mode === TRANSPARENT) return;
    const { host, machine, registers, at, chunks, reporter, options } = this;
    host.dialogue ??= new Session({ machine, registers, at, chunks, reporter }, host, options);
    // A line without a form is its answer then, and not the echo of prompt data.
    if (host.dialogue.sent(bytes, this.offset)) reporter.prompted = false;
  }

  /** The host knows that no command is in flight: of those that were written, none is answered any more. */
  forgetCommands(): void {
    this.lines.disturbed = true;
    this.chunks.catchUp();
    this.host.dialogue?.forgetCommands();
  }
}
