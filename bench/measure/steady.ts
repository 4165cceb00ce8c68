/** The inside of a fresh Node: one tokenizer reads ten million messages; what has the heap grown by? */
import { readFileSync } from 'node:fs';
import { Tokenizer } from '../../src/index.js';
import { NUMBERS } from '../measure/tokenizer-subject.js';
import type { WorkloadFile } from '../workload/file.js';
import { traced } from './allocations.js';
import { Sink } from './sink.js';
import { cut } from './trial.js';
import { ViewReaders } from './view-reader.js';
import { ViewSink } from './view-sink.js';

export interface SteadyRequest {
  readonly workload: string;
  readonly chunk: number;
  readonly messages: number;
  /** The stream has had so many bytes already; past 2^31 its offsets are no small integers. */
  readonly from: number;
}

export interface SteadyResult {
  readonly messages: number;
  /** Absolute offset at the end. */
  readonly offset: number;
  readonly grown: number;
  readonly collections: number;
}

/** Long data that costs next to nothing to read takes the stream to its offset. */
function runUp(tokenizer: Tokenizer, to: number): void {
  const chunk = Buffer.concat([Buffer.from('\r\n+CIPRXGET: 2,1460,0\r\n'), Buffer.alloc(1460)]);
  const chunks = Buffer.concat(Array.from({ length: 64 }, () => chunk));
  while (tokenizer.offset < to) tokenizer.write(chunks);
}

async function steady({ workload, chunk, messages, from }: SteadyRequest): Promise<SteadyResult> {
  const file = JSON.parse(readFileSync(workload, 'utf8')) as WorkloadFile;
  const chunks = cut(readFileSync(file.stream), chunk);
  const sink = new Sink(file.plan, 'numbers', false);
  const tokenizer = new Tokenizer(new ViewSink(sink, new ViewReaders(file.plan, NUMBERS.wanted)));
  const readAll = (least: number): void => {
    const end = sink.messages + least;
    while (sink.messages < end) for (let i = 0; i < chunks.length; i++) tokenizer.write(chunks[i] as Buffer);
  };
  runUp(tokenizer, from);
  // Long enough for the optimiser to be done, so that its own objects are not counted.
  readAll(messages / 2);
  globalThis.gc?.();
  const before = sink.messages;
  let grown = 0;
  const collections = await traced(async () => {
    const { heapUsed } = process.memoryUsage();
    readAll(messages);
    grown = process.memoryUsage().heapUsed - heapUsed;
  });
  return { messages: sink.messages - before, offset: tokenizer.offset, grown, collections };
}

export async function runSteady(): Promise<void> {
  const request = JSON.parse(process.argv[2] as string) as SteadyRequest;
  process.stdout.write(JSON.stringify(await steady(request)));
}
