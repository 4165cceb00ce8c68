/** npm run soak: a gigabyte through the decoder, then through the tokenizer, with the heap watched. Not part of CI. */
import { Decoder, Tokenizer } from '../../src/index.js';
import { session, type Turn } from './session.js';

const MIB = 1024 * 1024;
const TOTAL = 1024 * MIB;
const LEAST_SESSION = 16 * MIB;
const EVERY = 64 * MIB;
const CHUNK = 4096;
const GROWTH = 16 * MIB;
const SEED = 20261122;

interface Reader {
  write(chunk: Uint8Array): void;
  sent(bytes: Uint8Array): void;
}

function heapUsed(): number {
  if (globalThis.gc === undefined)
    throw new Error('node --expose-gc is needed to tell what is kept from what is garbage');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** One turn, in chunks of one reused array; returns how many bytes the module sent. */
function speak(reader: Reader, { direction, bytes }: Turn, chunk: Uint8Array): number {
  if (direction === 'tx') {
    reader.sent(bytes);
    return 0;
  }
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const part = bytes.subarray(at, at + CHUNK);
    chunk.set(part);
    reader.write(chunk.subarray(0, part.length));
  }
  return bytes.length;
}

/** The largest growth of the heap over what it was after the first 64 MiB, when everything has been compiled. */
function run(name: string, reader: Reader, turns: readonly Turn[], count: () => number): number {
  const chunk = new Uint8Array(CHUNK);
  const started = performance.now();
  let base = 0;
  let growth = 0;
  let bytes = 0;
  for (let due = EVERY, i = 0; bytes < TOTAL; i++) {
    bytes += speak(reader, turns[i % turns.length] as Turn, chunk);
    if (bytes < due) continue;
    due += EVERY;
    const heap = heapUsed();
    base ||= heap;
    growth = Math.max(growth, heap - base);
    const speed = bytes / MIB / ((performance.now() - started) / 1000);
    const columns = [
      (bytes / MIB).toFixed(0),
      'MiB ',
      speed.toFixed(0),
      'MiB/s  heap ',
      (heap / MIB).toFixed(1),
      'MiB ',
    ];
    console.log(`${name}: ${columns.join(' ')} ${count()} messages`);
  }
  return growth;
}

function soak(name: string, make: (count: () => void) => Reader, turns: readonly Turn[]): boolean {
  let messages = 0;
  const reader = make(() => messages++);
  const growth = run(name, reader, turns, () => messages);
  const flat = growth <= GROWTH;
  console.log(
    `${name}: the heap ${flat ? 'stayed within' : 'GREW OVER'} ${GROWTH / MIB} MiB: ${(growth / MIB).toFixed(2)} MiB`,
  );
  return flat;
}

const turns = session(SEED, LEAST_SESSION);
const results = [
  soak('decoder', (count) => new Decoder(count), turns),
  soak('tokenizer', (form) => new Tokenizer({ form, unrecognized: form }), turns),
];
if (results.includes(false)) process.exitCode = 1;
