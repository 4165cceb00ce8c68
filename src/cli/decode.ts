import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { Decoder } from '../index.js';
import { named } from './fault.js';
import { type Format, formatter } from './format.js';
import { isClosed, print } from './output.js';

const CHUNK = 64 * 1024;

function open(file: string): Readable {
  return file === '-' ? process.stdin : createReadStream(file, { highWaterMark: CHUNK });
}

async function* chunks(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of open(file)) yield chunk as Uint8Array;
  } catch (error) {
    throw named(error, file === '-' ? 'standard input' : file);
  }
}

/** Decodes a file, or standard input, to standard output; holds no more of either than a chunk. */
export async function decodeFile(file: string, format: Format): Promise<number> {
  const line = formatter(format, process.stdout, process.env);
  let pending = '';
  const decoder = new Decoder((message, start) => {
    pending += `${line(message, start)}\n`;
  });
  const drain = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '') await print(process.stdout, text);
  };
  for await (const chunk of chunks(file)) {
    decoder.write(chunk);
    await drain();
    if (isClosed(process.stdout)) return 0;
  }
  decoder.end();
  await drain();
  return 0;
}
