/** The bytes to the module: told to the decoder and written in one call, so that neither is forgotten. */
import type { DecoderLike } from '../streams/decoder-like.js';

/** Writes to the port. What it returns is waited for where it matters, and its rejection ends the session. */
export type WriteBytes = (bytes: Uint8Array) => unknown;

export class Line {
  private readonly decoder: DecoderLike;
  private readonly writeBytes: WriteBytes;
  private readonly onFailure: (cause: unknown) => void;
  /** How many bytes the decoder has been told of: it names command lines by where they begin. */
  offset = 0;

  constructor(decoder: DecoderLike, writeBytes: WriteBytes, onFailure: (cause: unknown) => void) {
    this.decoder = decoder;
    this.writeBytes = writeBytes;
    this.onFailure = onFailure;
  }

  write(bytes: Uint8Array): void {
    this.offset += bytes.length;
    // First told, then written: the echo can be there before write() returns.
    this.decoder.sent(bytes);
    void this.writeData(bytes);
  }

  /** None of the commands that were written is answered any more. */
  forgetCommands(): void {
    this.decoder.forgetCommands();
  }

  /** Data of transparent mode, and what leaves it: nothing of that comes back. */
  async writeData(bytes: Uint8Array): Promise<void> {
    try {
      await this.writeBytes(bytes);
    } catch (cause) {
      this.onFailure(cause);
    }
  }
}
