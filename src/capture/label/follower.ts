/** Follows the stream as it is read from the log, where nobody else decodes it. */
import { Decoder } from '../../index.js';
import type { Direction, StreamState } from '../read/contract.js';
import { Decoded } from '../read/decoded.js';

export class Follower {
  private readonly decoder = new Decoder((message) => this.decoded.onMessage(message));
  private readonly decoded = new Decoded(this.decoder);

  get state(): StreamState {
    return this.decoded;
  }

  take(bytes: Uint8Array, direction: Direction, isRestored: boolean): void {
    if (direction === 'rx') {
      this.decoded.onReceived(bytes);
      this.decoder.write(bytes);
      return;
    }
    const sent = isRestored && this.decoded.isPrompted ? bytes.subarray(0, -1) : bytes;
    this.decoded.onSent(sent);
    this.decoder.sent(sent);
  }
}
