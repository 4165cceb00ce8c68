/** Runs the command line of the code under test in this process. */
import { Readable, Writable } from 'node:stream';

export type CommandLine = Pick<typeof import('../../src/cli/main.js'), 'main'>;

export interface Outcome {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

class Collected extends Writable {
  private readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.chunks.push(Buffer.from(chunk));
    done();
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

export async function ran({ main }: CommandLine, args: readonly string[], input: Uint8Array): Promise<Outcome> {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const stdin = Readable.from(input.length > 0 ? [Buffer.from(input)] : []);
  const code = await main(args, '0.0.0', { stdin, stdout, stderr, env: {} });
  return { code, stdout: stdout.bytes, stderr: stderr.bytes.toString('utf8') };
}

/** What a terminal could obey: any control character but LF, and DEL. */
export const STEERING = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/;
