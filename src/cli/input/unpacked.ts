/** A file that is packed, or in UTF-16, is read as what it holds. */

import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { Unreadable } from '../fault.js';

type Chunks = AsyncGenerator<Uint8Array>;
type Unpack = (chunks: Chunks) => Chunks;

/** The numbers that files begin with (RFC 1952 section 2.3.1, RFC 8878 section 3.1.1), and byte order marks. */
const LONGEST_MARK = 4;

/** What was unpacked before a fault is given all the same. */
async function* gunzipped(chunks: Chunks): Chunks {
  const gunzip = createGunzip();
  let ready: Uint8Array[] = [];
  let failure: Error | undefined;
  gunzip.on('data', (chunk: Uint8Array) => ready.push(chunk));
  gunzip.on('error', (error) => {
    failure = error;
  });
  const over = new Promise<void>((resolve) => gunzip.once('close', resolve));
  for await (const chunk of chunks) {
    // A chunk is valid until the next is requested.
    await Promise.race([over, new Promise((resolve) => gunzip.write(new Uint8Array(chunk), resolve))]);
    yield* ready;
    ready = [];
    if (failure !== undefined) break;
  }
  gunzip.end();
  await over;
  yield* ready;
  if (failure !== undefined) throw new Unreadable(`the gzip data is damaged: ${failure.message}`);
}

/** Chunks of which a library makes others, none or many of each. */
async function* unzstd(chunks: Chunks): Chunks {
  let ready: Uint8Array[] = [];
  const decompress = new Decompress((chunk) => ready.push(chunk));
  const push = (chunk: Uint8Array, isLast: boolean): void => {
    try {
      decompress.push(chunk, isLast);
    } catch (error) {
      throw new Unreadable(`the zstd data is damaged: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for await (const chunk of chunks) {
    push(new Uint8Array(chunk), false);
    yield* ready;
    ready = [];
  }
  push(new Uint8Array(0), true);
  yield* ready;
}

const fromUtf16 = (encoding: 'utf-16le' | 'utf-16be'): Unpack =>
  async function* (chunks) {
    const decoder = new TextDecoder(encoding);
    const encoder = new TextEncoder();
    for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
    yield encoder.encode(decoder.decode());
  };

const PACKINGS: readonly { readonly name: string; readonly mark: readonly number[]; readonly unpack: Unpack }[] = [
  { name: 'gzip', mark: [0x1f, 0x8b], unpack: gunzipped },
  { name: 'zstd', mark: [0x28, 0xb5, 0x2f, 0xfd], unpack: unzstd },
  { name: 'UTF-16', mark: [0xff, 0xfe], unpack: fromUtf16('utf-16le') },
  { name: 'UTF-16', mark: [0xfe, 0xff], unpack: fromUtf16('utf-16be') },
];

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

/** Whether a file that begins so is packed, or in UTF-16. */
export const isPacked = (head: Uint8Array): boolean => PACKINGS.some(({ mark }) => begins(head, mark));

async function* together(first: Uint8Array, rest: Chunks): Chunks {
  try {
    if (first.length > 0) yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** The first bytes, as few as tell what it is; what is listened to is not held back for more. */
async function head(chunks: Chunks): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array(0);
  while (bytes.length < LONGEST_MARK && PACKINGS.some(({ mark }) => begins(bytes, mark.slice(0, bytes.length)))) {
    const { done, value } = await chunks.next();
    if (done) break;
    bytes = Buffer.concat([bytes, value]);
  }
  return bytes;
}

/** Packed text in a packed file too: a gzip of UTF-16. `onRemark` is told what was found. */
export async function* unpacked(chunks: Chunks, onRemark: (text: string) => void, depth = 2): Chunks {
  const first = await head(chunks);
  const all = together(first, chunks);
  const found = depth === 0 ? undefined : PACKINGS.find(({ mark }) => begins(first, mark));
  if (found === undefined) {
    yield* all;
    return;
  }
  onRemark(`unpacked: ${found.name}`);
  yield* unpacked(found.unpack(all), onRemark, depth - 1);
}
