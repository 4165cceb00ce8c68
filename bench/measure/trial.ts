/**
 * The inside of a fresh Node: one subject, one workload, one chunk size. Its result is verified first; only then is it
 * timed. Each round times the loop that touches every byte once too, so that a ratio compares two neighbours in time.
 */
import { readFileSync } from 'node:fs';
import type { Claim, Reading, Subject } from '../measure/subject.js';
import { subject as ceiling } from '../subjects/ceiling.js';
import type { WorkloadFile } from '../workload/file.js';
import { type Allocations, allocations } from './allocations.js';
import { type Depth, Sink } from './sink.js';

export interface TrialRequest {
  readonly workload: string;
  readonly chunk: number;
  readonly warmUp: number;
  readonly rounds: number;
  /** Milliseconds a round. */
  readonly round: number;
}

/** Bytes are counted in a Node of their own, whose young generation is too large to be collected meanwhile. */
export interface MemoryRequest extends TrialRequest {
  readonly memory: true;
}

export interface MemoryResult {
  readonly allocated: Allocations;
}

export type Verdict = 'correct' | 'not' | 'not claimed';

export interface TrialResult {
  readonly verdict: Verdict;
  /** Megabytes (10^6) a second, one figure a round. */
  readonly speeds: readonly number[];
  /** Speed by that of the byte loop in the same round. */
  readonly ratios: readonly number[];
  readonly messages: number;
  readonly bytes: number;
}

const SINGLE = Array.from({ length: 256 }, (_, byte) => Buffer.of(byte));

/** Chunks one byte long are shared: a stream of a million of them is a million pointers. */
export function cut(stream: Buffer, chunk: number): Buffer[] {
  if (chunk === 1) return Array.from(stream, (byte) => SINGLE[byte] as Buffer);
  const count = Math.ceil(stream.length / chunk);
  return Array.from({ length: count }, (_, i) => stream.subarray(i * chunk, (i + 1) * chunk));
}

/** A plain loop with an index: an iterator would allocate for every chunk. */
function feed(reading: Reading, chunks: readonly Buffer[]): void {
  for (let i = 0; i < chunks.length; i++) reading.write(chunks[i] as Buffer);
}

async function pass(reading: Reading, chunks: readonly Buffer[]): Promise<void> {
  feed(reading, chunks);
  await reading.end();
}

const DEPTHS: Readonly<Record<Claim, Depth>> = {
  fields: 'fields',
  numbers: 'numbers',
  types: 'types',
  count: 'count',
  nothing: 'count',
};

async function verify(subject: Subject, file: WorkloadFile, chunks: readonly Buffer[]): Promise<Verdict> {
  if (subject.claim === 'nothing') return 'not claimed';
  const depth = DEPTHS[subject.claim];
  const sink = new Sink(file.plan, depth, true);
  await pass(subject.open(sink, file), chunks);
  const { expected } = file;
  const right = sink.messages === expected.messages && (depth === 'count' || sink.hash === expected.digests[depth]);
  return right ? 'correct' : 'not';
}

/** The same loop as `feed` a second time: what the engine learns of one reading must not tell in the other. */
function feedYardstick(reading: Reading, chunks: readonly Buffer[]): void {
  for (let i = 0; i < chunks.length; i++) reading.write(chunks[i] as Buffer);
}

function cpuTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/**
 * Bytes a microsecond over passes of at least so many milliseconds. The CPU's time counts where it is less than the
 * clock's: then the difference went to others on a busy machine.
 */
async function speed(bytes: number, least: number, run: () => void | Promise<void>): Promise<number> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let passes = 0;
  let elapsed = 0;
  do {
    await run();
    passes++;
    elapsed = performance.now() - start;
  } while (elapsed < least);
  return (passes * bytes) / Math.min(elapsed, cpuTime(cpu)) / 1000;
}

interface Bench {
  readonly file: WorkloadFile;
  readonly chunks: readonly Buffer[];
  readonly read: () => Promise<void>;
  readonly yardstick: () => void;
}

function setUp(subject: Subject, request: TrialRequest): Bench {
  const file = JSON.parse(readFileSync(request.workload, 'utf8')) as WorkloadFile;
  const chunks = cut(readFileSync(file.stream), request.chunk);
  const sink = new Sink(file.plan, DEPTHS[subject.claim], false);
  return {
    file,
    chunks,
    read: () => pass(subject.open(sink, file), chunks),
    yardstick: () => {
      const reading = ceiling.open(sink, file);
      feedYardstick(reading, chunks);
      void reading.end();
    },
  };
}

export async function trial(subject: Subject, request: TrialRequest): Promise<TrialResult> {
  const { file, chunks, read, yardstick } = setUp(subject, request);
  const verdict = await verify(subject, file, chunks);
  const speeds: number[] = [];
  const ratios: number[] = [];
  await speed(file.bytes, request.warmUp, read);
  await speed(file.bytes, request.warmUp / 4, yardstick);
  for (let round = 0; round < request.rounds; round++) {
    const ceiling = await speed(file.bytes, request.round / 2, yardstick);
    const reached = await speed(file.bytes, request.round, read);
    speeds.push(reached);
    ratios.push(reached / ceiling);
  }
  return { verdict, speeds, ratios, messages: file.expected.messages, bytes: file.bytes };
}

async function memoryTrial(subject: Subject, request: MemoryRequest): Promise<MemoryResult> {
  const { file, read } = setUp(subject, request);
  await speed(file.bytes, request.warmUp, read);
  return { allocated: await allocations(read, file.expected.messages) };
}

/** Called by the bundle the subject was built into. */
export async function runTrial(subject: Subject): Promise<void> {
  const request = JSON.parse(process.argv[2] as string) as TrialRequest | MemoryRequest;
  const result = 'memory' in request ? memoryTrial(subject, request) : trial(subject, request);
  process.stdout.write(JSON.stringify(await result));
}
