import type { Readable, Writable } from 'node:stream';
import { printable } from './output/harmless.js';

/** What a command line is connected to; `process` is one. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly env: NodeJS.ProcessEnv;
  /** What a thread runs that is to help; without it there are none. */
  readonly program?: URL;
}

export const isTerminal = (stream: Writable): boolean => 'isTTY' in stream && stream.isTTY === true;

/** A remark next to the output. */
export function remark({ stderr }: Io, text: string): void {
  stderr.write(`sim800: ${printable(text)}\n`);
}
