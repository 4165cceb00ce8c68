/** The inside of a fresh Node: a log, and the bytes of its session, through what `sim800 decode` reads logs with. */
import { readFileSync } from 'node:fs';
import { type Capture, decodeCapture, openContainer, SAMPLE_SIZE } from '../../src/capture/index.js';
import { Decoder } from '../../src/index.js';
import { median } from './statistics.js';

export interface LogRequest {
  readonly raw: string;
  readonly log: string;
  readonly rounds: number;
}

/** Of the best round; of the ratios, the median over rounds in which they take turns. */
export interface LogResult {
  readonly container: string;
  /** 10^6 bytes of the log, of the session by the same way, and of the session by the decoder alone. */
  readonly speed: number;
  readonly raw: number;
  readonly decoder: number;
  /** The log's bytes a second by those of the session, read the same way, and by the decoder alone. */
  readonly byBytes: number;
  readonly byBytesOfDecoder: number;
  /** Messages a second by those of the session, read the same way. */
  readonly byMessages: number;
}

/** As the command line reads a file. */
const CHUNK = 64 * 1024;

interface Timed {
  readonly seconds: number;
  readonly messages: number;
  readonly bytes: number;
}

const seen = { lines: 0, sent: 0 };

function timed(bytes: Uint8Array, read: (count: () => void) => { write(chunk: Uint8Array): void; end(): void }): Timed {
  const before = process.cpuUsage();
  let messages = 0;
  const reader = read(() => {
    messages++;
  });
  for (let from = 0; from < bytes.length; from += CHUNK) reader.write(bytes.subarray(from, from + CHUNK));
  reader.end();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, messages, bytes: bytes.length };
}

/** What `decode` asks of a log: its messages, what they answer, what was sent, and how many lines were read. */
const captured = (capture: Capture, bytes: Uint8Array): Timed =>
  timed(bytes, (count) =>
    decodeCapture(capture, count, {
      decoder: { answers: 'in-turn' },
      onLine: () => {
        seen.lines++;
      },
      onSent: () => {
        seen.sent++;
      },
    }),
  );

const decoded = (bytes: Uint8Array): Timed => timed(bytes, (count) => new Decoder(count, { answers: 'in-turn' }));

const open = (bytes: Uint8Array): Capture => openContainer('auto', bytes.subarray(0, SAMPLE_SIZE));
const bytesPerSecond = ({ bytes, seconds }: Timed): number => bytes / seconds;
const messagesPerSecond = ({ messages, seconds }: Timed): number => messages / seconds;
const best = (all: readonly Timed[]): number => Math.max(...all.map(bytesPerSecond)) / 1e6;

function measure({ raw, log, rounds }: LogRequest): LogResult {
  const [session, text] = [readFileSync(raw), readFileSync(log)];
  const [stream, capture] = [open(session), open(text)];
  const all = Array.from({ length: rounds + 2 }, () => ({
    decoder: decoded(session),
    raw: captured(stream, session),
    log: captured(capture, text),
  })).slice(2);
  const ratio = (of: (one: (typeof all)[number]) => number): number => median(all.map(of));
  return {
    container: capture.container,
    speed: best(all.map((one) => one.log)),
    raw: best(all.map((one) => one.raw)),
    decoder: best(all.map((one) => one.decoder)),
    byBytes: ratio((one) => bytesPerSecond(one.log) / bytesPerSecond(one.raw)),
    byBytesOfDecoder: ratio((one) => bytesPerSecond(one.log) / bytesPerSecond(one.decoder)),
    byMessages: ratio((one) => messagesPerSecond(one.log) / messagesPerSecond(one.raw)),
  };
}

export function runLog(): void {
  process.stdout.write(JSON.stringify(measure(JSON.parse(process.argv[2] as string) as LogRequest)));
}
