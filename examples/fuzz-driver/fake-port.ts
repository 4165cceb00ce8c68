/** A port to a module that has one thing to say, in the pieces it is given. */
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

export class FakePort extends Duplex {
  private readonly pieces: readonly Uint8Array[];
  /** Fulfilled when the driver has had the time to read everything. */
  readonly delivered: Promise<void>;
  private over: () => void = () => undefined;

  constructor(pieces: readonly Uint8Array[]) {
    super();
    this.pieces = pieces;
    this.delivered = new Promise((resolve) => {
      this.over = resolve;
    });
    this.push('\r\n+CIPRXGET: 1\r\n');
  }

  override _read(): void {}

  /** Whatever the driver asks for, it is these data: this module has no other. */
  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    done();
    void this.tell();
  }

  private async tell(): Promise<void> {
    for (const piece of this.pieces) {
      this.push(piece);
      await turn();
    }
    await turn();
    this.over();
  }
}
