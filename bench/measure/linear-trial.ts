/** The inside of a fresh Node: costs of two readings side by side, as a ratio. */
import { readFileSync } from 'node:fs';
import { Tokenizer } from '../../src/index.js';
import type { WorkloadFile } from '../workload/file.js';
import { LINEAR_OPTIONS, type LinearOption } from '../workload/linear-options.js';
import { ORDINARY, STREAMS } from '../workload/linear-streams.js';
import { median } from './statistics.js';

export interface LinearRequest {
  /**
   * A stream of 2N by one of N bytes; or one byte at a time, from one array used again, by chunks of ordinary lines, or
   * of this stream where that costs more.
   */
  readonly kind: 'doubled' | 'single-bytes';
  readonly stream: string;
  readonly chunk: number;
  /** One option that is set. */
  readonly option?: LinearOption;
  /** The workload that stands for ordinary lines. */
  readonly session: string;
}

export interface LinearResult {
  readonly ratio: number;
}

const SIZE = 1 << 18;
const ROUNDS = 9;

function bytesOf({ stream, session }: LinearRequest, size: number): Buffer {
  const { before = '', repeat } = STREAMS[stream] ?? { repeat: '' };
  if (repeat === '') {
    const file = JSON.parse(readFileSync(session, 'utf8')) as WorkloadFile;
    return readFileSync(file.stream).subarray(0, size);
  }
  const bytes = Buffer.alloc(size, Buffer.from(repeat, 'latin1'));
  bytes.write(before, 'latin1');
  return bytes;
}

const seen = { tokens: 0 };

const count = (): void => {
  seen.tokens++;
};

const HANDLERS = { form: count, payload: count, echo: count, data: count, unrecognized: count, blank: count };

function tokenizerFor({ stream, option }: LinearRequest): Tokenizer {
  const tokenizer = new Tokenizer(HANDLERS, option === undefined ? {} : LINEAR_OPTIONS[option]);
  const { sent } = STREAMS[stream] ?? {};
  if (sent) tokenizer.sent(Buffer.from(sent, 'latin1'));
  return tokenizer;
}

type Read = () => void;

function inChunks(request: LinearRequest, bytes: Buffer): Read {
  const { chunk } = request;
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  return () => {
    const tokenizer = tokenizerFor(request);
    for (let i = 0; i < chunks.length; i++) tokenizer.write(chunks[i] as Buffer);
    tokenizer.end();
  };
}

/** As from a serial port read byte by byte: the array is the same one every time. */
function inSingleBytes(request: LinearRequest, bytes: Buffer): Read {
  const one = new Uint8Array(1);
  return () => {
    const tokenizer = tokenizerFor(request);
    for (let i = 0; i < bytes.length; i++) {
      one[0] = bytes[i] as number;
      tokenizer.write(one);
    }
    tokenizer.end();
  };
}

/** Milliseconds of the CPU for one reading, the mean over at least so many. */
function timed(read: Read, least: number): number {
  const before = process.cpuUsage();
  const start = performance.now();
  let times = 0;
  do {
    read();
    times++;
  } while (performance.now() - start < least);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
}

/** Cost of `a` by cost of `b`, the median over rounds in which they take turns. */
function ratioOf(a: Read, b: Read): number {
  timed(a, 250);
  timed(b, 250);
  const ratios = Array.from({ length: ROUNDS }, () => timed(a, 30) / timed(b, 30));
  return median(ratios);
}

function measure(request: LinearRequest): number {
  const bytes = bytesOf(request, SIZE);
  if (request.kind === 'single-bytes') {
    const ordinary = { ...request, stream: ORDINARY };
    const single = inSingleBytes(request, bytes);
    const others = [inChunks(ordinary, bytesOf(ordinary, SIZE)), inChunks(request, bytes)];
    return Math.min(...others.map((chunked) => ratioOf(single, chunked)));
  }
  const longer = inChunks(request, bytesOf(request, 2 * SIZE));
  return ratioOf(longer, inChunks(request, bytes)) / 2;
}

export async function runLinear(): Promise<void> {
  const request = JSON.parse(process.argv[2] as string) as LinearRequest;
  const result: LinearResult = { ratio: measure(request) };
  process.stdout.write(JSON.stringify(result));
}
