/** The decoder that a stream goes to, and what it has come to by then. */
import { Decoder, type Message } from '../../index.js';
import { LF, SPACE, UPPER_A, UPPER_T } from '../../runtime/contract/bytes.js';
import type { StreamState } from './contract.js';
import { textOf } from './text.js';

const LONGEST_COMMAND = 600;
/** Leaves of a letter its capital. */
const UPPER = 0xdf;

/** `AT`, perhaps after blanks. */
export function isCommand(bytes: Uint8Array): boolean {
  let p = 0;
  while (p < bytes.length && (bytes[p] as number) <= SPACE) p++;
  return ((bytes[p] ?? 0) & UPPER) === UPPER_A && ((bytes[p + 1] ?? 0) & UPPER) === UPPER_T;
}

export class Decoded implements StreamState {
  /** What was sent last is data: it went through transparent mode, or a prompt asked for it. */
  hasSentData = false;
  private readonly decoder: Decoder;
  private isLineEnd = false;
  /** The command that the host has sent last, or that has come back, and was not answered yet. */
  private asked: Uint8Array | undefined;

  constructor(decoder: Decoder) {
    this.decoder = decoder;
  }

  /** Where nobody wants its messages. */
  static alone(): Decoded {
    const decoded: Decoded = new Decoded(new Decoder((message) => decoded.onMessage(message)));
    return decoded;
  }

  get isOwed(): boolean {
    const { mode, held, prompted } = this.decoder.state();
    return (
      mode === 'payload' || mode === 'hex-payload' || (mode === 'lines' && held > 0 && this.isLineEnd && !prompted)
    );
  }

  get isTransparent(): boolean {
    return this.decoder.state().mode === 'transparent';
  }

  get isPrompted(): boolean {
    return this.decoder.state().prompted;
  }

  get command(): string | undefined {
    return this.asked && textOf(this.asked.subarray(0, LONGEST_COMMAND)).trim();
  }

  receive(bytes: Uint8Array): void {
    this.isLineEnd = bytes[bytes.length - 1] === LF;
    this.decoder.write(bytes);
  }

  /**
   * `isRestored`: the last byte stands for a line end that the log does not show. A command needs its line end to be one; after a
   * prompt it would be a byte of the data. Answers what was sent; the bytes are kept.
   */
  send(bytes: Uint8Array, isRestored: boolean): Uint8Array {
    const { mode, inPromptData, prompted } = this.decoder.state();
    const sent = isRestored && prompted ? bytes.subarray(0, -1) : bytes;
    this.hasSentData = mode === 'transparent' || inPromptData;
    this.ask(sent);
    this.decoder.sent(sent);
    return sent;
  }

  onMessage(message: Message): void {
    if (message.kind === 'final') this.asked = undefined;
    else if (message.kind === 'echo') this.ask(message.bytes);
  }

  /** Text is made of it only where somebody wants to know: of most lines nobody does. */
  private ask(bytes: Uint8Array): void {
    if (isCommand(bytes)) this.asked = bytes;
  }
}
