/** Makes the workloads and keeps them in a temporary directory: the one place that knows where they come from. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode, type Message } from '../../src/index.js';
import { type Depth, Sink } from '../measure/sink.js';
import { planOf } from '../plan.js';
import type { Expected, WorkloadFile, WorkloadName } from './file.js';
import { SEED } from './pool.js';
import { Random } from './random.js';
import { SOURCES } from './sources.js';
import type { Session } from './transcript.js';

const SIZE = 1 << 20;
/** So long is the session that `lines` repeats. */
const SESSION = 1 << 13;
const root = join(import.meta.dirname, '../..');

const plan = planOf();

/** A stream of at least `size` bytes, whole messages only. */
function collect({ name, size, types }: Wanted): Session {
  const random = new Random(SEED);
  const draw = SOURCES[name]();
  const parts: Session[] = [];
  for (let length = 0; length < size; ) {
    const part = draw(random, types);
    parts.push(part);
    length += part.bytes.length;
  }
  return { bytes: Buffer.concat(parts.map(({ bytes }) => bytes)), messages: parts.flatMap(({ messages }) => messages) };
}

function repeated(one: Session, size: number): Session {
  const times = Math.ceil(size / one.bytes.length);
  const bytes = Buffer.concat(Array.from({ length: times }, () => one.bytes));
  return { bytes, messages: Array.from({ length: times }, () => one.messages).flat() };
}

/** What stream is wanted: `session` bytes of it are made, and repeated up to `size`. */
export interface Wanted {
  readonly name: WorkloadName;
  readonly size: number;
  readonly session: number;
  /** Only messages of these types. */
  readonly types?: ReadonlySet<string> | undefined;
}

function streamOf(wanted: Wanted): Session {
  const { size, session } = wanted;
  return repeated(collect({ ...wanted, size: Math.min(size, session) }), size);
}

function digest(messages: readonly Message[], depth: Depth): number {
  const sink = new Sink(plan, depth, true);
  for (const message of messages) sink.message(message);
  return sink.hash;
}

function expectedOf(messages: readonly Message[]): Expected {
  return {
    messages: messages.length,
    digests: {
      fields: digest(messages, 'fields'),
      numbers: digest(messages, 'numbers'),
      types: digest(messages, 'types'),
    },
  };
}

/** What our own decoder makes of it is a warning only: the messages the stream was made of are what counts. */
function warnOfDifference(name: WorkloadName, { bytes, messages }: Session): void {
  const read = decode(bytes);
  const differs = (message: Message, i: number): boolean =>
    digest([message], 'fields') !== digest(read.slice(i, i + 1), 'fields');
  const at = messages.findIndex(differs);
  if (at < 0 && read.length === messages.length) return;
  const [wanted, got] = [messages[at], read[at]].map((message) => JSON.stringify(message)?.slice(0, 200));
  console.error(`workload ${name}: message ${at} of ${messages.length} reads differently\n  ${wanted}\n  ${got}`);
}

/** Of everything a workload depends on. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of ['generated/arbitraries.ts', 'generated/encoder.ts', 'bench/measure/sink.ts', 'bench/plan.ts'])
    hash.update(readFileSync(join(root, file)));
  for (const folder of ['bench/workload', 'src/arbitraries'])
    for (const file of readdirSync(join(root, folder)).sort()) hash.update(readFileSync(join(root, folder, file)));
  return hash.digest('hex').slice(0, 12);
}

const directory = join(tmpdir(), `sim800-bench-${fingerprint()}`);

export const cacheDirectory = (): string => directory;

export const makeCacheDirectory = (): unknown => mkdirSync(directory, { recursive: true });

function pathOf({ name, size, session, types }: Wanted): string {
  const only = types
    ? `-${createHash('sha256')
        .update([...types].join())
        .digest('hex')
        .slice(0, 8)}`
    : '';
  return join(cacheDirectory(), `${name}-${size}-${session}${only}`);
}

function keep(name: WorkloadName, path: string, make: () => Session): string {
  if (existsSync(`${path}.json`)) return `${path}.json`;
  makeCacheDirectory();
  const made = make();
  warnOfDifference(name, made);
  const types = [...new Set(made.messages.map(({ type }) => type))].sort();
  const expected = expectedOf(made.messages);
  const file: WorkloadFile = { name, stream: `${path}.bin`, bytes: made.bytes.length, expected, types, plan };
  writeFileSync(file.stream, made.bytes);
  writeFileSync(`${path}.json`, JSON.stringify(file));
  return `${path}.json`;
}

/** The path of the workload's description. */
export function workload(name: WorkloadName, { size = SIZE, ...more }: Partial<Wanted> = {}): string {
  const wanted: Wanted = { name, size, session: name === 'lines' ? SESSION : size, ...more };
  return keep(name, pathOf(wanted), () => streamOf(wanted));
}

/** Lines with a text of that length, all alike but for it. */
export function longLines(length: number): string {
  const message: Message = {
    type: 'cdnsgip',
    kind: 'urc',
    domain: 'abcdefgh'.repeat(20).slice(0, length),
    address: '198.51.100.7',
  };
  const one = { bytes: encode(message), messages: [message] };
  return keep('lines', join(cacheDirectory(), `long-${length}`), () => repeated(one, SIZE));
}
