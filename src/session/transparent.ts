/** Transparent mode: the line carries nothing but data, both ways, until it is left. */
import type { DecoderLike } from '../streams/decoder-like.js';
import type { WaitOptions } from './answered.js';
import { SessionError } from './errors.js';
import { Deferred, Limit } from './limit.js';
import type { Line } from './line.js';

/** So many bytes wait for a reader before the port is asked to wait. */
const HELD = 65_536;

export interface LeaveOptions extends WaitOptions {
  /**
   * Silence before `+++`, in milliseconds: the module takes it for data otherwise. Default 1000 (AT manual 2.2.12). After it
   * as much silence follows by itself, until the OK.
   */
  readonly guard?: number;
  /** Leaves by dropping DTR instead of `+++`: does that, for ports that can (AT&D1, AT manual 2.2.22). */
  readonly dropDtr?: () => unknown;
}

/** A pair of streams while the line is transparent. */
export interface TransparentStreams {
  /** What the peer sends. It ends with transparent mode. */
  readonly readable: ReadableStream<Uint8Array>;
  /** To the peer. Closing it does not leave transparent mode. */
  readonly writable: WritableStream<Uint8Array>;
  /** Transparent mode is over, whoever has ended it. */
  readonly ended: Promise<void>;
  /**
   * Back to commands, and the connection stays: `ato` goes on with it. Resolves once the module has said OK, or has ended the
   * mode by itself meanwhile.
   */
  leave(options?: LeaveOptions): Promise<void>;
  /** The port says that the mode is over: DCD went inactive. */
  lost(): void;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class TransparentLink implements TransparentStreams {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  private readonly line: Line;
  private readonly decoder: DecoderLike;
  private readonly escape: Uint8Array;
  private readonly over = new Deferred<void>();
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private taken: Deferred<void> | undefined;
  private lastWrite = 0;
  private leaving = false;
  private readonly onOver: (isCertain: boolean) => void;
  private isOver = false;

  /** `onOver`: whether it is certain that the module waits for a command. */
  constructor(line: Line, decoder: DecoderLike, leaving: Uint8Array, onOver: (isCertain: boolean) => void) {
    this.line = line;
    this.onOver = onOver;
    this.decoder = decoder;
    this.escape = leaving;
    this.over.promise.catch(() => undefined);
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.release(),
        cancel: () => this.stopReading(),
      },
      { highWaterMark: HELD, size: (bytes) => bytes.length },
    );
    this.writable = new WritableStream<Uint8Array>({ write: (bytes) => this.send(bytes) });
  }

  get ended(): Promise<void> {
    return this.over.promise;
  }

  /** Data of the peer. */
  take(bytes: Uint8Array): void {
    this.controller?.enqueue(bytes);
  }

  /** Resolves when the reader has room again; undefined: it has. */
  get pressure(): Promise<void> | undefined {
    if ((this.controller?.desiredSize ?? 1) > 0) return undefined;
    this.taken ??= new Deferred<void>();
    return this.taken.promise;
  }

  async leave({ guard = 1000, dropDtr, ...options }: LeaveOptions = {}): Promise<void> {
    if (this.isOver) return;
    this.leaving = true;
    const given = new Deferred<void>();
    const limit = new Limit(given.reject);
    const timeout = options.timeout ?? 5000;
    limit.watch(options);
    this.over.promise.then(given.resolve, given.reject);
    try {
      if (!dropDtr) await Promise.race([sleep(Math.max(0, this.lastWrite + guard - Date.now())), given.promise]);
      if (this.isOver) return;
      this.decoder.leaveTransparent({ until: 'ok' });
      limit.start(guard + timeout, () => new SessionError('timeout', 'transparent mode was not left'));
      if (dropDtr) dropDtr();
      else void this.line.writeData(this.escape);
      await given.promise;
    } finally {
      limit.stop();
      this.leaving = false;
    }
  }

  lost(): void {
    this.decoder.leaveTransparent();
    this.end();
  }

  /** `isAsked`: the module says that it was left as the host has asked. */
  end(isAsked = false): void {
    if (this.isOver) return;
    this.isOver = true;
    this.release();
    this.controller?.close();
    this.controller = undefined;
    this.over.resolve();
    this.onOver(isAsked || !this.leaving);
  }

  /** The session is over. */
  fail(error: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    this.release();
    this.controller?.error(error);
    this.controller = undefined;
    this.over.reject(error);
  }

  private release(): void {
    this.taken?.resolve();
    this.taken = undefined;
  }

  private stopReading(): void {
    this.controller = undefined;
    this.release();
  }

  private async send(bytes: Uint8Array): Promise<void> {
    if (this.isOver || this.leaving)
      throw new SessionError('transparent', 'transparent mode is over, or is being left');
    this.lastWrite = Date.now();
    await this.line.writeData(bytes);
    this.lastWrite = Date.now();
  }
}
