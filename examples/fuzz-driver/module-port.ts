/** A port to a simulated module that is connected, and whose peer has one thing to say. Its time passes as fast as it can. */
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { type Link, Module, scriptedPeers, VirtualClock } from 'sim800-protocol/module';

const SETUP = ['ATE0', 'AT+CIPRXGET=1', 'AT+CIPSTART="TCP","203.0.113.10",7000'];
/** A driver that has nothing to do for so many turns has read everything. */
const QUIET_TURNS = 5;

export class ModulePort extends Duplex {
  /** Fulfilled when the driver has had the time to read everything. */
  readonly delivered: Promise<void>;
  private readonly clock = new VirtualClock();
  private readonly module: Module;

  /** With another seed the module's bytes come in other pieces. */
  constructor(data: Uint8Array, seed: number) {
    super();
    let link: Link | undefined;
    const server = (one: Link) => {
      link = one;
      return () => {};
    };
    const peers = scriptedPeers(this.clock, { servers: { '*': server } });
    let isReady = false;
    const onBytes = (bytes: Uint8Array): void => void (isReady && this.push(bytes));
    this.module = new Module({ clock: this.clock, peers, seed, chaos: { rates: { piece: 1 } }, onBytes });
    for (const line of SETUP) {
      this.module.write(Buffer.from(`${line}\r`));
      this.clock.advance(10_000);
    }
    isReady = true;
    link?.send(data);
    this.delivered = this.pass();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.module.write(chunk);
    done();
  }

  private async pass(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; ) {
      await turn();
      quiet = this.clock.next() ? 0 : quiet + 1;
    }
  }
}
