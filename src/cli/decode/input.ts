import { fstatSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { named } from '../fault.js';
import type { Io } from '../io.js';
import { follow } from './follow.js';
import { serialPort } from './port.js';

/** A file is read in chunks that end at multiples of this. */
export const CHUNK = 256 * 1024;

/** Bytes as they come. A chunk is valid until the next one is requested. */
export interface Input {
  readonly name: string;
  /** Of a file that is read from its beginning to its end. */
  readonly path?: string;
  /** Of a part of a file, where it begins in that: it holds the bytes of the stream and no more. */
  readonly base?: number;
  /** How many there are, where that is known. */
  readonly size?: number;
  readonly chunks: AsyncGenerator<Uint8Array>;
}

export interface InputOptions {
  readonly follow?: true;
  readonly port?: string;
  readonly baud: number;
}

/** One buffer for the whole file: what is read does not wait for the collector. */
async function* fileChunks(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* standardInput({ stdin }: Io, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stop = (): unknown => stdin.destroy();
  signal.addEventListener('abort', stop);
  try {
    for await (const chunk of stdin) yield chunk as Uint8Array;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The same chunks; an error tells what could not be read. */
async function* namedChunks(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw named(error, name);
  }
}

async function openFile(file: string): Promise<Input> {
  try {
    const handle = await open(file);
    const stat = await handle.stat();
    const chunks = namedChunks(fileChunks(handle), file);
    return { name: file, chunks, ...(stat.isFile() && { path: file, size: stat.size }) };
  } catch (error) {
    throw named(error, file);
  }
}

function openStandardInput(io: Io, signal: AbortSignal): Input {
  const name = 'standard input';
  const stat = 'fd' in io.stdin ? fstatSync(Number(io.stdin.fd)) : undefined;
  return { name, chunks: namedChunks(standardInput(io, signal), name), ...(stat?.isFile() && { size: stat.size }) };
}

/** Opens what is to be read. `signal` ends what has no end of its own. */
export async function openInput(file: string, options: InputOptions, io: Io, signal: AbortSignal): Promise<Input> {
  const { port, baud } = options;
  if (port !== undefined) return { name: port, chunks: await serialPort(port, baud, signal) };
  if (file === '-') return openStandardInput(io, signal);
  return options.follow ? { name: file, chunks: namedChunks(follow(file, signal), file) } : openFile(file);
}
