/** What the stream has come to, told by the decoder that its bytes go to. */
import type { Decoder, Message } from '../../index.js';
import type { StreamState } from './contract.js';
import { textOf } from './text.js';

const LONGEST_COMMAND = 600;
const LF = 10;

export class Decoded implements StreamState {
  command: string | undefined;
  private readonly decoder: Decoder;
  private isLineEnd = false;

  constructor(decoder: Decoder) {
    this.decoder = decoder;
  }

  get isOwed(): boolean {
    const { mode, held, prompted } = this.decoder.state();
    return (
      mode === 'payload' || mode === 'hex-payload' || (mode === 'lines' && held > 0 && this.isLineEnd && !prompted)
    );
  }

  get isPrompted(): boolean {
    return this.decoder.state().prompted;
  }

  onReceived(bytes: Uint8Array): void {
    this.isLineEnd = bytes.at(-1) === LF;
  }

  onSent(bytes: Uint8Array): void {
    this.asked(bytes);
  }

  onMessage(message: Message): void {
    if (message.kind === 'final') this.command = undefined;
    else if (message.kind === 'echo') this.asked(message.bytes);
  }

  private asked(bytes: Uint8Array): void {
    const line = textOf(bytes.subarray(0, LONGEST_COMMAND)).trim();
    if (/^at/i.test(line)) this.command = line;
  }
}
